/** What the application in the pod asks for. */
import { type FormEvent, useEffect, useId, useRef } from "react";
import { cancelPod, resolveAsPod } from "../../lib/commands/as-pod.ts";
import { useLong } from "../query-console/use-long.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import styles from "./pod-question.module.css";

const TYPES = ["A", "AAAA", "SRV", "TXT", "MX", "CNAME", "PTR", "HTTPS"] as const;

export function PodQuestion() {
  const name = useStudio(({ pod }) => pod.name);
  const type = useStudio(({ pod }) => pod.type);
  const services = useStudio(({ pod }) => pod.world?.services);
  const isWorking = useStudio(({ pod }) => pod.run?.state === "working");
  const canStop = useLong(isWorking, 1000);
  const { editPod } = useActions();
  const run = useRunCommand();
  const listId = useId();
  const bar = useRef<HTMLFormElement>(null);
  const wasWorking = useRef(false);
  useEffect(() => {
    // What came of it stands below: the question and its end are seen together.
    if (wasWorking.current && !isWorking) bar.current?.scrollIntoView({ block: "start" });
    wasWorking.current = isWorking;
  }, [isWorking]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run(resolveAsPod);
  };
  return (
    <form ref={bar} className={styles.bar} aria-label="What the application asks for" onSubmit={submit}>
      <TextField
        label="App asks"
        className={styles.name}
        isMono
        list={listId}
        inputMode="url"
        placeholder={services?.[0] ?? "www.example.org"}
        value={name}
        onChange={({ target }) => editPod({ name: target.value })}
      />
      <datalist id={listId}>
        {(services ?? []).map((service) => (
          <option key={service} value={service} />
        ))}
      </datalist>
      <SelectField
        label="For"
        className={styles.type}
        value={type}
        onChange={({ target }) => editPod({ type: target.value })}
      >
        <option value="">A + AAAA</option>
        {TYPES.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </SelectField>
      {canStop ? (
        <Button key="stop" className={styles.button} onClick={() => run(cancelPod)}>
          Stop
        </Button>
      ) : (
        <Button key="resolve" look="primary" type="submit" className={styles.button}>
          Resolve
        </Button>
      )}
      {name.trim().endsWith(".") && (
        <p className={styles.note}>The name ends with a dot: the search list is skipped.</p>
      )}
    </form>
  );
}
