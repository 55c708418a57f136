/**
 * The files that an engine in the studio may read: the workspace with the editor's unsaved texts over it, and what the
 * user allowed besides. An unsaved text stands in for its file by path; patterns match files on the disk only.
 */
import { delimiter, dirname, resolve } from "node:path";
import { type FileContents, type FileError, type FileStream, type Files, streamOf } from "../../lib/ports/files.ts";
import { isWithin, realPath } from "./jail.ts";

/** Read by CoreDNS without being asked: the hosts plugin's default file and the resolver that `forward` is often given. */
const ALWAYS_ALLOWED = ["/etc/hosts", "/etc/resolv.conf"];

export interface JailedFilesOptions {
  /** The workspace's real path; relative paths count from here, as if CoreDNS had been started in it. */
  readonly root: string;
  /** Unsaved texts by path inside the workspace. */
  readonly drafts: Readonly<Record<string, string>>;
  /** Files and folders outside that may be read too. */
  readonly allowed: readonly string[];
}

/** Paths that the user allows beside the workspace: `COREFILE_STUDIO_ALLOW`, and what CoreDNS reads by default. */
export function allowedPaths(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): readonly string[] {
  const chosen = (environment.COREFILE_STUDIO_ALLOW ?? "").split(delimiter).filter((path) => path !== "");
  return [...ALWAYS_ALLOWED, ...chosen];
}

/** Puts the jail around `base`. */
export function jailFiles(base: Files, options: JailedFilesOptions): Files {
  const { root } = options;
  const takenMs = Date.now();
  const drafts = new Map<string, FileContents>();
  for (const [path, text] of Object.entries(options.drafts)) {
    const bytes = Buffer.from(text, "utf8");
    drafts.set(resolve(root, path), { kind: "file", bytes, modifiedMs: takenMs, size: bytes.length });
  }
  const folders = [root, ...options.allowed.map((path) => realPath(resolve(path)) ?? resolve(path))];
  const allowed = (absolute: string): boolean => {
    const real = realPath(absolute);
    return real !== undefined && folders.some((folder) => isWithin(real, folder));
  };
  const refused = (path: string): FileError => ({
    kind: "error",
    code: "EACCES",
    text: `open ${path}: outside the workspace; allow it with COREFILE_STUDIO_ALLOW`,
  });
  const asWritten = <Result>(result: Result | FileError, path: string): Result | FileError =>
    isFileError(result) ? { ...result, text: result.text.replaceAll(resolve(root, path), path) } : result;

  return {
    read(path) {
      const absolute = resolve(root, path);
      const draft = drafts.get(absolute);
      if (draft !== undefined) return draft;
      return allowed(absolute) ? asWritten(base.read(absolute), path) : refused(path);
    },
    stream(path) {
      const absolute = resolve(root, path);
      const draft = drafts.get(absolute);
      if (draft !== undefined) return streamOf(draft);
      return allowed(absolute) ? asWritten<FileStream>(base.stream(absolute), path) : refused(path);
    },
    stat(path) {
      const absolute = resolve(root, path);
      const draft = drafts.get(absolute);
      if (draft !== undefined) return { modifiedMs: draft.modifiedMs, size: draft.size, isFolder: false };
      return allowed(absolute) ? base.stat(absolute) : undefined;
    },
    exists(path) {
      const absolute = resolve(root, path);
      if (drafts.has(absolute)) return true;
      return (allowed(absolute) || allowed(dirname(absolute))) && base.exists(absolute);
    },
    list(folder) {
      const absolute = resolve(root, folder);
      return allowed(absolute) ? asWritten(base.list(absolute), folder) : refused(folder);
    },
    absolute: (path) => resolve(root, path),
  };
}

function isFileError(value: unknown): value is FileError {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "error";
}
