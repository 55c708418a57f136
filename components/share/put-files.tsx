/** Puts the files of a shared workspace into the folder that is open, once the user has seen what they replace. */
import { useEffect, useState } from "react";
import type { SharedWorkspace } from "../../lib/api/shared-workspace.ts";
import { hasDraft } from "../../lib/studio/files/workspace-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./share.module.css";

interface PutFilesProps {
  readonly workspace: SharedWorkspace;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function PutFiles({ workspace: { name, files }, onBack, onClose }: PutFilesProps) {
  const { importFiles, presentTexts, announce } = useActions();
  const state = useStudio(({ workspace }) => workspace);
  const [now, setNow] = useState<Readonly<Record<string, string>>>();
  const [isRunning, setRunning] = useState(false);
  useEffect(() => {
    void presentTexts(files.map(({ path }) => path)).then(setNow);
  }, [presentTexts, files]);
  const texts = files.flatMap((file) => ("text" in file ? [file] : []));
  const octets = files.filter((file) => !("text" in file)).map(({ path }) => path);
  const listed = new Set(state.info?.files.map(({ path }) => path));
  const replaced = texts.filter(({ path, text }) => listed.has(path) && now?.[path] !== text);
  const put = async (): Promise<void> => {
    setRunning(true);
    const isWhole = await importFiles(name, texts);
    announce(isWhole ? `Put the files of ${name} into this folder.` : "Some files could not be created.");
    onClose();
  };
  return (
    <>
      <p>
        {texts.length === 1 ? "One file" : `${texts.length} files`} of <strong>{name}</strong>{" "}
        {texts.length === 1 ? "goes" : "go"} into <strong>{state.info?.name}</strong>.
      </p>
      {replaced.length > 0 && (
        <section className={styles.warning} aria-label="What is replaced">
          <p>These have other texts there. The new ones are not saved over them, and can be undone:</p>
          <ul className={styles.files}>
            {replaced.map(({ path }) => (
              <li key={path}>
                <code>{path}</code>
                {hasDraft(state, path) && ", with what you have not saved"}
              </li>
            ))}
          </ul>
          <p>A save point is made first.</p>
        </section>
      )}
      {octets.length > 0 && <p className={styles.note}>Not text, and left out: {octets.join(", ")}.</p>}
      <div className={styles.actions}>
        <Button onClick={onBack}>Back</Button>
        <Button look="primary" disabled={isRunning || now === undefined} onClick={() => void put()}>
          {replaced.length > 0 ? "Replace and add" : "Add the files"}
        </Button>
      </div>
    </>
  );
}
