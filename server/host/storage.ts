/** Writing to this machine's disk; errors in Go's words. */
import { mkdirSync, renameSync } from "node:fs";
import { resolve } from "node:path";
import type { Storage, StorageError } from "../../lib/ports/storage.ts";
import { realPath } from "../workspaces/jail.ts";
import { replaceFile } from "../workspaces/replace-file.ts";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  ENOENT: "no such file or directory",
  ENOTDIR: "not a directory",
  EISDIR: "is a directory",
  EEXIST: "file exists",
  ENOTEMPTY: "directory not empty",
  ENOSPC: "no space left on device",
  EDQUOT: "disk quota exceeded",
  EROFS: "read-only file system",
  EXDEV: "invalid cross-device link",
};

/** Storage in which relative paths are relative to `folder`. */
export function storageOf(folder: string): Storage {
  const absolute = (path: string): string => resolve(folder, path);
  return {
    write: async (path, contents) =>
      attempt(`open ${path}`, () => {
        // A link stays one: what it leads to is written.
        const target = realPath(absolute(path));
        if (target === undefined) throw Object.assign(new Error("no such file or directory"), { code: "ENOENT" });
        replaceFile({ target, contents });
      }),
    rename: async (from, to) => attempt(`rename ${from} ${to}`, () => renameSync(absolute(from), absolute(to))),
    makeFolder: async (path) => attempt(`mkdir ${path}`, () => void mkdirSync(absolute(path), { recursive: true })),
  };
}

function attempt(what: string, act: () => void): StorageError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "EIO";
    const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
    return { kind: "error", code, text: `${what}: ${reason}` };
  }
}
