/** The engine's state in the header; the details tell where each listener really listens. */

import { ChevronDown, RotateCw, Square } from "lucide-react";
import { Popover } from "radix-ui";
import type { Listener } from "../../lib/api/engine.ts";
import { connectCluster, disconnectCluster, useModelCluster as modelCluster } from "../../lib/commands/cluster.ts";
import { applyNow, restartEngine, stopEngine, takePorts, toggleAutomatic } from "../../lib/commands/engine-control.ts";
import { joinHostPort } from "../../lib/go/net.ts";
import { isEarlier, sameBehaviour } from "../../lib/profiles/releases.ts";
import type { Tone } from "../../lib/studio/answers/verdict.ts";
import { missingCluster } from "../../lib/studio/cluster.ts";
import { engineInWords, portsElsewhere, servesOlderText } from "../../lib/studio/engine-slice.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { CheckField } from "../ui/field.tsx";
import tones from "../ui/tone.module.css";
import styles from "./engine-status.module.css";
import { useRunCommand, useStudio } from "./store-context.tsx";

const TONES: Readonly<Record<string, Tone>> = {
  Serving: "good",
  "Serving earlier text": "warning",
  "Serving, cluster not synced": "warning",
  "No cluster": "warning",
  Starting: "neutral",
  Connecting: "neutral",
  Stopped: "quiet",
};

export function EngineStatus() {
  const engine = useStudio((state) => state.engine);
  const isOlder = useStudio(servesOlderText);
  const { word, text } = engineInWords(engine, isOlder);
  const [first] = engine.info?.state === "serving" ? engine.info.listeners : [];
  return (
    <div role="status" aria-label="Engine status" className={styles.status}>
      <Popover.Root>
        <Popover.Trigger className={styles.trigger} title={text}>
          <span className={classNames(styles.dot, tones[TONES[word] ?? "bad"])} aria-hidden="true" />
          <span className={styles.word}>{word}</span>
          {isOlder && <SinceWhen />}
          {first !== undefined && !isOlder && (
            <span className={styles.socket}>
              {first.label} → {joinHostPort(first.bound.address, first.bound.port)}
            </span>
          )}
          <ChevronDown size={14} aria-hidden />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className={styles.popover} align="start" sideOffset={6} aria-label="Engine">
            <EngineDetails text={text} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {isOlder ? <MakeLive /> : <OwnPorts className={styles.ports} />}
    </div>
  );
}

/** Which of the texts before this one serves: that of a time. */
function SinceWhen() {
  const sinceMs = useStudio(({ engine }) => engine.info?.configuration?.sinceMs);
  if (sinceMs === undefined) return null;
  return <span className={styles.since}>of {new Date(sinceMs).toLocaleTimeString([], { timeStyle: "short" })}</span>;
}

function MakeLive() {
  const run = useRunCommand();
  return (
    <Button className={styles.act} onClick={() => run(applyNow)}>
      Make it live
    </Button>
  );
}

/** Told while another window serves on the ports that the Corefile names. */
function OwnPorts({ className }: { readonly className: string | undefined }) {
  // What was shared has none of its own.
  const isShared = useStudio(({ workspace }) => workspace.info?.isReadOnly === true);
  const ports = useStudio(({ engine }) => (isShared ? "" : portsElsewhere(engine)));
  const run = useRunCommand();
  if (ports === "") return null;
  return (
    <span className={className}>
      <span className={styles.elsewhere}>{ports} served by another window</span>
      <Button className={styles.act} onClick={() => run(takePorts)}>
        Serve mine
      </Button>
    </span>
  );
}

function EngineDetails({ text }: { readonly text: string }) {
  const { info, failure, isAutomatic } = useStudio((state) => state.engine);
  const release = useStudio(({ workspace }) => workspace.release);
  const run = useRunCommand();
  return (
    <>
      <p className={styles.sentence}>
        {/[.!?]$/.test(text) ? text : `${text}.`}
        {info !== undefined && ` Behaves as CoreDNS ${info.release}.`}
        {isEarlier(release) && ` ${sameBehaviour(release)}`}
      </p>
      {failure !== undefined && (
        <p className={styles.failure}>
          {failure.error} {failure.help}
        </p>
      )}
      {info !== undefined && info.listeners.length > 0 && <ListenerTable listeners={info.listeners} />}
      <OwnPorts className={styles.portsInside} />
      <ClusterActions />
      <CheckField label="Apply good edits and ask again" checked={isAutomatic} onChange={() => run(toggleAutomatic)} />
      <div className={styles.actions}>
        <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => run(restartEngine)}>
          Restart
        </Button>
        <Button
          icon={<Square size={13} aria-hidden />}
          disabled={info?.state === "stopped"}
          onClick={() => run(stopEngine)}
        >
          Stop
        </Button>
      </div>
    </>
  );
}

/** Where objects of a cluster come from can be chosen here, too. */
function ClusterActions() {
  const isMissing = useStudio((state) => missingCluster(state) !== undefined);
  const hasCluster = useStudio(({ engine }) => (engine.info?.clusters.length ?? 0) > 0);
  const connectedTo = useStudio(({ engine }) => engine.info?.connectedTo);
  const run = useRunCommand();
  if (!isMissing && !hasCluster && connectedTo === undefined) return null;
  return (
    <div className={styles.actions}>
      {isMissing && <Button onClick={() => run(modelCluster)}>Use a model cluster</Button>}
      <Button onClick={() => run(connectCluster)}>{connectedTo === undefined ? "Connect…" : "Cluster…"}</Button>
      {connectedTo !== undefined && <Button onClick={() => run(disconnectCluster)}>Disconnect {connectedTo}</Button>}
    </div>
  );
}

function ListenerTable({ listeners }: { readonly listeners: readonly Listener[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">In the Corefile</th>
          <th scope="col">Bound to</th>
          <th scope="col">Serves</th>
        </tr>
      </thead>
      <tbody>
        {listeners.map(({ label, bound, serves }) => (
          <tr key={`${label} ${joinHostPort(bound.address, bound.port)}`}>
            <td>{label}</td>
            <td>{joinHostPort(bound.address, bound.port)}</td>
            <td>{serves.join(" ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
