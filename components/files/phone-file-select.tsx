/** On a phone the files are a list to choose from instead of tabs and a tree. */
import { draftPaths, openablePaths } from "../../lib/studio/files/workspace-slice.ts";
import { useActions, useStudio, useStudioList } from "../studio/store-context.tsx";
import styles from "./phone-file-select.module.css";

export function PhoneFileSelect() {
  const info = useStudio(({ workspace }) => workspace.info);
  const paths = useStudioList(({ workspace }) => openablePaths(workspace));
  const activePath = useStudio(({ workspace }) => workspace.activePath);
  const drafts = useStudioList(({ workspace }) => draftPaths(workspace));
  const { openFile } = useActions();
  const unreadable = new Set(info?.files.filter(({ isText }) => !isText).map(({ path }) => path));
  return (
    <label className={styles.label}>
      <span className="visually-hidden">File</span>
      <select className={styles.select} value={activePath ?? ""} onChange={({ target }) => void openFile(target.value)}>
        {activePath === undefined && <option value="">Choose a file</option>}
        {paths
          .filter((path) => !unreadable.has(path))
          .map((path) => (
            <option key={path} value={path}>
              {path}
              {drafts.includes(path) ? " ●" : ""}
            </option>
          ))}
      </select>
    </label>
  );
}
