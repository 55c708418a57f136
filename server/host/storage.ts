/** Writing to this machine's disk; errors in Go's words. */
import { appendFileSync, mkdirSync, renameSync } from "node:fs";
import { resolve } from "node:path";
import type { Storage, StorageError } from "../../lib/ports/storage.ts";
import { realPath } from "../workspaces/jail.ts";
import { replaceFile } from "../workspaces/replace-file.ts";
import { reasonOf } from "./system-words.ts";

/** The mode of a file with secrets. */
const OWNERS_ONLY = 0o600;

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
    append: async (path, contents) =>
      attempt(`open ${path}`, () => appendFileSync(absolute(path), contents, { mode: OWNERS_ONLY })),
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
    return { kind: "error", code, text: `${what}: ${reasonOf(error)}` };
  }
}
