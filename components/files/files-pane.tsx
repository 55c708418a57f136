/** The files of the workspace as a tree. */
import { FilePlus, Pencil, Trash2 } from "lucide-react";
import { deleteFile, newFile, renameFile } from "../../lib/commands/edit-files.ts";
import { useRunCommand, useStudio } from "../studio/store-context.tsx";
import { IconButton } from "../ui/button.tsx";
import { Pane } from "../ui/pane.tsx";
import { FileTree } from "./file-tree.tsx";
import styles from "./files-pane.module.css";
import { KubernetesMenu } from "./kubernetes-menu.tsx";

export function FilesPane() {
  const run = useRunCommand();
  const hasFile = useStudio(({ workspace }) => workspace.activePath !== undefined);
  const isTruncated = useStudio(({ workspace }) => workspace.info?.isTruncated ?? false);
  return (
    <Pane
      title="Files"
      pane="files"
      className={styles.pane}
      tools={
        <>
          <IconButton label="New file…" onClick={() => run(newFile)}>
            <FilePlus size={15} aria-hidden />
          </IconButton>
          <KubernetesMenu />
          <IconButton label="Move the file…" disabled={!hasFile} onClick={() => run(renameFile)}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton label="Delete the file…" disabled={!hasFile} onClick={() => run(deleteFile)}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </>
      }
    >
      <FileTree />
      {isTruncated && <p className={styles.note}>The folder has more files than the list shows.</p>}
    </Pane>
  );
}
