/** Files that are not there: those of the workspace that are called much like them. */

import { nearestWords } from "../../directive/nearest.ts";
import type { Fix } from "../../text/edit.ts";
import type { Asked } from "../corefile/asked.ts";
import { lineMeanings } from "../corefile/meanings.ts";
import { fileNamed, pathFrom, rootFolder } from "../corefile/paths.ts";
import { replaceWord } from "./replace-word.ts";

/** Other files for the word at the place, when it names one that is not in the workspace. */
export function pathFixes({ workspace, owner, spot }: Asked): readonly Fix[] {
  const { token, line, item } = spot;
  if (token === undefined || line?.kind !== "directive" || item === undefined || item.kind === "import") return [];
  const meaning = lineMeanings(workspace, owner, line)[[line.name, ...line.args].indexOf(token)];
  if (meaning?.kind !== "argument" || meaning.place.kind !== "path") return [];
  const folder = rootFolder(workspace, item.body);
  if (fileNamed(workspace, token.text, folder) !== undefined) return [];
  const files = workspace.paths.map((path) =>
    token.text.startsWith("/") ? workspace.files.absolute(path) : pathFrom(workspace, folder, path),
  );
  return nearestWords(token.text, files).map((file) => replaceWord(token, file));
}
