/**
 * Which paths are part of a workspace: one rule for listing, reading, writing, renaming, deleting and choosing a Corefile.
 * What the listing does not show cannot be reached by its name either; a path is judged as written and by where it leads.
 */
import { relative, sep } from "node:path";
import { isWorkspacePath } from "../../lib/api/workspace.ts";
import { insideJail } from "./jail.ts";
import { isOwnName } from "./own-name.ts";
import { Refusal } from "./refusal.ts";

/** So many folders may stand above a file. */
export const MAX_DEPTH = 10;

/** What file systems take. */
const MAX_NAME_BYTES = 255;

/** Names that are no part of a workspace, as folders (their usual form) and as files (a worktree's or submodule's `.git`). */
const SKIPPED: ReadonlySet<string> = new Set([".git", "git~1", ".hg", ".svn", ".studio", "node_modules", ".next"]);

/** True for a name, without folders, that the listing passes over whatever it stands for. */
export function isSkippedName(name: string): boolean {
  return isOwnName(name) || SKIPPED.has(folded(name));
}

/** Where a path of the workspace really is. Throws a `Refusal` for one that leads outside or is no part of it. */
export function placeInWorkspace(root: string, path: string): string {
  if (path.split("/").some((name) => Buffer.byteLength(name) > MAX_NAME_BYTES)) {
    throw new Refusal(400, `${path} has a name that is too long`, `A name may have at most ${MAX_NAME_BYTES} bytes.`);
  }
  const real = insideJail(root, path);
  const way = real === undefined ? "" : relative(root, real);
  if (real === undefined || way === "") {
    throw new Refusal(403, `${path} is outside the workspace`, "Use a path inside the folder that is open.");
  }
  for (const parts of [path.split("/"), way.split(sep)]) {
    const skipped = parts.find(isSkippedName);
    if (skipped !== undefined) {
      throw new Refusal(403, `${path} is not part of the workspace`, `The studio ignores ${skipped}.`);
    }
    if (parts.length > MAX_DEPTH + 1) {
      throw new Refusal(403, `${path} is too deep`, `The studio goes ${MAX_DEPTH} folders deep.`);
    }
  }
  return real;
}

/** True when the listing may show a path; a link must lead to such a path too. */
export function isListedPath(root: string, path: string): boolean {
  if (!isWorkspacePath(path)) return false;
  try {
    placeInWorkspace(root, path);
    return true;
  } catch {
    return false;
  }
}

/**
 * A name as file systems compare it that take several names for one: without case (macOS, Windows), without characters
 * that take no room (macOS), without dots and blanks at the end and a stream behind a colon (Windows).
 */
function folded(name: string): string {
  return name
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toUpperCase()
    .toLowerCase()
    .replace(/:.*$/s, "")
    .replace(/[. ]+$/, "");
}
