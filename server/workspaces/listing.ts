/** The files of a folder, bounded: a studio started in the wrong place must not walk a whole disk. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { WorkspaceFile } from "../../lib/api/workspace.ts";
import { insideJail } from "./jail.ts";
import { isTextFile } from "./text-file.ts";

const MAX_FILES = 2000;
const MAX_DEPTH = 10;
/** Folders that are no part of a workspace. */
const SKIPPED: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".studio", "node_modules", ".next"]);

export interface Listing {
  readonly files: readonly WorkspaceFile[];
  readonly isTruncated: boolean;
}

/** Files below `root` (a real path), sorted by path, `/` between names. Links that lead outside are left out. */
export function listFiles(root: string): Listing {
  const files: WorkspaceFile[] = [];
  let isTruncated = false;
  const visit = (folder: string, depth: number): void => {
    for (const entry of readFolder(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (files.length >= MAX_FILES) {
        isTruncated = true;
        return;
      }
      if (entry.isDirectory()) {
        if (depth >= MAX_DEPTH) isTruncated = true;
        else if (!SKIPPED.has(entry.name)) visit(path, depth + 1);
        continue;
      }
      const file = describeFile(root, path);
      if (file !== undefined) files.push(file);
    }
  };
  visit("", 0);
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), isTruncated };
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function describeFile(root: string, path: string): WorkspaceFile | undefined {
  const real = insideJail(root, path);
  if (real === undefined) return undefined;
  const status = statSync(real, { throwIfNoEntry: false });
  if (status === undefined || !status.isFile()) return undefined;
  return { path, sizeBytes: status.size, modifiedMs: status.mtimeMs, isText: isTextFile(real, status.size) };
}
