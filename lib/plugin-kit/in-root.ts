/** Where a path of the Corefile leads (CoreDNS, plugin root). */
import { cleanPath } from "../go/path.ts";

/** The path itself when it is absolute or there is no root; else below the root, as Go's `filepath.Join` writes it. */
export function inRoot(path: string, root: string): string {
  return path.startsWith("/") || root === "" ? path : cleanPath(`${root}/${path}`);
}
