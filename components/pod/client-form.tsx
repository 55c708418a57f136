/** Who asks: a Pod of the cluster's manifests, or one that is described here; and with which resolver. */
import { useId } from "react";
import { resolverNameSchema } from "../../lib/api/pod.ts";
import { customProblem, DNS_POLICIES } from "../../lib/studio/pod/custom-pod.ts";
import { RESOLVER_TITLES } from "../../lib/studio/pod/pod-words.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { CheckField, SelectField, TextField } from "../ui/field.tsx";
import styles from "./client-form.module.css";

export function ClientForm() {
  const chosen = useStudio(({ pod }) => pod.chosen);
  const pods = useStudio(({ pod }) => pod.world?.pods);
  const resolver = useStudio(({ pod }) => pod.resolver);
  const { editPod } = useActions();
  const names = (pods ?? []).map(({ namespace, name }) => `${namespace}/${name}`);
  const isGone = chosen !== "" && pods !== undefined && !names.includes(chosen);
  return (
    <fieldset className={styles.form}>
      <legend className={styles.legend}>Client</legend>
      <SelectField
        label="Pod"
        className={styles.pod}
        data-pane-focus=""
        value={chosen}
        onChange={({ target }) => editPod({ chosen: target.value })}
      >
        <option value="">Custom…</option>
        {isGone && <option value={chosen}>{chosen} (gone)</option>}
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Resolver"
        value={resolver}
        onChange={({ target }) => editPod({ resolver: resolverNameSchema.catch("glibc").parse(target.value) })}
      >
        {resolverNameSchema.options.map((name) => (
          <option key={name} value={name}>
            {RESOLVER_TITLES[name]}
          </option>
        ))}
      </SelectField>
      {chosen === "" ? <CustomFields /> : <PodFacts chosen={chosen} />}
      <Profile />
    </fieldset>
  );
}

function PodFacts({ chosen }: { readonly chosen: string }) {
  const found = useStudio(({ pod }) =>
    pod.world?.pods.find(({ namespace, name }) => `${namespace}/${name}` === chosen),
  );
  if (found === undefined) return null;
  const { ips, dnsPolicy, hostNetwork, dnsConfig } = found;
  return (
    <p className={styles.facts}>
      {ips[0] ?? "no address yet"} · {dnsPolicy}
      {hostNetwork && " · hostNetwork"}
      {dnsConfig !== undefined && " · dnsConfig"}
    </p>
  );
}

function CustomFields() {
  const custom = useStudio(({ pod }) => pod.custom);
  const problem = useStudio(({ pod }) => customProblem(pod));
  const namespaces = useStudio(({ pod }) => pod.world?.namespaces);
  const { editCustomPod } = useActions();
  const listId = useId();
  const configId = useId();
  return (
    <>
      <TextField
        label="Namespace"
        isMono
        list={listId}
        value={custom.namespace}
        onChange={({ target }) => editCustomPod({ namespace: target.value })}
      />
      <datalist id={listId}>
        {(namespaces ?? []).map((namespace) => (
          <option key={namespace} value={namespace} />
        ))}
      </datalist>
      <SelectField
        label="dnsPolicy"
        value={custom.dnsPolicy}
        onChange={({ target }) => editCustomPod({ dnsPolicy: target.value })}
      >
        {DNS_POLICIES.map((policy) => (
          <option key={policy} value={policy}>
            {policy}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Address"
        isMono
        placeholder="this machine"
        value={custom.address}
        onChange={({ target }) => editCustomPod({ address: target.value })}
      />
      <CheckField
        label="hostNetwork"
        className={styles.check}
        checked={custom.hostNetwork}
        onChange={({ target }) => editCustomPod({ hostNetwork: target.checked })}
      />
      <details className={styles.whole} open={custom.dnsConfig !== "" || undefined}>
        <summary className={styles.summary}>dnsConfig</summary>
        <label className="visually-hidden" htmlFor={configId}>
          dnsConfig, as lines of resolv.conf
        </label>
        <textarea
          id={configId}
          className={styles.config}
          rows={3}
          spellCheck={false}
          placeholder={"search a.example.org\noptions ndots:2"}
          aria-invalid={problem !== undefined}
          value={custom.dnsConfig}
          onChange={({ target }) => editCustomPod({ dnsConfig: target.value })}
        />
        {problem !== undefined && <p className={styles.problem}>{problem}</p>}
      </details>
    </>
  );
}

/** What the chosen resolver's profile takes for granted. */
function Profile() {
  const resolver = useStudio(({ pod }) => pod.resolver);
  const profile = useStudio(({ pod }) => pod.world?.profiles.find(({ name }) => name === resolver));
  if (profile === undefined) return null;
  return (
    <details className={styles.whole}>
      <summary className={styles.summary}>What this profile does</summary>
      <ul className={styles.does}>
        {profile.does.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}
