/** Which Unix sockets an engine in the studio may use. */
import { resolve } from "node:path";
import { isWithin, realPath } from "../../workspaces/jail.ts";

/** Why a socket may not be used. */
export const OUTSIDE = "outside the workspace; allow it with COREFILE_STUDIO_ALLOW";

/** Sockets of a workspace, and those that the user allowed. */
export class JailedSockets {
  readonly #root: string;
  readonly #folders: readonly string[];

  /** `root` is the workspace's real path; `allowed` are files and folders outside whose sockets may be used too. */
  constructor({ root, allowed }: { readonly root: string; readonly allowed: readonly string[] }) {
    this.#root = root;
    this.#folders = [root, ...allowed.map((path) => realPath(resolve(path)) ?? resolve(path))];
  }

  /** The real path of a socket, seen from the workspace; undefined for one outside. */
  real(path: string): string | undefined {
    const real = realPath(resolve(this.#root, path));
    return real !== undefined && this.#folders.some((folder) => isWithin(real, folder)) ? real : undefined;
  }
}
