/** Files of the machine with texts laid over them: what came from standard input, or what a pod would see. */
import { type FileError, type Files, streamOf } from "../../lib/ports/files.ts";

/** What lies over files: texts, or octets where a file is none, by absolute path. */
export interface OverlayTexts {
  get(path: string): string | Uint8Array | undefined;
  has(path: string): boolean;
  keys(): Iterable<string>;
}

/** The texts, and where nothing else is to be seen. */
export interface Overlay {
  readonly texts: OverlayTexts;
  /** A folder whose files on the machine are hidden. */
  readonly hides?: string | undefined;
}

const encoder = new TextEncoder();

function octetsOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? encoder.encode(content) : content;
}

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
        const bytes = octetsOf(text);
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
      if (text !== undefined) return { modifiedMs: 0, size: octetsOf(text).length, isFolder: false };
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
