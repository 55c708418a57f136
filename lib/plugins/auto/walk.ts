/** All files below a folder in lexical order; links to folders are not followed (Go's filepath.Walk). */
import { cleanPath, joinPath } from "../../go/path.ts";
import type { Files } from "../../ports/files.ts";

/** A file, or what could not be looked at. */
export type Walked =
  | { readonly kind: "file"; readonly path: string; readonly name: string }
  | { readonly kind: "error"; readonly path: string; readonly text: string };

/** Walks the folder itself, be it a link; a file in its place is the one file. */
export function* walkFiles(folder: string, files: Files): Generator<Walked, void> {
  const stat = files.stat(folder);
  if (stat === undefined) {
    const text = `lstat ${folder}: no such file or directory`;
    yield { kind: "error", path: folder, text };
    return;
  }
  if (stat.isFolder) yield* below(folder, files);
  else yield { kind: "file", path: cleanPath(folder), name: folder.slice(folder.lastIndexOf("/") + 1) };
}

function* below(folder: string, files: Files): Generator<Walked, void> {
  const names = files.list(folder);
  if ("kind" in names) {
    yield { kind: "error", path: folder, text: names.text };
    return;
  }
  for (const name of names) {
    const path = joinPath(folder, name);
    const stat = files.stat(path);
    if (stat?.isFolder === true && stat.isLink !== true) yield* below(path, files);
    else yield { kind: "file", path, name };
  }
}
