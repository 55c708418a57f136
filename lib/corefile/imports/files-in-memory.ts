/** Files that are not on disk: those of a workspace in the browser, or of a test. */
import { cleanPath } from "../../go/path.ts";
import type { CorefileFiles } from "./files.ts";

/** The files of a workspace by their paths in it; the workspace's folder is `/`. Folders are those that the paths imply. */
export function filesInMemory(texts: Readonly<Record<string, string>>): CorefileFiles {
  const byPath = new Map(Object.entries(texts).map(([path, text]) => [absolute(path), text]));
  const folders = foldersOf(byPath.keys());
  const isFolder = (path: string): boolean => folders.has(absolute(path)) && !byPath.has(absolute(path));
  return {
    read: (path) => byPath.get(absolute(path)) ?? { error: `open ${path}: no such file or directory` },
    list: (path) => (isFolder(path) ? [...(folders.get(absolute(path)) ?? [])] : undefined),
    exists: (path) => byPath.has(absolute(path)) || isFolder(path),
    isFolder,
    absolute,
  };
}

function absolute(path: string): string {
  return cleanPath(`/${path}`);
}

/** The names in each folder that leads to one of the paths. */
function foldersOf(paths: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>([["/", new Set()]]);
  for (const path of paths) {
    for (let at = path; at !== "/"; ) {
      const slash = at.lastIndexOf("/");
      const folder = at.slice(0, slash) || "/";
      const names = folders.get(folder);
      if (names === undefined) folders.set(folder, new Set([at.slice(slash + 1)]));
      else names.add(at.slice(slash + 1));
      at = folder;
    }
  }
  return folders;
}
