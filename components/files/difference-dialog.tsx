/** The disk's text and one's own side by side, and the decision between them. */
import { isInConflict } from "../../lib/studio/files/open-file.ts";
import { DiffEditor } from "../corefile-editor/diff-view.tsx";
import { useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useDecision } from "./conflict-bar.tsx";
import styles from "./difference-dialog.module.css";

export function DifferenceDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const file = useStudio(({ workspace }) => workspace.files.find((open) => open.path === path));
  const { keep, take } = useDecision(path);
  if (file === undefined) return null;
  const decide = (decision: Promise<void>): void => {
    void decision;
    onClose();
  };
  return (
    <Dialog title={`${path}: the text on disk and yours`} width="wide" onClose={onClose}>
      <div className={styles.heads}>
        <span>− On disk</span>
        <span>+ Yours</span>
      </div>
      <DiffEditor path={path} theirs={file.savedText} mine={file.text} />
      <div className={styles.actions}>
        {isInConflict(file) ? (
          <>
            <Button onClick={() => decide(take())}>Use the text on disk</Button>
            <Button look="primary" onClick={() => decide(keep(`Saved ${path} over the text on disk.`))}>
              Keep mine
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )}
      </div>
    </Dialog>
  );
}
