/** Finding files by pattern as Go's `filepath.Glob` does on Unix, in any folders that can be listed. */

import { FilePattern, MALFORMED } from "../../go/file-pattern.ts";
import { cleanPath } from "../../go/path.ts";

/** Where files are looked for. */
export interface Folders {
  /** The names in a folder, in any order; undefined when it is none or cannot be read. */
  list(folder: string): readonly string[] | undefined;
  /** Whether there is something of that name, be it a link that leads nowhere. */
  exists(path: string): boolean;
}

/** Go reads no deeper pattern than that. */
const MAX_FOLDERS = 10_000;
const META = /[*?[\\]/;

/**
 * The paths that match, folder by folder and sorted within each; `malformed` where Go gives `ErrBadPattern`. A path
 * without a wildcard gives itself if it exists. What cannot be read holds nothing.
 */
export function glob(pattern: string, folders: Folders): readonly string[] | typeof MALFORMED {
  if (new FilePattern(pattern).matches("") === MALFORMED) return MALFORMED;
  if (!META.test(pattern)) return folders.exists(pattern) ? [pattern] : [];
  const parts = takeApart(pattern);
  if (parts === MALFORMED) return MALFORMED;
  let found: readonly string[] = [parts.folder];
  for (const name of parts.names) {
    const deeper = namesLike(new FilePattern(name), found, folders);
    if (deeper === MALFORMED) return MALFORMED;
    found = deeper;
  }
  return found;
}

/** The folder in which no wildcard is yet, and the patterns of the names from there on. */
function takeApart(pattern: string): { readonly folder: string; readonly names: readonly string[] } | typeof MALFORMED {
  const firstMeta = pattern.search(META);
  const cuts = slashesInWords(pattern);
  const names: string[] = [];
  for (let end = pattern.length; ; ) {
    const slash = pattern.lastIndexOf("/", end - 1);
    names.push(pattern.slice(slash + 1, end));
    if (slash < firstMeta) return { folder: folderBefore(pattern, slash), names: names.reverse() };
    // Go takes what is before the slash for a pattern of its own, which then ends within a class or behind a backslash.
    if (cuts.has(slash) || names.length === MAX_FOLDERS) return MALFORMED;
    end = slash;
  }
}

function folderBefore(pattern: string, slash: number): string {
  if (slash < 0) return ".";
  return slash === 0 ? "/" : pattern.slice(0, slash);
}

/** Where slashes stand in a class or behind a backslash, before the first star: as far as Go looks. */
function slashesInWords(pattern: string): ReadonlySet<number> {
  const found = new Set<number>();
  let isInClass = false;
  const start = pattern.search(/[^*]/);
  for (let at = Math.max(start, 0); at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === "*" && !isInClass) break;
    if (character === "/" && isInClass) found.add(at);
    if (character === "\\" && pattern.charAt(++at) === "/") found.add(at);
    if (character === "[") isInClass = true;
    if (character === "]") isInClass = false;
  }
  return found;
}

function namesLike(
  pattern: FilePattern,
  within: readonly string[],
  folders: Folders,
): readonly string[] | typeof MALFORMED {
  const found: string[] = [];
  for (const folder of within) {
    const matching: string[] = [];
    for (const name of folders.list(folder) ?? []) {
      const matches = pattern.matches(name);
      if (matches === MALFORMED) return MALFORMED;
      if (matches) matching.push(name);
    }
    const path = cleanPath(folder);
    const before = path === "." ? "" : path === "/" ? path : `${path}/`;
    for (const name of matching.sort(byOctets)) found.push(`${before}${name}`);
  }
  return found;
}

/** The order of UTF-8, in which characters stand by their numbers. */
function byOctets(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  return (left.codePointAt(at) ?? -1) - (right.codePointAt(at) ?? -1);
}
