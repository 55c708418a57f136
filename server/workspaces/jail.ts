/**
 * The jail: no path leads out of the workspace, links included. A path is judged by where it really leads, after every
 * symbolic link on the way is resolved; for a file that is yet to be made, by where its folder really is.
 */
import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Where a path really leads, as far as it exists; the rest is appended as written. `undefined` for a broken chain of links. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") return undefined;
    if (isDangling(path)) return undefined;
    const parent = dirname(path);
    if (parent === path) return path;
    const real = realPath(parent);
    return real === undefined ? undefined : join(real, basename(path));
  }
}

/** True when `path` is `folder` or below it; both must be real and absolute. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The real path of a file of the workspace, or `undefined` when it leads outside. `root` must be real. */
export function insideJail(root: string, path: string): string | undefined {
  if (path.includes("\0")) return undefined;
  const real = realPath(resolve(root, path));
  return real !== undefined && isWithin(real, root) ? real : undefined;
}

/** True for a link whose target is missing: writing through it would make a file wherever it points. */
function isDangling(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
