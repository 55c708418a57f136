/** After a write: whether the pods have taken it up, and the way back. */
import { useEffect, useState } from "react";
import type { ClusterApplyReply, ConfigMapChange, ReloadReply } from "../../lib/api/kubernetes.ts";
import { failureOf } from "../../lib/studio/api-client.ts";
import { failureInWords } from "../../lib/studio/failure-words.ts";
import { useActions } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./exchange.module.css";
import { FailureNote } from "./failure-note.tsx";
import { useTask } from "./use-task.ts";

interface AfterApplyProps {
  readonly context: string;
  readonly change: ConfigMapChange;
  readonly before: Readonly<Record<string, string>> | null;
  readonly applied: ClusterApplyReply;
}

const PAUSE_MS = 3_000;
const MARKS = { waiting: "…", reloaded: "✓", failed: "✗", unknown: "?" } as const;

export function AfterApply({ context, change: { namespace, name }, before, applied }: AfterApplyProps) {
  const { kubernetes, announce } = useActions();
  const [isBack, setBack] = useState(false);
  const task = useTask();
  const rollBack = (): Promise<void> =>
    task.run(async () => {
      const { resourceVersion } = applied;
      const kept = before === null ? null : { ...before };
      await kubernetes.rollBackChange({ context, namespace, name, resourceVersion, before: kept });
      setBack(true);
      announce(`Rolled back on ${context}.`);
    });
  if (isBack) return <p role="status">{`Rolled back: ${name} on ${context} is as it was.`}</p>;
  return (
    <>
      <p>
        Written.{" "}
        {applied.backup !== undefined && (
          <>
            Backup: <code>{applied.backup}</code>
          </>
        )}
      </p>
      <Reload context={context} namespace={namespace} name={name} applied={applied} />
      <FailureNote failure={task.failure} />
      <div className={styles.actions}>
        <Button disabled={task.isRunning} onClick={() => void rollBack()}>
          {`Roll back on ${context}`}
        </Button>
      </div>
    </>
  );
}

interface ReloadProps {
  readonly context: string;
  readonly namespace: string;
  readonly name: string;
  readonly applied: ClusterApplyReply;
}

function Reload({ context, namespace, name, applied: { resourceVersion, at } }: ReloadProps) {
  const { kubernetes } = useActions();
  const [state, setState] = useState<ReloadReply>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = new AbortController();
    const look = async (): Promise<void> => {
      try {
        const order = { context, namespace, name, resourceVersion, at };
        const reply = await kubernetes.reloadState(order, {
          onStop: (end) => stop.signal.addEventListener("abort", end),
        });
        if (stop.signal.aborted) return;
        setProblem(undefined);
        setState(reply);
        if (reply.isStored && reply.pods.some((pod) => pod.state === "waiting")) timer = setTimeout(look, PAUSE_MS);
      } catch (thrown) {
        if (stop.signal.aborted) return;
        setProblem(failureInWords(failureOf(thrown)));
        timer = setTimeout(look, PAUSE_MS);
      }
    };
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [kubernetes, context, namespace, name, resourceVersion, at]);
  const done = state?.pods.filter((pod) => pod.state === "reloaded").length ?? 0;
  return (
    <div role="status" aria-label="Reload" className={styles.reload}>
      {problem !== undefined && <p className={styles.bad}>{problem}</p>}
      {state?.isStored === false && <p className={styles.warning}>Somebody else has changed the ConfigMap since.</p>}
      {state !== undefined && state.pods.length > 0 && <p>{`Reloaded: ${done} of ${state.pods.length} pods`}</p>}
      <ul className={styles.list}>
        {state?.pods.map((pod) => (
          <li key={pod.name} className={pod.state === "failed" ? styles.bad : undefined}>
            {`${MARKS[pod.state]} ${pod.name}: ${pod.state}${pod.text === "" ? "" : ` (${pod.text})`}`}
          </li>
        ))}
      </ul>
      <p className={styles.note}>{state?.note ?? "Asking the pods…"}</p>
    </div>
  );
}
