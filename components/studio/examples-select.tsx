/** Opens an example, the sample, or the folder that the studio was started with. */

import { openGallery } from "../../lib/commands/learn.ts";
import { useOpenExample } from "../welcome/use-open-example.ts";
import styles from "./header.module.css";
import { useActions, useRunCommand, useStudio } from "./store-context.tsx";

/** The choice that shows them all. */
const ALL = "…";

export function ExamplesSelect() {
  const examples = useStudio(({ workspace }) => workspace.examples);
  const info = useStudio(({ workspace }) => workspace.info);
  const { openWorkspace, announce } = useActions();
  const openExample = useOpenExample();
  const run = useRunCommand();
  const selected = info?.origin === "example" ? info.name : (info?.origin ?? "");
  const open = async (value: string): Promise<void> => {
    if (value === ALL) return run(openGallery);
    if (value !== "sample" && value !== "folder") return await openExample(value);
    const opened = await openWorkspace({ kind: value === "sample" ? "sample" : "home" });
    announce(opened ? `Opened ${value}.` : `${value} could not be opened.`);
  };
  return (
    <label className={styles.select}>
      <span>Examples</span>
      <select value={selected} onChange={({ target }) => void open(target.value)}>
        {selected === "" && <option value="">Choose</option>}
        {(selected === "folder" || info?.hasHome) && <option value="folder">My folder</option>}
        <option value="sample">Sample</option>
        {examples.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
        <option value={ALL}>All examples…</option>
      </select>
    </label>
  );
}
