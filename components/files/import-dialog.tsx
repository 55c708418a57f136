/** Shows what a manifest or a cluster becomes in the folder, file by file, and makes it. */
import { useMemo, useState } from "react";
import type { ClusterImportReply } from "../../lib/api/kubernetes.ts";
import { type ImportPlans, planImports } from "../../lib/kubernetes/import-plan.ts";
import { releaseOfImages } from "../../lib/profiles/image-release.ts";
import type { Dialog as DialogState } from "../../lib/studio/layout-slice.ts";
import { ClusterSource } from "../cluster/cluster-source.tsx";
import { useEditorSlot, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./import-dialog.module.css";
import { ImportPlanView } from "./import-plan-view.tsx";
import { ManifestField } from "./manifest-field.tsx";

type ImportState = Extract<DialogState, { kind: "import" }>;

interface ImportDialogProps {
  readonly dialog: ImportState;
  readonly onClose: () => void;
}

export function ImportDialog({ dialog, onClose }: ImportDialogProps) {
  const [typed, setTyped] = useState("");
  const [source, setSource] = useState<"text" | "cluster">("text");
  const [found, setFound] = useState<ClusterImportReply>();
  const [marks, setMarks] = useState<Readonly<Record<string, string>>>({});
  const isGiven = dialog.text !== undefined;
  const text = dialog.text ?? (source === "text" ? typed : (found?.manifest ?? ""));
  const corefile = useStudio(({ workspace }) => workspace.info?.corefile ?? "Corefile");
  const planned = useMemo(
    () => (text.trim() === "" ? undefined : planImports(text, corefile, marks)),
    [text, corefile, marks],
  );
  const beside = source === "cluster" ? (found?.files ?? []) : [];
  const release = useMemo(() => releaseOfImages([text, ...(found?.found ?? [])].join("\n")), [text, found]);
  const hasPlan = planned?.kind === "plans" || beside.length > 0;
  return (
    <Dialog title="Import from Kubernetes" onClose={onClose} width="large">
      <div className={styles.content}>
        {!isGiven && <SourceChoice source={source} onChoose={setSource} />}
        {!isGiven && source === "text" && <ManifestField text={typed} onChange={setTyped} />}
        {!isGiven && source === "cluster" && <ClusterSource found={found} onFound={setFound} />}
        {planned !== undefined && planned.kind !== "plans" && <p role="alert">{whyNone(planned)}</p>}
        {hasPlan ? (
          <ImportPlanView
            plans={planned?.kind === "plans" ? planned.plans : []}
            disagreements={planned?.kind === "plans" ? planned.disagreements : []}
            beside={beside}
            release={release}
            marks={marks}
            onMarks={setMarks}
            isFocused={isGiven}
            onClose={onClose}
            aside={<PasteAsText dialog={dialog} onClose={onClose} />}
          />
        ) : (
          <div className={styles.actions}>
            <PasteAsText dialog={dialog} onClose={onClose} />
            <Button onClick={onClose}>Close</Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function whyNone(planned: Exclude<ImportPlans, { kind: "plans" }>): string {
  if (planned.kind === "none") return "There is no ConfigMap with a Corefile, no coredns-custom, and no Helm values.";
  return `This is not YAML: ${planned.message} (line ${planned.at.line}).`;
}

interface SourceChoiceProps {
  readonly source: "text" | "cluster";
  readonly onChoose: (source: "text" | "cluster") => void;
}

function SourceChoice({ source, onChoose }: SourceChoiceProps) {
  const choices = [
    ["text", "A manifest or Helm values"],
    ["cluster", "A cluster of your kubeconfig"],
  ] as const;
  return (
    <fieldset className={styles.field}>
      <legend>From</legend>
      {choices.map(([value, label]) => (
        <label key={value} className={styles.choice}>
          <input type="radio" name="source" checked={source === value} onChange={() => onChoose(value)} />
          {label}
        </label>
      ))}
    </fieldset>
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
