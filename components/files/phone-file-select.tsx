/** On a phone the files are a list to choose from instead of tabs and a tree. */
import { hasDraft } from "../../lib/studio/workspace-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import styles from "./phone-file-select.module.css";

export function PhoneFileSelect() {
  const workspace = useStudio((state) => state.workspace);
  const { openFile } = useActions();
  return (
    <label className={styles.label}>
      <span className="visually-hidden">File</span>
      <select
        className={styles.select}
        value={workspace.activePath ?? ""}
        onChange={({ target }) => void openFile(target.value)}
      >
        {workspace.activePath === undefined && <option value="">Choose a file</option>}
        {workspace.info?.files
          .filter(({ isText }) => isText)
          .map(({ path }) => (
            <option key={path} value={path}>
              {path}
              {hasDraft(workspace, path) ? " ●" : ""}
            </option>
          ))}
      </select>
    </label>
  );
}
