/** What the browser's own reader finds wrong with the Corefile, at once after each key. */
import { filesInMemory } from "../../lib/corefile/files-in-memory.ts";
import { loadCorefile } from "../../lib/corefile/load.ts";
import type { Problem } from "../../lib/corefile/problem.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import { KNOWN_DIRECTIVES } from "./known-directives.ts";

const DIRECTIVES: ReadonlySet<string> = new Set(KNOWN_DIRECTIVES.map(({ name }) => name));

/** Problems of the text alone. Imports of files that are not open cannot be looked into here. */
export function localProblems(text: string, { workspace }: StudioState): readonly Problem[] {
  const texts = Object.fromEntries(workspace.files.map((file) => [file.path, file.text]));
  const { problems } = loadCorefile({
    file: workspace.info?.corefile ?? "Corefile",
    text,
    files: filesInMemory(texts),
    environment: {},
    directives: DIRECTIVES,
  });
  return problems.filter(({ cause }) => cause === "text");
}
