/** The host's files as imports of a Corefile see them. */
import type { CorefileFiles } from "../../lib/corefile/files.ts";
import type { Files } from "../../lib/ports/files.ts";

const decoder = new TextDecoder();

/** Text of files instead of bytes, and Go's errors. */
export function corefileFiles(files: Files): CorefileFiles {
  return {
    read(path) {
      const read = files.read(path);
      return read.kind === "error" ? { error: read.text } : decoder.decode(read.bytes);
    },
    glob: (pattern) => files.glob(pattern),
    isFolder: (path) => files.stat(path)?.isFolder ?? false,
    absolute: (path) => files.absolute(path),
  };
}
