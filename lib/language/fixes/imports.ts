/** Imports of what is not there: snippets and files that are called much like it. */

import { nearestWords } from "../../directive/nearest.ts";
import type { Fix } from "../../text/edit.ts";
import type { Asked } from "../corefile/asked.ts";
import { folderOf, pathFrom } from "../corefile/paths.ts";
import { replaceWord } from "./replace-word.ts";

/** Other arguments for the import at the place. */
export function importFixes({ workspace, reach, parsed, spot }: Asked): readonly Fix[] {
  const token = spot.line?.kind === "import" ? spot.line.args[0] : undefined;
  if (token === undefined) return [];
  const folder = folderOf(workspace, parsed.file);
  const files = workspace.paths.filter((path) => path !== parsed.file).map((path) => pathFrom(workspace, folder, path));
  return nearestWords(token.text, [...reach.snippets.keys(), ...files]).map((name) => replaceWord(token, name));
}
