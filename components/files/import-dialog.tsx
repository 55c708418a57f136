/** Shows what a manifest becomes in the folder, file by file, and makes it. */
import { type ChangeEvent, useId, useMemo, useState } from "react";
import { type ImportPlan, type ImportPlans, type PlannedFile, planImports } from "../../lib/kubernetes/import-plan.ts";
import { hasDraft } from "../../lib/studio/files/workspace-slice.ts";
import type { Dialog as DialogState } from "../../lib/studio/layout-slice.ts";
import { useActions, useEditorSlot, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./import-dialog.module.css";

type ImportState = Extract<DialogState, { kind: "import" }>;

interface ImportDialogProps {
  readonly dialog: ImportState;
  readonly onClose: () => void;
}

export function ImportDialog({ dialog, onClose }: ImportDialogProps) {
  const [typed, setTyped] = useState("");
  const isGiven = dialog.text !== undefined;
  const text = dialog.text ?? typed;
  const corefile = useStudio(({ workspace }) => workspace.info?.corefile ?? "Corefile");
  const planned = useMemo(() => (text.trim() === "" ? undefined : planImports(text, corefile)), [text, corefile]);
  return (
    <Dialog title="Import from Kubernetes" onClose={onClose} width="large">
      <div className={styles.content}>
        {!isGiven && <ManifestField text={typed} onChange={setTyped} />}
        {planned?.kind === "plans" ? (
          <Plans plans={planned.plans} dialog={dialog} onClose={onClose} />
        ) : (
          <>
            {planned !== undefined && <p role="alert">{whyNone(planned)}</p>}
            <div className={styles.actions}>
              <PasteAsText dialog={dialog} onClose={onClose} />
              <Button onClick={onClose}>Close</Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

function whyNone(planned: Exclude<ImportPlans, { kind: "plans" }>): string {
  if (planned.kind === "none") return "There is no ConfigMap with a Corefile, and no coredns-custom.";
  return `This is not YAML: ${planned.message} (line ${planned.at.line}).`;
}

function ManifestField({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  const id = useId();
  const readFile = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const texts = await Promise.all([...(target.files ?? [])].map((file) => file.text()));
    onChange(texts.join("\n---\n"));
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Manifest</label>
      <p id={`${id}-hint`} className={styles.note}>
        YAML or JSON with the ConfigMap, for instance from{" "}
        <code>kubectl -n kube-system get configmap coredns coredns-custom -o yaml</code>
      </p>
      <textarea
        id={id}
        className={styles.text}
        rows={8}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={({ target }) => onChange(target.value)}
        // biome-ignore lint/a11y/noAutofocus: the dialog was opened to fill in this field.
        autoFocus
      />
      <label className={styles.file}>
        <span>Or from files</span>
        <input type="file" multiple accept=".yaml,.yml,.json" onChange={(event) => void readFile(event)} />
      </label>
    </div>
  );
}

interface PlansProps extends ImportDialogProps {
  readonly plans: readonly ImportPlan[];
}

function Plans({ plans, dialog, onClose }: PlansProps) {
  const [chosen, choose] = useState<string>();
  const plan = plans.find(({ name }) => name === chosen) ?? plans[0];
  const { importFiles, announce } = useActions();
  const [isRunning, setRunning] = useState(false);
  if (plan === undefined) return null;
  const run = async (): Promise<void> => {
    setRunning(true);
    const isWhole = await importFiles(plan.name, plan.files);
    announce(isWhole ? `Imported ${plan.name}: ${countFiles(plan.files.length)}.` : "Some files could not be created.");
    onClose();
  };
  return (
    <>
      {plans.length > 1 && (
        <fieldset className={styles.field}>
          <legend>Which Corefile</legend>
          {plans.map(({ name }) => (
            <label key={name} className={styles.choice}>
              <input type="radio" name="plan" checked={name === plan.name} onChange={() => choose(name)} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <p>
        The ConfigMap <strong>{plan.name}</strong> becomes {countFiles(plan.files.length)}:
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
      <div className={styles.actions}>
        <PasteAsText dialog={dialog} onClose={onClose} />
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isRunning} onClick={() => void run()} autoFocus={dialog.text !== undefined}>
          Import
        </Button>
      </div>
    </>
  );
}

const countFiles = (count: number): string => (count === 1 ? "one file" : `${count} files`);

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

/** A paste that was meant as it is. */
function PasteAsText({ dialog, onClose }: ImportDialogProps) {
  const editor = useEditorSlot();
  if (!dialog.isPasted || dialog.text === undefined) return null;
  const { text } = dialog;
  return (
    <Button
      onClick={() => {
        onClose();
        // The dialog gives the focus back first.
        requestAnimationFrame(() => editor.current?.insert(text));
      }}
    >
      Paste as text
    </Button>
  );
}
