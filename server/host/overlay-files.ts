/** Files of the machine with texts laid over them: what came from standard input, or what a pod would see. */
import { type FileError, type Files, streamOf } from "../../lib/ports/files.ts";

/** The texts, and where nothing else is to be seen. */
export interface Overlay {
  /** Texts by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** A folder whose files on the machine are hidden. */
  readonly hides?: string | undefined;
}

const encoder = new TextEncoder();

/** The same files under the overlay. */
export function overlayFiles(base: Files, { texts, hides }: Overlay): Files {
  const isHidden = (path: string): boolean => hides !== undefined && `${path}/`.startsWith(`${hides}/`);
  const paths = [...texts.keys()].sort();
  const isFolder = (path: string): boolean => paths.some((one) => one.startsWith(`${path}/`));
  const isThere = (path: string): boolean => texts.has(path) || isFolder(path);
  return {
    read(path) {
      const at = base.absolute(path);
      const text = texts.get(at);
      if (text !== undefined) {
        const bytes = encoder.encode(text);
        return { kind: "file", bytes, modifiedMs: 0, size: bytes.length };
      }
      return isHidden(at) ? missing(path) : base.read(path);
    },
    stream(path) {
      const at = base.absolute(path);
      return texts.has(at) || isHidden(at) ? streamOf(this.read(path)) : base.stream(path);
    },
    stat(path) {
      const at = base.absolute(path);
      const text = texts.get(at);
      if (text !== undefined) return { modifiedMs: 0, size: encoder.encode(text).length, isFolder: false };
      if (!isHidden(at)) return base.stat(path);
      return isFolder(at) ? { modifiedMs: 0, size: 0, isFolder: true } : undefined;
    },
    exists(path) {
      const at = base.absolute(path);
      return isThere(at) || (!isHidden(at) && base.exists(path));
    },
    list(path) {
      const at = base.absolute(path);
      if (!isHidden(at)) return base.list(path);
      if (!isFolder(at)) return missing(path);
      return [
        ...new Set(
          paths.flatMap((one) => (one.startsWith(`${at}/`) ? [one.slice(at.length + 1).split("/")[0] ?? ""] : [])),
        ),
      ];
    },
    absolute: (path) => base.absolute(path),
  };
}

function missing(path: string): FileError {
  return { kind: "error", code: "ENOENT", text: `open ${path}: no such file or directory` };
}
