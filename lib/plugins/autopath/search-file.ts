/** The search path out of a file, the same for all clients. */
import { normalizeName } from "../../directive/kinds/zone.ts";
import type { FileError, Files } from "../../ports/files.ts";
import { linesOf } from "../../system-files/file-lines.ts";
import { readSearchPath } from "../../system-files/resolv-conf.ts";
import type { SearchPaths } from "./api.ts";
import { words } from "./words.ts";

/** Reads the search path of a file; what can be opened and not read, like a folder, has none. */
export function searchFile(files: Files, file: string): SearchPaths | FileError {
  const stream = files.stream(file);
  if (stream.kind === "error") return stream;
  const { domains, place } = readSearchPath(linesOf(stream.pieces, file));
  const path = domains.map(normalizeName);
  return {
    pathOf: () => path,
    because() {
      const rule = place?.range;
      return path.length === 0
        ? { sentence: words.noSearchLine({ file }), rule }
        : { sentence: words.fromFile({ file, path: path.join(" ") }), rule };
    },
  };
}
