/** What is imported: which Corefile, its lines with their origins, the files it becomes, and what CoreDNS says to it. */
import { type ReactNode, useEffect, useState } from "react";
import type { EffectiveLine } from "../../lib/kubernetes/effective-corefile.ts";
import type { ImportPlan, PlannedFile } from "../../lib/kubernetes/import-plan.ts";
import { hasDraft } from "../../lib/studio/files/workspace-slice.ts";
import type { Refused } from "../../lib/studio/kubernetes-actions.ts";
import { EffectiveLines, type ShownLine } from "../effective/effective-lines.tsx";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import styles from "./import-dialog.module.css";
import { useKeptRelease } from "./kept-release.tsx";

interface ImportPlanViewProps {
  /** None when only a snapshot was found. */
  readonly plans: readonly ImportPlan[];
  readonly disagreements: readonly string[];
  /** Manifests of a snapshot. */
  readonly beside: readonly { readonly path: string; readonly text: string }[];
  /** The release of CoreDNS that an image names. */
  readonly release: string | undefined;
  readonly marks: Readonly<Record<string, string>>;
  readonly onMarks: (marks: Readonly<Record<string, string>>) => void;
  readonly isFocused: boolean;
  readonly onClose: () => void;
  readonly aside: ReactNode;
}

export function ImportPlanView(props: ImportPlanViewProps) {
  const { plans, disagreements, beside, marks, onMarks, isFocused, onClose, aside } = props;
  const [chosen, choose] = useState<string>();
  const plan = plans.find(({ name }) => name === chosen) ?? plans[0];
  const { importFiles, announce } = useActions();
  const [isRunning, setRunning] = useState(false);
  const kept = useKeptRelease(props.release);
  const run = async (): Promise<void> => {
    setRunning(true);
    const name = plan?.name ?? "the snapshot";
    const settings = plan === undefined ? undefined : await kept.settings();
    const files = [...(plan?.files ?? []), ...(settings?.files ?? [])];
    const isWhole = await importFiles(name, files, beside);
    const count = countFiles(files.length + beside.length);
    const said = isWhole ? `Imported ${name}: ${count}.` : "Some files could not be created.";
    announce([said, settings?.problem ?? ""].join(" ").trim());
    onClose();
  };
  return (
    <>
      {disagreements.map((text) => (
        <p key={text} role="alert" className={styles.warning}>
          {text}
        </p>
      ))}
      {plans.length > 1 && (
        <fieldset className={styles.field}>
          <legend>Which Corefile</legend>
          {plans.map(({ name }) => (
            <label key={name} className={styles.choice}>
              <input type="radio" name="plan" checked={name === plan?.name} onChange={() => choose(name)} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
      {plan !== undefined && <PlanDetails plan={plan} marks={marks} onMarks={onMarks} />}
      {beside.length > 0 && (
        <p className={styles.note}>
          The snapshot becomes {countFiles(beside.length)} in cluster/, saved at once: {namesOf(beside)}.
        </p>
      )}
      {plan !== undefined && kept.field}
      <div className={styles.actions}>
        {aside}
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isRunning} onClick={() => void run()} autoFocus={isFocused}>
          Import
        </Button>
      </div>
    </>
  );
}

const SHOWN_NAMES = 6;

function namesOf(files: readonly { readonly path: string }[]): string {
  const names = files.slice(0, SHOWN_NAMES).map(({ path }) => path);
  return files.length > SHOWN_NAMES ? `${names.join(", ")}, …` : names.join(", ");
}

const countFiles = (count: number): string => (count === 1 ? "one file" : `${count} files`);

type PlanDetailsProps = Pick<ImportPlanViewProps, "marks" | "onMarks"> & { readonly plan: ImportPlan };

function PlanDetails({ plan, marks, onMarks }: PlanDetailsProps) {
  return (
    <>
      <p>
        <strong>{plan.object === "" ? plan.name : plan.object}</strong> becomes {countFiles(plan.files.length)}:
      </p>
      <ul className={styles.files} aria-label="Files">
        {plan.files.map((file) => (
          <PlannedRow key={file.path} file={file} />
        ))}
      </ul>
      {plan.changedPaths > 0 && (
        <p className={styles.note}>
          {plan.changedPaths === 1 ? "One path" : `${plan.changedPaths} paths`} below /etc/coredns{" "}
          {plan.changedPaths === 1 ? "is" : "are"} written from this folder.
        </p>
      )}
      {plan.marks.map(({ mark, means, usual }) => (
        <TextField
          key={mark}
          label={`${mark}: ${means}`}
          value={marks[mark] ?? usual}
          onChange={({ target }) => onMarks({ ...marks, [mark]: target.value })}
        />
      ))}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard. */}
      <section className={styles.lines} aria-label="Effective Corefile" tabIndex={0}>
        <EffectiveLines lines={plan.lines.map(toShown)} />
      </section>
      <Findings plan={plan} />
    </>
  );
}

/** The name without kind and namespace: the key beside it says the rest. */
function toShown({ text, object, key, line }: EffectiveLine): ShownLine {
  const name = object.replace(/^(?:ConfigMap|HelmChartConfig) (?:[^/ ]+\/)?/, "");
  return { text, origin: `${name} ${key}:${line}`, fullOrigin: object };
}

/** What CoreDNS would refuse; nothing while it is asked. */
function Findings({ plan }: { readonly plan: ImportPlan }) {
  const { kubernetes } = useActions();
  const [errors, setErrors] = useState<readonly Refused[]>();
  useEffect(() => {
    let isGone = false;
    setErrors(undefined);
    void kubernetes.checkPlan(plan).then(
      (refused) => isGone || setErrors(refused),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [kubernetes, plan]);
  if (errors === undefined) return null;
  if (errors.length === 0) return <p className={styles.note}>CoreDNS would start with it.</p>;
  return (
    <div role="status" className={styles.warning}>
      {errors.map(({ message, line }) => (
        <p key={message}>{`✗ ${line === undefined ? "" : `${line.object}, ${line.key}:${line.line}: `}${message}`}</p>
      ))}
    </div>
  );
}

/** What becomes of a file: made, changed, or the same already. */
function PlannedRow({ file }: { readonly file: PlannedFile }) {
  const what = useStudio(({ workspace }) => {
    if (workspace.info?.files.some(({ path }) => path === file.path) !== true) return "is created";
    const open = workspace.files.find(({ path }) => path === file.path);
    if (open?.text === file.text) return "is the same";
    return hasDraft(workspace, file.path)
      ? "exists, with unsaved text: this text replaces it, unsaved"
      : "exists: this text replaces it, unsaved";
  });
  return (
    <li className={styles.row}>
      <code>{file.path}</code>
      <span>{what}</span>
    </li>
  );
}
