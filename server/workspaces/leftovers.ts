/** Cleaning up behind studios that were killed while they wrote: new texts, old texts and locks that nobody holds any more. */
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ABANDONED_MS, breakLeftLock } from "./file-lock.ts";
import { makerOf, readOwnName } from "./own-name.ts";
import { readRegularFile } from "./regular-file.ts";
import { aboutFile } from "./replace-file.ts";

/** Removes what is left, but for texts that may be the only whole ones: those get a name that is listed. Gives a line for each. */
export async function cleanLeftovers(paths: readonly string[]): Promise<readonly string[]> {
  const rescued: string[] = [];
  for (const path of paths) {
    try {
      const line = await cleanOne(path);
      if (line !== undefined) rescued.push(line);
    } catch {
      // Somebody else cleans too, or the folder may not be written.
    }
  }
  return rescued;
}

async function cleanOne(path: string): Promise<string | undefined> {
  const own = readOwnName(basename(path));
  if (own === undefined) return undefined;
  if (own.kind === "lock") await breakLeftLock(path);
  else if (isLeft(path, own.token)) {
    if (own.kind === "old") return rescue(path, own.about);
    rmSync(path, { recursive: true, force: true });
  }
  return undefined;
}

function isLeft(path: string, token: string): boolean {
  const maker = makerOf(token);
  if (maker !== "unknown") return maker === "dead";
  return Date.now() - lstatSync(path).mtimeMs > ABANDONED_MS;
}

/** The text that a file had before somebody who wrote it in place was killed. */
function rescue(copy: string, about: string): string | undefined {
  const folder = dirname(copy);
  const names = new Set(readdirSync(folder));
  const name = [...names].find((candidate) => aboutFile(candidate) === about) ?? "text";
  const now = names.has(name) ? readRegularFile(join(folder, name), Number.MAX_SAFE_INTEGER) : undefined;
  if (now?.equals(readFileSync(copy)) === true) {
    rmSync(copy, { force: true });
    return undefined;
  }
  const stem = `${name.slice(0, 80)}.rescued`;
  let rescued = stem;
  for (let number = 2; names.has(rescued); number++) rescued = `${stem}-${number}`;
  renameSync(copy, join(folder, rescued));
  return `${name} may be half written, because a studio was killed while saving; the text before is in ${rescued}`;
}
