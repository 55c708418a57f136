/** What to do about paths that lead out of the folder: those of a pod are its own, others have to be allowed. */
import { besideCorefile, POD_FOLDER } from "../../corefile/pod-folder.ts";
import { fileNameOf, folderOf, joinPath } from "../../go/path.ts";
import type { Fix } from "../../text/edit.ts";
import type { Range } from "../../text/position.ts";
import type { Problem } from "../../text/problem.ts";

/** The jail of the studio, and imports that find nothing; each with the path. */
const MESSAGES: readonly { readonly pattern: RegExp; readonly isImport: boolean }[] = [
  { pattern: /\b(?:open|stat) (\/.*?): outside the workspace/, isImport: false },
  { pattern: /^No files matching import glob pattern: (\/.*)$/, isImport: true },
  { pattern: /File to import not found: (\/.*)$/, isImport: true },
];

/** Help for a path that leads out of the folder, and for one of a pod the way in; undefined for every other problem. */
export function aboutOutside(problem: Problem): Pick<Problem, "help" | "fixes"> | undefined {
  for (const { pattern, isImport } of MESSAGES) {
    const path = pattern.exec(problem.message)?.[1];
    if (path === undefined) continue;
    const inPod = podPathFix(path, problem.range, isImport);
    if (inPod !== undefined) return { help: aboutPodFolder(path), fixes: [inPod] };
    return isImport ? undefined : { help: aboutAllowing(path) };
  }
  return undefined;
}

/** Says what a path of the pod is in the folder. */
export function aboutPodFolder(path: string): string {
  const beside = besideCorefile(path);
  const here = beside === "." ? "this one" : `this one, and the path is ${beside}`;
  return `In a pod, ${POD_FOLDER} is the folder of the Corefile. Here that is ${here}. An export writes the paths of the pod again.`;
}

/** The fix that reads a path of the pod beside the Corefile; undefined when it leads elsewhere, or is not what is written. */
export function podPathFix(path: string, range: Range, isImport: boolean): Fix | undefined {
  const length = range.end.offset - range.start.offset;
  const beside = besideCorefile(path.slice(0, length));
  if (beside === undefined || !ADDED.has(path.slice(length))) return undefined;
  const text = isImport ? fromFile(range.file, beside) : fromFolder(range.file, beside);
  return { title: `Read ${text === "." ? "this folder" : text} instead`, edits: [{ range, text }] };
}

/** What plugins add to the names of key files. */
const ADDED: ReadonlySet<string> = new Set(["", ".key", ".private"]);

const isCorefile = (file: string): boolean => fileNameOf(file) === "Corefile";

/** An import counts from the file that it stands in. */
function fromFile(file: string, beside: string): string {
  const folder = folderOf(file);
  if (isCorefile(file) || folder === ".") return beside;
  return `${"../".repeat(folder.split("/").length)}${beside}`;
}

/** Every other path counts from where CoreDNS is started. */
function fromFolder(file: string, beside: string): string {
  return isCorefile(file) ? joinPath(folderOf(file), beside) : beside;
}

function aboutAllowing(path: string): string {
  return `The studio reads the folder that is open, and no other. Copy the file into it and write its path from there, or start the studio with COREFILE_STUDIO_ALLOW=${folderOf(path)}.`;
}
