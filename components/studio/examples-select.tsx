/** Opens an example, the sample, or the folder that the studio was started with. */

import type { Workspace } from "../../lib/api/workspace.ts";
import { openGallery } from "../../lib/commands/learn.ts";
import { useOpenExample } from "../welcome/use-open-example.ts";
import styles from "./header.module.css";
import { useActions, useRunCommand, useStudio } from "./store-context.tsx";

/** The choice that shows them all. */
const ALL = "…";

/** Before the name of a copy of the user's own: an example may have the same. */
const COPY = "copy ";

function selectedOf(info: Workspace | undefined): string {
  if (info === undefined) return "";
  if (info.origin === "copy") return COPY + info.name;
  return info.origin === "example" ? info.name : info.origin;
}

export function ExamplesSelect() {
  const copies = useStudio(({ workspace }) => workspace.copies);
  const examples = useStudio(({ workspace }) => workspace.examples);
  const info = useStudio(({ workspace }) => workspace.info);
  const { openWorkspace, announce } = useActions();
  const openExample = useOpenExample();
  const run = useRunCommand();
  const selected = selectedOf(info);
  const open = async (value: string): Promise<void> => {
    if (value === ALL) return run(openGallery);
    if (value.startsWith(COPY)) {
      const name = value.slice(COPY.length);
      const isOpen = await openWorkspace({ kind: "copy", name });
      return announce(isOpen ? `Opened ${name}.` : `${name} could not be opened.`);
    }
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
        {info?.origin === "shared" && <option value="shared">Shared: {info.name}</option>}
        {copies.length > 0 && (
          <optgroup label="My copies">
            {copies.map((name) => (
              <option key={name} value={COPY + name}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        <option value={ALL}>All examples…</option>
      </select>
    </label>
  );
}
