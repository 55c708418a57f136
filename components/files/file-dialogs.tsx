/** Dialogs that ask for a path, or whether to delete. */
import { type FormEvent, type ReactNode, useState } from "react";
import { workspacePathSchema } from "../../lib/api/workspace.ts";
import { failureInWords } from "../../lib/studio/failure-words.ts";
import type { Dialog as DialogState } from "../../lib/studio/layout-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import styles from "./file-dialogs.module.css";
import { inPlaces, useReferences } from "./use-references.ts";

type FileDialog = Extract<DialogState, { kind: "new-file" | "rename-file" | "delete-file" }>;

export function FileDialogs({ dialog, onClose }: { readonly dialog: FileDialog; readonly onClose: () => void }) {
  const { createFile } = useActions();
  switch (dialog.kind) {
    case "new-file":
      return (
        <PathDialog title="New file" start="" verb="Create" onClose={onClose} onDone={(path) => createFile(path)} />
      );
    case "rename-file":
      return <MoveDialog path={dialog.path} onClose={onClose} />;
    case "delete-file":
      return <DeleteDialog path={dialog.path} onClose={onClose} />;
    default:
      return dialog satisfies never;
  }
}

/** What names the file is changed along with it, unless the user does not want that. */
function MoveDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { renameFile, announce } = useActions();
  const references = useReferences(path);
  const [isWanted, setWanted] = useState(true);
  const move = async (to: string): Promise<boolean> => {
    const edits = isWanted ? await references.editsFor(to) : undefined;
    const isMoved = await renameFile(path, to, edits);
    const places = edits?.edits.length ?? 0;
    if (isMoved) announce(`Moved ${path} to ${to}${places === 0 ? "." : `, and changed ${inPlaces(places)}.`}`);
    return isMoved;
  };
  return (
    <PathDialog title={`Rename ${path}`} start={path} verb="Rename" onClose={onClose} onDone={move}>
      {references.named.length > 0 && (
        <label className={styles.check}>
          <input type="checkbox" checked={isWanted} onChange={({ target }) => setWanted(target.checked)} />
          <span>{`Update references in ${references.named.join(", ")}`}</span>
        </label>
      )}
      {references.left.length > 0 && (
        <p className={styles.note}>
          {`References through a variable or a pattern stay as they are: ${references.left.join(", ")}`}
        </p>
      )}
    </PathDialog>
  );
}

interface PathDialogProps {
  readonly title: string;
  readonly start: string;
  readonly verb: string;
  readonly onClose: () => void;
  readonly onDone: (path: string) => Promise<boolean>;
  readonly children?: ReactNode;
}

function PathDialog({ title, start, verb, onClose, onDone, children }: PathDialogProps) {
  const [path, setPath] = useState(start);
  const [problem, setProblem] = useState<string>();
  const failure = useStudio(({ workspace }) => workspace.failure);
  const [wasRefused, setRefused] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = workspacePathSchema.safeParse(path.trim());
    if (!read.success) {
      setProblem("A path inside the workspace, such as zones/db.example.org.");
      return;
    }
    if (read.data === start || (await onDone(read.data))) onClose();
    else setRefused(true);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextField
          label="Path"
          isMono
          value={path}
          problem={problem ?? (wasRefused && failure !== undefined ? failureInWords(failure) : undefined)}
          onChange={({ target }) => {
            setPath(target.value);
            setProblem(undefined);
            setRefused(false);
          }}
        />
        {children}
        <div className={styles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { deleteFile, announce } = useActions();
  const remove = async (): Promise<void> => {
    const deleted = await deleteFile(path);
    announce(deleted ? `Deleted ${path}.` : `${path} could not be deleted.`);
    onClose();
  };
  return (
    <Dialog title="Delete the file?" onClose={onClose}>
      <div className={styles.form}>
        <p>
          <code>{path}</code> is removed from the disk. This cannot be undone.
        </p>
        <div className={styles.actions}>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="primary" onClick={() => void remove()}>
            Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
