/** Where a path of the Corefile leads (CoreDNS, plugin root). */
import { joinPath } from "../go/path.ts";
import { setting } from "../set-up/settings.ts";

/** The folder that relative paths of a block start from; empty for that of the process (CoreDNS, Config.Root). */
export const ROOT_FOLDER = setting("");

/** The path itself when it is absolute or there is no root; else below the root, as Go's `filepath.Join` writes it. */
export function inRoot(path: string, root: string): string {
  return path.startsWith("/") || root === "" ? path : joinPath(root, path);
}
