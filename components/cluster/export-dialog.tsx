/** The Corefile as Kubernetes takes it, to copy or to keep; and, step by step, into a cluster that the user names. */
import { useEffect, useState } from "react";
import type { Failure } from "../../lib/api/failure.ts";
import type { ExportReply } from "../../lib/api/kubernetes.ts";
import { failureOf } from "../../lib/studio/api-client.ts";
import { useActions, useStudioPage } from "../studio/store-context.tsx";
import { useViewport } from "../studio/viewport.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ApplySteps } from "./apply-steps.tsx";
import styles from "./exchange.module.css";
import { FailureNote } from "./failure-note.tsx";
import { Step } from "./step.tsx";

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { kubernetes } = useActions();
  const viewport = useViewport();
  const [exported, setExported] = useState<ExportReply>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let isGone = false;
    void kubernetes.exportManifests().then(
      (reply) => isGone || setExported(reply),
      (thrown: unknown) => isGone || setFailure(failureOf(thrown)),
    );
    return () => {
      isGone = true;
    };
  }, [kubernetes]);
  return (
    <Dialog title="Export to Kubernetes" onClose={onClose} width="large">
      <div className={styles.content}>
        <FailureNote failure={failure} />
        {exported !== undefined && (
          <ol className={styles.steps}>
            <Step title="1. Manifest">
              <Manifest exported={exported} onClose={onClose} />
            </Step>
            {viewport === "phone" ? (
              <Step title="2. Cluster">
                <p className={styles.note}>On a wider screen it can be previewed in a cluster and applied.</p>
              </Step>
            ) : (
              <ApplySteps configMaps={exported.configMaps} />
            )}
          </ol>
        )}
        <div className={styles.actions}>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Manifest({ exported, onClose }: { readonly exported: ExportReply; readonly onClose: () => void }) {
  const { importFiles, announce } = useActions();
  const page = useStudioPage();
  const [isWhole, setWhole] = useState(false);
  const text = isWhole ? exported.manifests : exported.configMaps.map(({ yaml }) => yaml).join("---\n");
  const path = isWhole ? "kubernetes/coredns.yaml" : "kubernetes/configmap.yaml";
  const keep = async (): Promise<void> => {
    const isKept = await importFiles("the export", [{ path, text }]);
    announce(isKept ? `Wrote ${path}.` : `${path} could not be written.`);
    onClose();
  };
  const choices = [
    [false, exported.configMaps.length === 1 ? "ConfigMap" : "ConfigMaps"],
    [true, "All manifests: Deployment, Service, account and role"],
  ] as const;
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>What</legend>
        {choices.map(([value, label]) => (
          <label key={label} className={styles.choice}>
            <input type="radio" name="manifest" checked={isWhole === value} onChange={() => setWhole(value)} />
            {label}
          </label>
        ))}
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard. */}
      <section aria-label="Manifest" className={styles.text} tabIndex={0}>
        <pre>{text}</pre>
      </section>
      {exported.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <div className={styles.actions}>
        <Button onClick={() => void keep()}>Keep as {path}</Button>
        <Button onClick={() => page.copy(text)}>Copy</Button>
      </div>
    </>
  );
}
