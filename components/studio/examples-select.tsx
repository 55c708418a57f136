/** Opens an example, the sample, or the folder that the studio was started with. */
import { useEffect, useState } from "react";
import { ROUTES } from "../../lib/api/routes.ts";
import { type ExamplesReply, examplesReplySchema } from "../../lib/api/workspace.ts";
import styles from "./header.module.css";
import { sendCall } from "./send-call.ts";
import { useActions, useStudio } from "./store-context.tsx";

type Example = ExamplesReply["examples"][number];

export function ExamplesSelect() {
  const examples = useExamples();
  const info = useStudio(({ workspace }) => workspace.info);
  const { openWorkspace, announce } = useActions();
  const selected = info?.origin === "example" ? info.name : (info?.origin ?? "");
  const open = async (value: string): Promise<void> => {
    const isBuiltIn = value === "sample" || value === "folder";
    const request = isBuiltIn
      ? { kind: value === "sample" ? ("sample" as const) : ("home" as const) }
      : { kind: "example" as const, name: value };
    const opened = await openWorkspace(request);
    const title = examples.find(({ name }) => name === value)?.title ?? value;
    announce(opened ? `Opened ${title}.` : `${title} could not be opened.`);
  };
  return (
    <label className={styles.select}>
      <span>Examples</span>
      <select value={selected} onChange={({ target }) => void open(target.value)}>
        {selected === "" && <option value="">…</option>}
        {selected === "folder" && <option value="folder">My folder</option>}
        <option value="sample">Sample</option>
        {selected !== "sample" && selected !== "folder" && <option value="folder">My folder</option>}
        {examples.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The list of examples, once the server told; without it the sample is still there. */
function useExamples(): readonly Example[] {
  const [examples, setExamples] = useState<readonly Example[]>([]);
  useEffect(() => {
    let isGone = false;
    void sendCall({ method: "GET", path: ROUTES.examples }).then(({ body }) => {
      const read = examplesReplySchema.safeParse(body);
      if (read.success && !isGone) setExamples(read.data.examples);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return examples;
}
