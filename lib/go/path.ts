/** Paths as Go writes them. */

/** The path of a file that an $INCLUDE names: relative ones start from the folder of the file that includes them. */
export function includePath(file: string, path: string): string {
  if (path.startsWith("/")) return path;
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/") + 1) : "";
  return cleanPath(folder + path);
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
