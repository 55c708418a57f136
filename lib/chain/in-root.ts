/** Where a path of the Corefile leads (CoreDNS, plugin root). */

/** The path itself when it is absolute or there is no root; else below the root, as Go's `filepath.Join` writes it. */
export function inRoot(path: string, root: string): string {
  return path.startsWith("/") || root === "" ? path : cleanPath(`${root}/${path}`);
}

/** A path without empty, `.` and needless `..` elements, as Go's `filepath.Clean` writes it. */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!isAbsolute) parts.push(part);
  }
  const written = parts.join("/");
  return isAbsolute ? `/${written}` : written || ".";
}
