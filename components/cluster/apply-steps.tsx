/** From a ConfigMap to a cluster: where, what it changes, the write itself, and what the pods do with it. */
import { useState } from "react";
import type { ClusterApplyReply, ConfigMapChange, ExportReply, PreviewReply } from "../../lib/api/kubernetes.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { CheckField, TextField } from "../ui/field.tsx";
import { AfterApply } from "./after-apply.tsx";
import { ContextField } from "./context-field.tsx";
import styles from "./exchange.module.css";
import { FailureNote } from "./failure-note.tsx";
import { PreviewView } from "./preview-view.tsx";
import { Step } from "./step.tsx";
import { useTask } from "./use-task.ts";

type ConfigMaps = ExportReply["configMaps"];

/** What was previewed: nothing else is applied. */
interface Previewed {
  readonly context: string;
  readonly change: ConfigMapChange;
  readonly preview: PreviewReply;
}

const NAMES = ["coredns", "coredns-custom"] as const;

export function ApplySteps({ configMaps }: { readonly configMaps: ConfigMaps }) {
  const { kubernetes } = useActions();
  const [context, setContext] = useState("");
  const [namespace, setNamespace] = useState("kube-system");
  const [name, setName] = useState("");
  const [previewed, setPreviewed] = useState<Previewed>();
  const [applied, setApplied] = useState<ClusterApplyReply>();
  const task = useTask();
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value): void => {
      setPreviewed(undefined);
      setApplied(undefined);
      set(value);
    };
  };
  const data = configMaps.find((one) => one.name === name)?.data;
  const preview = (): Promise<void> =>
    task.run(async (stop) => {
      if (data === undefined) return;
      setPreviewed(undefined);
      const wanted = { namespace, name, data, replaces: false };
      setPreviewed({
        context,
        change: wanted,
        preview: await kubernetes.previewChange({ context, change: wanted }, stop),
      });
    });
  return (
    <>
      <Step title="2. Cluster">
        <div className={styles.fields}>
          <ContextField value={context} onChange={change(setContext)} disabled={task.isRunning} />
          <TextField
            label="Namespace"
            className={styles.namespace}
            value={namespace}
            onChange={({ target }) => change(setNamespace)(target.value)}
          />
        </div>
        <fieldset className={styles.choices}>
          <legend>Write to</legend>
          {NAMES.map((one) => (
            <label key={one} className={styles.choice}>
              <input
                type="radio"
                name="config-map"
                checked={name === one}
                disabled={!configMaps.some((configMap) => configMap.name === one)}
                onChange={() => change(setName)(one)}
              />
              {one}
            </label>
          ))}
        </fieldset>
        {configMaps.length === 1 && (
          <p className={styles.note}>
            coredns-custom takes what lies in custom/: additions as NAME.override, server blocks as NAME.server.
          </p>
        )}
        <div className={styles.actions}>
          {task.isRunning && <Button onClick={task.cancel}>Cancel</Button>}
          <Button disabled={context === "" || data === undefined || task.isRunning} onClick={() => void preview()}>
            {context === "" ? "Preview" : `Preview in ${context}`}
          </Button>
        </div>
        <FailureNote failure={task.failure} />
      </Step>
      {previewed !== undefined && (
        <Step title="3. Preview">
          <PreviewView preview={previewed.preview} />
        </Step>
      )}
      {previewed !== undefined &&
        applied === undefined &&
        previewed.preview.diff !== "" &&
        previewed.preview.dryRun.ok && (
          <ApplyStep previewed={previewed} onApplied={setApplied} onStale={() => void preview()} />
        )}
      {previewed !== undefined && applied !== undefined && (
        <Step title="5. After">
          <AfterApply
            context={previewed.context}
            change={previewed.change}
            before={previewed.preview.before}
            applied={applied}
          />
        </Step>
      )}
    </>
  );
}

interface ApplyStepProps {
  readonly previewed: Previewed;
  readonly onApplied: (applied: ClusterApplyReply) => void;
  readonly onStale: () => void;
}

function ApplyStep({ previewed: { context, change, preview }, onApplied, onStale }: ApplyStepProps) {
  const { kubernetes, announce } = useActions();
  const folder = useStudio(({ workspace }) => workspace.info?.folder ?? "");
  const [isRead, setRead] = useState(false);
  const task = useTask();
  const apply = (): Promise<void> =>
    task.run(async () => {
      const { resourceVersion } = preview;
      onApplied(await kubernetes.applyChange({ context, change, resourceVersion, folder }));
      announce(`Applied to ${context}.`);
    });
  return (
    <Step title="4. Apply">
      <CheckField
        label="I have read the difference"
        checked={isRead}
        onChange={({ target }) => setRead(target.checked)}
      />
      <p className={styles.note}>
        {preview.before === null
          ? "The ConfigMap is created."
          : "The ConfigMap as it is now is kept in backups/ first."}
      </p>
      <FailureNote failure={task.failure} />
      <div className={styles.actions}>
        {task.failure !== undefined && <Button onClick={onStale}>Preview again</Button>}
        <Button look="primary" disabled={!isRead || task.isRunning} onClick={() => void apply()}>
          {`Apply to ${context} / ${change.namespace} / ${change.name}`}
        </Button>
      </div>
    </Step>
  );
}
