/** What became of a folder between two listings. */
import type { Workspace, WorkspaceFile } from "../../api/workspace.ts";

/** Paths of files whose size or time is another one than before; new and deleted files are not among them. */
export function changedFiles(before: Workspace, after: Workspace): readonly string[] {
  const known = new Map(before.files.map((file) => [file.path, file]));
  return after.files
    .filter((file) => {
      const old = known.get(file.path);
      return old !== undefined && !isSameContents(old, file);
    })
    .map(({ path }) => path);
}

/** Where files went that are no longer where they were: a new file has the size and the time of one that is gone. */
export function movedFiles(before: Workspace, after: Workspace): ReadonlyMap<string, string> {
  const [old, now] = [before, after].map(({ files }) => new Set(files.map(({ path }) => path)));
  const gone = before.files.filter(({ path }) => now?.has(path) !== true);
  const made = after.files.filter(({ path }) => old?.has(path) !== true);
  return new Map(
    gone.flatMap((file) => {
      const [target, ...others] = made.filter((candidate) => isSameContents(file, candidate));
      const twins = gone.filter((other) => isSameContents(file, other));
      return target === undefined || others.length > 0 || twins.length > 1 ? [] : [[file.path, target.path] as const];
    }),
  );
}

function isSameContents(a: WorkspaceFile, b: WorkspaceFile): boolean {
  return a.sizeBytes === b.sizeBytes && a.modifiedMs === b.modifiedMs;
}
