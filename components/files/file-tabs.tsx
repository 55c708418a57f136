/** One tab per open file. A dot says that its text is not saved. */
import { FolderTree, Plus, X } from "lucide-react";
import { newFile } from "../../lib/commands/edit-files.ts";
import { toggleFiles } from "../../lib/commands/window-keys.ts";
import { isDirty, isGone, isInConflict } from "../../lib/studio/files/open-file.ts";
import { shortFile } from "../../lib/studio/trace.ts";
import { useActions, useRunCommand, useStudio, useStudioList } from "../studio/store-context.tsx";
import { useViewport } from "../studio/viewport.ts";
import { IconButton } from "../ui/button.tsx";
import { StageButton } from "../ui/stage.tsx";
import styles from "./editor-pane.module.css";
import { PhoneFileSelect } from "./phone-file-select.tsx";

export function FileTabs() {
  const paths = useStudioList(({ workspace }) => workspace.files.map(({ path }) => path));
  const activePath = useStudio(({ workspace }) => workspace.activePath);
  const isFilesPaneOpen = useStudio(({ layout }) => layout.isFilesPaneOpen);
  const run = useRunCommand();
  const isPhone = useViewport() === "phone";
  return (
    <div className={styles.strip} data-top-line>
      {isPhone ? (
        <PhoneFileSelect />
      ) : (
        <>
          <div className={styles.tools}>
            <IconButton label="Files" aria-pressed={isFilesPaneOpen} onClick={() => run(toggleFiles)}>
              <FolderTree size={16} aria-hidden />
            </IconButton>
          </div>
          <nav className={styles.tabs} aria-label="Open files">
            {paths.map((path) => (
              <FileTab key={path} path={path} isSelected={path === activePath} />
            ))}
          </nav>
        </>
      )}
      <div className={styles.tools}>
        <IconButton label="New file" onClick={() => run(newFile)}>
          <Plus size={16} aria-hidden />
        </IconButton>
        <StageButton />
      </div>
    </div>
  );
}

function FileTab({ path, isSelected }: { readonly path: string; readonly isSelected: boolean }) {
  const { openFile, closeFile } = useActions();
  const dirty = useStudio(({ workspace }) => workspace.files.some((file) => file.path === path && isDirty(file)));
  const isApart = useStudio(({ workspace }) =>
    workspace.files.some((file) => file.path === path && (isInConflict(file) || isGone(file))),
  );
  const name = shortFile(path);
  const label = dirty ? `${name}, not saved` : name;
  return (
    <div className={styles.tab} data-selected={isSelected}>
      <button
        type="button"
        className={styles.name}
        title={path}
        aria-current={isSelected ? "page" : undefined}
        aria-label={isApart ? `${label}, changed on disk` : label}
        data-dirty={dirty}
        data-apart={isApart}
        onClick={() => void openFile(path)}
      >
        {name}
      </button>
      <IconButton label={`Close ${name}`} onClick={() => closeFile(path)}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
