/** A Corefile and all files that it names, as they are in a folder of another machine. */
import { replaceVariables } from "../../corefile/imports/environment.ts";
import { applyEdits, type TextEdit } from "../../text/edit.ts";
import type { Range } from "../../text/position.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import { type FileReference, fileReferences } from "./file-references.ts";

/** A file that goes along. */
interface RelocatedFile {
  /** In the workspace. */
  readonly from: string;
  /** In the new folder. */
  readonly path: string;
  readonly text: string;
  /** Whether it is read as a part of the Corefile. */
  readonly isPart: boolean;
}

/** What goes along, the Corefile first. */
export interface Relocation {
  readonly files: readonly RelocatedFile[];
  /** Words that name a file through a variable: no edit can be right about those. */
  readonly left: readonly Range[];
  /** Files that are named, and are no text. */
  readonly unread: readonly string[];
}

/**
 * The files with their paths written from the absolute `folder`: imports start at their own file and includes of zone
 * files, too, so those stay; what CoreDNS reads from its working folder becomes absolute. What is not in the workspace
 * (`/etc/resolv.conf`) stays as it is.
 */
export function relocate(workspace: LanguageWorkspace, folder: string): Relocation {
  const listed = new Set(workspace.paths);
  const going = new Set([workspace.corefile]);
  const parts = new Set([workspace.corefile]);
  const edits: TextEdit[] = [];
  const left: Range[] = [];
  for (const reference of fileReferences(workspace)) {
    if (!going.has(reference.range.file)) continue;
    const targets = reference.files.filter((file) => listed.has(file));
    for (const file of targets) {
      going.add(file);
      if (reference.how === "import") parts.add(file);
    }
    const [target] = targets;
    if (target === undefined || (reference.how !== "argument" && !reference.word.startsWith("/"))) continue;
    if (reference.how !== "include" && replaceVariables(reference.word, workspace.environment) !== reference.word) {
      left.push(reference.range);
    } else if (targets.length === 1) {
      edits.push({ range: reference.range, text: wordFor(reference, `${folder}/${placeOf(workspace, target)}`) });
    }
  }
  const files: RelocatedFile[] = [];
  const unread: string[] = [];
  for (const from of going) {
    const text = workspace.files.read(from);
    if (typeof text !== "string" || text.includes("\0") || text.includes("\ufffd")) {
      unread.push(from);
      continue;
    }
    const mine = edits.filter(({ range }) => range.file === from);
    files.push({ from, path: placeOf(workspace, from), text: applyEdits(text, mine), isPart: parts.has(from) });
  }
  return { files, left, unread };
}

function wordFor({ word }: FileReference, path: string): string {
  const [scheme = ""] = /^file:\/\//.exec(word) ?? [];
  const written = scheme + path;
  return /[\s"#]/.test(written) ? `"${written.replace(/"/g, '\\"')}"` : written;
}

/** Beside the Corefile, which is called so there; what lies elsewhere keeps its whole path. */
function placeOf({ corefile }: LanguageWorkspace, path: string): string {
  if (path === corefile) return "Corefile";
  const folder = corefile.slice(0, corefile.lastIndexOf("/") + 1);
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}
