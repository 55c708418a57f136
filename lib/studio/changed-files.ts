/** What became of a folder between two listings. */
import type { Workspace } from "../api/workspace.ts";

/** Paths of files whose size or time is another one than before; new and deleted files are not among them. */
export function changedFiles(before: Workspace, after: Workspace): readonly string[] {
  const known = new Map(before.files.map((file) => [file.path, file]));
  return after.files
    .filter(({ path, modifiedMs, sizeBytes }) => {
      const old = known.get(path);
      return old !== undefined && (old.modifiedMs !== modifiedMs || old.sizeBytes !== sizeBytes);
    })
    .map(({ path }) => path);
}
