/** The host's files as imports of a Corefile see them. */
import type { CorefileFiles } from "../../lib/corefile/imports/files.ts";
import type { Files } from "../../lib/ports/files.ts";

const decoder = new TextDecoder();
/** Far above every Corefile that people write; a larger file was meant for something else. */
const MAX_OCTETS = 16 * 1024 * 1024;

/** Text of files instead of bytes, and Go's errors. */
export function corefileFiles(files: Files): CorefileFiles {
  return {
    read(path) {
      const size = files.stat(path)?.size ?? 0;
      if (size > MAX_OCTETS) return { error: `read ${path}: file too large: a Corefile has at most 16 MiB` };
      const read = files.read(path);
      return read.kind === "error" ? { error: read.text } : decoder.decode(read.bytes);
    },
    list(folder) {
      const names = files.list(folder);
      return "kind" in names ? undefined : names;
    },
    exists: (path) => files.exists(path),
    isFolder: (path) => files.stat(path)?.isFolder ?? false,
    absolute: (path) => files.absolute(path),
  };
}
