/** The contexts of the user's kubeconfig, none of them chosen beforehand. */
import { useEffect, useState } from "react";
import type { ContextsReply } from "../../lib/api/kubernetes.ts";
import { failureOf } from "../../lib/studio/api-client.ts";
import { failureInWords } from "../../lib/studio/failure-words.ts";
import { useActions } from "../studio/store-context.tsx";
import { SelectField } from "../ui/field.tsx";
import styles from "./exchange.module.css";

interface ContextFieldProps {
  readonly value: string;
  readonly onChange: (context: string) => void;
  readonly disabled?: boolean;
}

export function ContextField({ value, onChange, disabled = false }: ContextFieldProps) {
  const { kubernetes } = useActions();
  const [known, setKnown] = useState<ContextsReply>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isGone = false;
    void kubernetes.kubeContexts().then(
      (reply) => isGone || setKnown(reply),
      (thrown: unknown) => isGone || setProblem(failureInWords(failureOf(thrown))),
    );
    return () => {
      isGone = true;
    };
  }, [kubernetes]);
  const problems = [...(known?.problems ?? []), ...(problem === undefined ? [] : [problem])];
  const server = known?.contexts.find(({ name }) => name === value)?.server;
  return (
    <div className={styles.context}>
      <SelectField label="Context" value={value} disabled={disabled} onChange={({ target }) => onChange(target.value)}>
        <option value="">{known === undefined && problem === undefined ? "…" : "Choose a context"}</option>
        {known?.contexts.map(({ name }) => (
          <option key={name} value={name}>
            {name === known.current ? `${name} (kubectl's current one)` : name}
          </option>
        ))}
      </SelectField>
      {server !== undefined && <p className={styles.note}>{server}</p>}
      {problems.map((text) => (
        <p key={text} role="alert" className={styles.note}>
          {text}
        </p>
      ))}
    </div>
  );
}
