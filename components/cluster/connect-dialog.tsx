/** Chooses a cluster of the user's own, by a context of the kubeconfig; it is only read. */
import { useEffect, useState } from "react";
import type { ContextsReply } from "../../lib/api/kubernetes.ts";
import { clusterInWords } from "../../lib/studio/cluster.ts";
import { failureInWords } from "../../lib/studio/failure-words.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./cluster.module.css";

type KubeContext = ContextsReply["contexts"][number];

export function ConnectDialog({ onClose }: { readonly onClose: () => void }) {
  const contexts = useContexts();
  const connectedTo = useStudio(({ engine }) => engine.info?.connectedTo);
  const failure = useStudio(({ engine }) => engine.failure);
  const { controlEngine, announce } = useActions();
  const [chosen, choose] = useState<string>();
  const [isRunning, setRunning] = useState(false);
  const selected = chosen ?? connectedTo;
  const control = async (request: Parameters<typeof controlEngine>[0], done: string): Promise<void> => {
    setRunning(true);
    const isDone = await controlEngine(request);
    setRunning(false);
    if (!isDone) return;
    announce(done);
    onClose();
  };
  return (
    <Dialog title="Connect to a cluster" onClose={onClose}>
      <div className={styles.content}>
        <Now />
        <Choice contexts={contexts} selected={selected} choose={choose} />
        <p className={styles.note}>
          The engine then reads Namespaces, Services, EndpointSlices and Pods there, as if it ran in that cluster.
          Nothing is written, neither there nor into this folder; it lasts until you disconnect or the studio ends.
        </p>
        {isRunning
          ? null
          : failure !== undefined && (
              <p role="alert" className={styles.failure}>
                {failureInWords(failure)}
              </p>
            )}
        <div className={styles.actions}>
          {connectedTo !== undefined && (
            <Button
              disabled={isRunning}
              onClick={() => void control({ action: "disconnect" }, `Disconnected from ${connectedTo}.`)}
            >
              Disconnect
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
          <Button
            look="primary"
            disabled={isRunning || selected === undefined || selected === connectedTo}
            onClick={() =>
              selected !== undefined &&
              void control({ action: "connect", context: selected }, `Connected to ${selected}.`)
            }
          >
            Connect
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What the engine answers from at this moment. */
function Now() {
  const clusters = useStudio(({ engine }) => engine.info?.clusters) ?? [];
  if (clusters.length === 0) return null;
  return <p className={styles.note}>Now: {clusters.map(clusterInWords).join("; ")}.</p>;
}

interface ChoiceProps {
  readonly contexts: ContextsReply | undefined;
  readonly selected: string | undefined;
  readonly choose: (name: string) => void;
}

function Choice({ contexts: reply, selected, choose }: ChoiceProps) {
  if (reply === undefined) return <p className={styles.note}>Reading the kubeconfig…</p>;
  const { contexts, problems, current } = reply;
  return (
    <>
      {contexts.length > 0 && (
        <fieldset className={styles.contexts}>
          <legend>Context</legend>
          {contexts.map((context) => (
            <Context
              key={context.name}
              context={context}
              isCurrent={context.name === current}
              isChosen={context.name === selected}
              onChoose={() => choose(context.name)}
            />
          ))}
        </fieldset>
      )}
      {problems.map((problem) => (
        <p key={problem} className={styles.note}>
          {problem}
        </p>
      ))}
    </>
  );
}

interface ContextProps {
  readonly context: KubeContext;
  readonly isCurrent: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Context({ context: { name, server }, isCurrent, isChosen, onChoose }: ContextProps) {
  return (
    <label className={styles.context}>
      <input type="radio" name="context" checked={isChosen} disabled={server === undefined} onChange={onChoose} />
      <span className={styles.name}>
        {name}
        {isCurrent && " (current for kubectl)"}
      </span>
      <span className={styles.server}>{server ?? "no such cluster in the kubeconfig"}</span>
    </label>
  );
}

/** The contexts, once they were read; what cannot be read is one of their problems. */
function useContexts(): ContextsReply | undefined {
  const { loadContexts } = useActions();
  const [contexts, setContexts] = useState<ContextsReply>();
  useEffect(() => {
    let isOpen = true;
    void loadContexts().then((read) => {
      if (isOpen) setContexts(read);
    });
    return () => {
      isOpen = false;
    };
  }, [loadContexts]);
  return contexts;
}
