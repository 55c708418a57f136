/**
 * Workspaces that came by links and zip files, each in a folder of the studio's own, and the copies that the user made of
 * them. A shared folder holds what was shared and nothing else, and is named by that.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SharedFile, SharedWorkspace } from "../../lib/api/shared-workspace.ts";
import { copyOnce, makeOnce, studioHome } from "./home.ts";
import { isOwnName } from "./own-name.ts";
import { Refusal } from "./refusal.ts";
import { attempt } from "./stored-text.ts";
import { placeInWorkspace } from "./workspace-path.ts";

/** Those that were opened longest ago go first. */
const MAX_SHARED_FOLDERS = 30;

/** The folder of a shared workspace, with its files as they were shared. Throws a `Refusal` for paths that are no part of one. */
export function sharedFolder({ corefile, files }: SharedWorkspace, home: string = studioHome()): string {
  const parent = join(home, "shared");
  const hash = createHash("sha256")
    .update(JSON.stringify([corefile, files]))
    .digest("hex");
  const folder = makeOnce(join(parent, hash), (made) => {
    mkdirSync(made, { mode: 0o700 });
    writeFiles(made, files);
  });
  // Whatever was changed in it since by other programs is what was shared again.
  writeFiles(folder, files);
  const now = new Date();
  utimesSync(folder, now, now);
  removeOldest(parent);
  return folder;
}

/** A new folder of the user's own with what a folder has; `name` is what people call it. */
export function ownCopy(folder: string, name: string, home: string = studioHome()): string {
  const parent = join(home, "copies");
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 48) || "copy";
  let free = plain;
  for (let count = 2; existsSync(join(parent, free)); count++) free = `${plain}-${count}`;
  return copyOnce(folder, join(parent, free));
}

/** The folder of such a copy. Throws a `Refusal` for an unknown name. */
export function copyFolder(name: string, home: string = studioHome()): string {
  if (!listCopies(home).includes(name)) {
    throw new Refusal(404, `there is no copy "${name}"`, "Choose one from the list.");
  }
  return join(home, "copies", name);
}

/** The names of all copies. */
export function listCopies(home: string = studioHome()): string[] {
  const parent = join(home, "copies");
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z0-9][a-z0-9-]{0,63}$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

function writeFiles(folder: string, files: readonly SharedFile[]): void {
  for (const file of files) {
    const place = placeInWorkspace(folder, file.path);
    const content = "text" in file ? file.text : Buffer.from(file.octets, "base64");
    attempt(`write ${file.path}`, () => {
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
      writeFileSync(place, content, { mode: 0o600 });
    });
  }
}

function removeOldest(parent: string): void {
  const folders = readdirSync(parent)
    .filter((name) => !isOwnName(name))
    .map((name) => ({ name, atMs: statSync(join(parent, name)).mtimeMs }))
    .sort((a, b) => b.atMs - a.atMs);
  for (const { name } of folders.slice(MAX_SHARED_FOLDERS)) {
    rmSync(join(parent, basename(name)), { recursive: true, force: true });
  }
}
