/** Opens an example, the sample, or the folder that the studio was started with. */
import styles from "./header.module.css";
import { useActions, useStudio } from "./store-context.tsx";

export function ExamplesSelect() {
  const examples = useStudio(({ workspace }) => workspace.examples);
  const info = useStudio(({ workspace }) => workspace.info);
  const { openWorkspace, showDockTab, showDrawerTab, announce } = useActions();
  const selected = info?.origin === "example" ? info.name : (info?.origin ?? "");
  const open = async (value: string): Promise<void> => {
    const isBuiltIn = value === "sample" || value === "folder";
    const request = isBuiltIn
      ? { kind: value === "sample" ? ("sample" as const) : ("home" as const) }
      : { kind: "example" as const, name: value };
    const opened = await openWorkspace(request);
    if (opened && !isBuiltIn) {
      showDockTab("story");
      showDrawerTab("story");
    }
    const title = examples.find(({ name }) => name === value)?.title ?? value;
    announce(opened ? `Opened ${title}.` : `${title} could not be opened.`);
  };
  return (
    <label className={styles.select}>
      <span>Examples</span>
      <select value={selected} onChange={({ target }) => void open(target.value)}>
        {selected === "" && <option value="">…</option>}
        {(selected === "folder" || info?.hasHome) && <option value="folder">My folder</option>}
        <option value="sample">Sample</option>
        {examples.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
