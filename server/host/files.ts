/** Files of the machine, relative to a working folder; errors in Go's words. */
import { closeSync, existsSync, fstatSync, globSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { FileError, Files } from "../../lib/ports/files.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  ENOTDIR: "not a directory",
  EISDIR: "is a directory",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EMFILE: "too many open files",
  ELOOP: "too many levels of symbolic links",
  ENAMETOOLONG: "file name too long",
  EINVAL: "invalid argument",
  // A path with a zero octet in it, which Node refuses by itself.
  ERR_INVALID_ARG_VALUE: "invalid argument",
};

/** Files seen from `folder`. */
export function filesOf(folder: string): Files {
  const at = (path: string): string => resolve(folder, path);
  // The empty path is no file, not the folder itself.
  const named = (path: string): string => (path === "" ? path : at(path));
  return {
    read(path) {
      let descriptor: number;
      try {
        descriptor = openSync(named(path), "r");
      } catch (error) {
        return failure("open", path, error);
      }
      try {
        const { mtimeMs, size } = fstatSync(descriptor);
        return { kind: "file", bytes: readFileSync(descriptor), modifiedMs: mtimeMs, size };
      } catch (error) {
        return failure("read", path, error);
      } finally {
        closeSync(descriptor);
      }
    },
    stat(path) {
      try {
        const stat = statSync(named(path));
        return { modifiedMs: stat.mtimeMs, size: stat.size, isFolder: stat.isDirectory() };
      } catch {
        return undefined;
      }
    },
    glob(pattern) {
      if (!/[*?[\]]/.test(pattern)) return existsSync(at(pattern)) ? [pattern] : [];
      return globSync(pattern, { cwd: folder }).sort();
    },
    list(path) {
      try {
        return readdirSync(at(path)).sort();
      } catch (error) {
        return failure("open", path, error);
      }
    },
    absolute: at,
  };
}

function failure(verb: string, path: string, error: unknown): FileError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "EIO";
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return { kind: "error", code, text: `${verb} ${path}: ${reason}` };
}
