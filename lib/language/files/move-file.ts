/** What must be written elsewhere when a file goes to another path: the words that name it, and those that it names. */

import { replaceVariables } from "../../corefile/imports/environment.ts";
import { folderOf } from "../../go/path.ts";
import type { TextEdit } from "../../text/edit.ts";
import type { Range } from "../../text/position.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import { type FileReference, fileReferences } from "./file-references.ts";

/** Where a file is and where it goes, by the workspace's names. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** What a move asks for. */
export interface MoveEdits {
  /** In files by the names that they have before the move. */
  readonly edits: readonly TextEdit[];
  /** The texts that the edits are about; in another one they would hit other words. */
  readonly texts: Readonly<Record<string, string>>;
  /** Places that name the file through a variable or a pattern; no edit can be right about those. */
  readonly left: readonly Range[];
}

/** The edits that keep every reference leading where it led. */
export function moveEdits(workspace: LanguageWorkspace, move: FileMove): MoveEdits {
  const edits: TextEdit[] = [];
  const texts: Record<string, string> = {};
  const left: Range[] = [];
  for (const reference of fileReferences(workspace)) {
    const isToFile = reference.files.includes(move.from);
    const isFromFile = reference.how !== "argument" && reference.range.file === move.from;
    if (!isToFile && !isFromFile) continue;
    if (isIndirect(workspace, reference)) {
      if (isToFile) left.push(reference.range);
      continue;
    }
    const word = movedWord(workspace, reference, move);
    if (word === reference.word) continue;
    const { file, start, end } = reference.range;
    const text = workspace.files.read(file);
    if (typeof text !== "string") continue;
    texts[file] = text;
    const was = text.slice(start.offset, end.offset);
    edits.push({ range: reference.range, text: written(word, reference, was) });
  }
  return { edits, texts, left };
}

function isIndirect({ environment }: LanguageWorkspace, { word, how, files }: FileReference): boolean {
  if (how === "include") return false;
  const isPattern = how === "import" && (files.length !== 1 || /[*?[]/.test(word));
  return isPattern || replaceVariables(word, environment) !== word;
}

/** The word for where the file will be, relative if it was, from where its own file will be. */
function movedWord({ files }: LanguageWorkspace, reference: FileReference, { from, to }: FileMove): string {
  const { word, folder, how, range } = reference;
  const [target = ""] = reference.files;
  const goal = files.absolute(target === from ? to : target);
  const [scheme = ""] = /^file:\/\//.exec(word) ?? [];
  const path = word.slice(scheme.length);
  if (path.startsWith("/")) return scheme + goal;
  const goesAlong = how !== "argument" && range.file === from;
  const start = goesAlong ? folderOf(files.absolute(to)) : folder;
  const dot = path.startsWith("./") ? "./" : "";
  const relative = relativePath(start, goal);
  return scheme + (relative.startsWith("..") ? relative : dot + relative);
}

/** The way from an absolute folder to an absolute path. */
function relativePath(folder: string, path: string): string {
  const [base, goal] = [folder, path].map((one) => one.split("/").filter((part) => part !== ""));
  if (base === undefined || goal === undefined) return path;
  let same = 0;
  while (same < base.length && same < goal.length && base[same] === goal[same]) same += 1;
  return [...base.slice(same).map(() => ".."), ...goal.slice(same)].join("/") || ".";
}

/** The word as its file has it: in quotes when it was, or when it must be. */
function written(word: string, { how }: FileReference, was: string): string {
  const special = how === "include" ? /[\s"();\\]/ : /[\s"#]/;
  if (!was.startsWith('"') && !special.test(word)) return word;
  return `"${word.replace(how === "include" ? /["\\]/g : /"/g, "\\$&")}"`;
}
