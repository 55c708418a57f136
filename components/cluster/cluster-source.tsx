/** Reading CoreDNS's configuration out of a cluster: which context, where, and whether the objects come along. */
import { useState } from "react";
import type { ClusterImportReply } from "../../lib/api/kubernetes.ts";
import { useActions } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { CheckField, TextField } from "../ui/field.tsx";
import { ContextField } from "./context-field.tsx";
import styles from "./exchange.module.css";
import { FailureNote } from "./failure-note.tsx";
import { useTask } from "./use-task.ts";

interface ClusterSourceProps {
  readonly found: ClusterImportReply | undefined;
  readonly onFound: (found: ClusterImportReply | undefined) => void;
}

export function ClusterSource({ found, onFound }: ClusterSourceProps) {
  const { kubernetes, announce } = useActions();
  const [context, setContext] = useState("");
  const [namespace, setNamespace] = useState("kube-system");
  const [withObjects, setWithObjects] = useState(true);
  const task = useTask();
  const read = (): Promise<void> =>
    task.run(async (stop) => {
      onFound(undefined);
      const reply = await kubernetes.importCluster({ context, namespace, withObjects }, stop);
      onFound(reply);
      announce(`Read ${context}.`);
    });
  return (
    <>
      <div className={styles.fields}>
        <ContextField value={context} onChange={setContext} disabled={task.isRunning} />
        <TextField
          label="Namespace"
          className={styles.namespace}
          value={namespace}
          onChange={({ target }) => setNamespace(target.value)}
        />
      </div>
      <CheckField
        label="Also a snapshot of its Services and Pods"
        checked={withObjects}
        onChange={({ target }) => setWithObjects(target.checked)}
      />
      <p className={styles.note}>
        The cluster is only read. The snapshot has Services, EndpointSlices, Pods and Namespaces, with their names,
        labels and what DNS is made of, as manifests in cluster/. Secrets are never read.
      </p>
      <div className={styles.actions}>
        {task.isRunning && <Button onClick={task.cancel}>Cancel</Button>}
        <Button disabled={context === "" || namespace === "" || task.isRunning} onClick={() => void read()}>
          {context === "" ? "Read the cluster" : `Read ${context}`}
        </Button>
      </div>
      <FailureNote failure={task.failure} />
      {found !== undefined && <Found found={found} />}
    </>
  );
}

function Found({ found: { found, counts, missing, kubectl } }: { readonly found: ClusterImportReply }) {
  const objects = Object.entries(counts).map(([kind, count]) => `${count} ${kind}${count === 1 ? "" : "s"}`);
  return (
    <ul className={styles.list} aria-label="Found">
      {found.map((text) => (
        <li key={text}>{text}</li>
      ))}
      {objects.length > 0 && <li>Snapshot: {objects.join(", ")}</li>}
      {missing.length > 0 && (
        <li className={styles.warning}>
          You may not: {missing.join("; ")}. Somebody who may can run this, and you paste what it prints:{" "}
          <code>{kubectl}</code>
        </li>
      )}
    </ul>
  );
}
