/** Paths as Go's package filepath writes them on Unix. */

/** The path of a file that an $INCLUDE names: relative ones start from the folder of the file that includes them. */
export function includePath(file: string, path: string): string {
  return path.startsWith("/") ? path : joinPath(folderOf(file), path);
}

/** filepath.Join: two paths with a slash between them, cleaned; empty ones do not count. */
export function joinPath(folder: string, path: string): string {
  if (folder === "") return path === "" ? "" : cleanPath(path);
  return cleanPath(`${folder}/${path}`);
}

/** filepath.Dir: the path without its last element, cleaned; `.` where there is no slash. */
export function folderOf(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf("/") + 1));
}

/** filepath.Base: the last element of a path; `.` of an empty one, and `/` of slashes alone. */
export function fileNameOf(path: string): string {
  const end = path.replace(/\/+$/, "");
  if (end === "") return path === "" ? "." : "/";
  return end.slice(end.lastIndexOf("/") + 1);
}

/** A path without empty, `.` and needless `..` elements, as Go's `filepath.Clean` writes it. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!rooted) kept.push("..");
  }
  const joined = kept.join("/");
  if (rooted) return `/${joined}`;
  return joined === "" ? "." : joined;
}
