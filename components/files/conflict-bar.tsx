/** The bar above a text that the disk disagrees with: another program or window changed the file, or it is gone. */
import { isGone, isInConflict, type OpenFile } from "../../lib/studio/files/open-file.ts";
import { useActions, useFocusEditor, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";
import styles from "./editor-pane.module.css";

export function ConflictBar() {
  const file = useStudio(({ workspace }) => workspace.files.find(({ path }) => path === workspace.activePath));
  if (file === undefined) return null;
  if (isGone(file)) return <GoneBar file={file} />;
  return isInConflict(file) ? <ChangedBar file={file} /> : null;
}

function ChangedBar({ file: { path } }: { readonly file: OpenFile }) {
  const { openDialog } = useActions();
  const { keep, take } = useDecision(path);
  return (
    <div role="alert">
      <Banner
        tone="warning"
        action={
          <span className={styles.decisions}>
            <Button onClick={() => openDialog({ kind: "difference", path })}>Show difference</Button>
            <Button onClick={() => void take()}>Use the text on disk</Button>
            <Button onClick={() => void keep(`Saved ${path} over the text on disk.`)}>Keep mine</Button>
          </span>
        }
      >
        {`${path} has changed on disk.`}
      </Banner>
    </div>
  );
}

function GoneBar({ file: { path, savedText, text } }: { readonly file: OpenFile }) {
  const { keep, take } = useDecision(path);
  return (
    <div role="alert">
      <Banner
        tone="warning"
        action={
          <span className={styles.decisions}>
            <Button look="primary" onClick={() => void keep(`Saved ${path} again.`)}>
              Save it again
            </Button>
            <Button onClick={() => void take()}>{text === savedText ? "Close it" : "Drop my text"}</Button>
          </span>
        }
      >
        {`${path} is no longer on disk. Its text stays here.`}
      </Banner>
    </div>
  );
}

/** Both ways out of the bar; the focus goes on in the editor. */
export function useDecision(path: string) {
  const { keepMine, takeDisk, announce } = useActions();
  const focusEditor = useFocusEditor();
  return {
    async keep(done: string): Promise<void> {
      const saved = await keepMine(path);
      announce(saved ? done : `${path} could not be saved.`);
      focusEditor();
    },
    async take(): Promise<void> {
      await takeDisk(path);
      announce(`${path} is back to what is on disk.`);
      focusEditor();
    },
  };
}
