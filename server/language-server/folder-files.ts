/** Which files lie below a folder: for completions, and to find the Corefile of a zone file. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

const MAX_FILES = 2_000;
const MAX_DEPTH = 4;
const PASSED_OVER: ReadonlySet<string> = new Set(["node_modules", "vendor", "target", "dist"]);

/** Absolute paths of files below a folder, the nearest first; hidden folders are passed over. */
export function filesBelow(folder: string): readonly string[] {
  const found: string[] = [];
  let folders = [folder];
  for (let depth = 0; depth <= MAX_DEPTH && folders.length > 0; depth++) {
    const deeper: string[] = [];
    for (const at of folders) {
      for (const { name, isFolder } of entriesOf(at)) {
        if (name.startsWith(".") || PASSED_OVER.has(name)) continue;
        if (isFolder) deeper.push(join(at, name));
        else found.push(join(at, name));
        if (found.length >= MAX_FILES) return found;
      }
    }
    folders = deeper;
  }
  return found;
}

/** Names in a folder; none for a folder that cannot be read. */
export function entriesOf(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch {
    return [];
  }
}
