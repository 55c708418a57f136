/** Files that are not on disk: those of a workspace in the browser, or of a test. */
import type { CorefileFiles } from "./files.ts";
import { matchesPattern } from "./glob.ts";

/** The files of a workspace by their paths in it; the workspace's folder is `/`. Folders are those that the paths imply. */
export function filesInMemory(texts: Readonly<Record<string, string>>): CorefileFiles {
  const byPath = new Map(Object.entries(texts).map(([path, text]) => [absolute(path), text]));
  const entries = [...new Set([...byPath.keys()].flatMap(withParents))].sort();
  return {
    read: (path) => byPath.get(absolute(path)) ?? { error: `open ${path}: no such file or directory` },
    glob: (pattern) => entries.filter((entry) => matchesPattern(pattern, entry)),
    isFolder: (path) => entries.includes(absolute(path)) && !byPath.has(absolute(path)),
    absolute,
  };
}

function absolute(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function withParents(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/")).filter((parent) => parent !== "");
}
