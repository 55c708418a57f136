/**
 * A lock that processes share: a link beside the file, whose target says who holds it. Making a link is one step and fails
 * when it is there, so a lock never exists without its holder's token. The system does not take it away when its holder is
 * killed; whoever finds such a lock breaks it. What is defended: processes of one machine, whoever runs them. A holder on
 * another machine cannot be asked; its lock counts as left behind once it is old.
 */
import { lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "./error-code.ts";
import { studioHome } from "./home.ts";
import { lockName, makerOf, makerPid, makeToken, shortHash } from "./own-name.ts";
import { Refusal } from "./refusal.ts";

/** A save takes milliseconds; who waits longer is told. */
const WAIT_MS = 5000;
const POLL_MS = 4;
/** How old a file of an unknown maker is when nobody works on it any more. */
export const ABANDONED_MS = 60_000;

/** Runs a task while no other process that asks for this lock runs one. Throws a `Refusal` when the lock cannot be had. */
export async function withFileLock<Value>(
  target: string,
  task: () => Value | Promise<Value>,
  waitMs = WAIT_MS,
): Promise<Value> {
  const about = shortHash(basename(target).normalize("NFC").toLowerCase());
  const lock = await takeBeside(target, about, waitMs);
  try {
    return await task();
  } finally {
    if (readLock(lock.path) === lock.token) rmSync(lock.path, { force: true });
  }
}

/** Removes a lock that its holder left; leaves one that is held. */
export async function breakLeftLock(path: string): Promise<void> {
  const token = readLock(path);
  if (token !== undefined && isLeft(path, token)) await breakLock(path, token);
}

interface Lock {
  readonly path: string;
  readonly token: string;
}

/** Where the folder takes no new files, those of one user share the locks in the user's own folder. */
async function takeBeside(target: string, about: string, waitMs: number): Promise<Lock> {
  try {
    return await take(join(dirname(target), lockName(about)), waitMs);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(codeOf(error))) throw error;
    const folder = join(studioHome(), "locks");
    mkdirSync(folder, { recursive: true });
    return take(join(folder, lockName(shortHash(target))), waitMs);
  }
}

async function take(path: string, waitMs: number): Promise<Lock> {
  const token = makeToken();
  const untilMs = performance.now() + waitMs;
  for (;;) {
    if (makeLock(path, token)) return { path, token };
    const holder = readLock(path);
    if (holder !== undefined && isLeft(path, holder)) await breakLock(path, holder);
    else if (performance.now() > untilMs) throw locked(path, holder);
    else await sleep(POLL_MS * Math.random());
  }
}

/**
 * Two that find the same lock left must not both remove it: the second would remove the lock that the first took since.
 * So each lock that was left has a lock of its own, which only the one who breaks it holds: nobody else removes it, and
 * its holder is dead, so what is read under that lock stays true until it is removed.
 */
async function breakLock(path: string, token: string): Promise<void> {
  const guard = await take(join(dirname(path), lockName(shortHash(`${basename(path)} ${token}`))), WAIT_MS);
  try {
    if (readLock(path) === token) rmSync(path, { force: true });
  } finally {
    rmSync(guard.path, { force: true });
  }
}

function makeLock(path: string, token: string): boolean {
  try {
    symlinkSync(token, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (!["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"].includes(codeOf(error))) throw error;
  }
  return makeLockFile(path, token);
}

/** For file systems without links: a file, which is empty for a moment. */
function makeLockFile(path: string, token: string): boolean {
  try {
    writeFileSync(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** The token of who holds a lock; `undefined` when nobody does. */
function readLock(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
  }
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isLeft(path: string, token: string): boolean {
  const maker = makerOf(token);
  if (maker !== "unknown") return maker === "dead";
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status !== undefined && Date.now() - status.mtimeMs > ABANDONED_MS;
}

function locked(path: string, holder: string | undefined): Refusal {
  const pid = makerPid(holder ?? "");
  const who = pid === undefined ? "another program" : `another program (process ${pid})`;
  return new Refusal(
    423,
    `${who} is saving this file and does not finish`,
    `Try again. If no studio is running any more, remove ${basename(path)} beside the file.`,
  );
}
