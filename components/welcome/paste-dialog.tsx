/** A Corefile from somewhere else takes the place of the text; as an edit, so that it can be taken back. */
import { useId, useState } from "react";
import { mayBeImported } from "../../lib/kubernetes/looks-like-manifest.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./welcome.module.css";

export function PasteDialog({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const corefile = useStudio(({ workspace }) => workspace.info?.corefile ?? "Corefile");
  const { replaceText, openFile, openDialog, announce } = useActions();
  const isManifest = mayBeImported(text);
  const use = async (): Promise<void> => {
    onClose();
    await replaceText(corefile, text.endsWith("\n") ? text : `${text}\n`);
    await openFile(corefile);
    announce(`${corefile} has the pasted text. It is not saved; undo takes it back.`);
  };
  return (
    <Dialog title="Paste a Corefile" width="large" onClose={onClose}>
      <form
        className={styles.paste}
        onSubmit={(event) => {
          event.preventDefault();
          void use();
        }}
      >
        <label htmlFor={id}>The whole text</label>
        <textarea
          id={id}
          className={styles.text}
          rows={14}
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <p id={`${id}-hint`} className={styles.hint}>
          It takes the place of the text in {corefile}, unsaved: undo takes it back, and the file on the disk stays as
          it is.
        </p>
        {isManifest && (
          <p role="alert">
            This is a Kubernetes manifest.{" "}
            <Button onClick={() => openDialog({ kind: "import", text, isPasted: false })}>Import it</Button>
          </p>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={text.trim() === ""}>
            Use this text
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
