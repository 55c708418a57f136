/**
 * The one writer of the user's files, for the studio and for `fmt -w`. Usually it writes beside the target and renames: a
 * reader sees the old or the new text, never half of one, and so does who comes after a crash or a full disk. Mode and
 * owner stay; extended attributes and access lists do not, because Node cannot read them.
 *
 * Where a new file could not stand for the old one (it has several names, another owner, a folder that takes no files, or
 * it is mounted by itself) the text is written in place. Then a reader may see half of it for a moment. A full disk leaves
 * the old text, because the room is taken first; after a crash the old text is in a copy that was on the disk before.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { codeOf } from "./error-code.ts";
import { studioHome } from "./home.ts";
import { makeOwnName, shortHash } from "./own-name.ts";

/** What says that a file cannot be replaced by a new one, only written. */
const ONLY_IN_PLACE: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS", "EBUSY", "EXDEV"]);

export interface Replacement {
  /** A real path: no link. The file may be missing. */
  readonly target: string;
  readonly contents: Uint8Array;
  /** Called when all is ready, at the last moment at which nothing has changed yet; what it throws ends the writing. */
  readonly confirm?: () => void;
}

/** Puts new contents in the place of a file's old ones. Throws the system's error, and then the old contents are there. */
export function replaceFile({ target, contents, confirm = () => {} }: Replacement): void {
  const existing = lstatSync(target, { throwIfNoEntry: false });
  if (existing !== undefined && !existing.isFile()) throw new Error("it is not a regular file");
  const replacement = { target, contents, confirm };
  if (existing !== undefined && existing.nlink > 1) {
    writeInPlace(replacement);
    return;
  }
  try {
    putNewInPlace(replacement, existing);
  } catch (error) {
    if (existing === undefined || !ONLY_IN_PLACE.has(codeOf(error))) throw error;
    writeInPlace(replacement);
  }
}

function putNewInPlace({ target, contents, confirm }: Required<Replacement>, existing: Stats | undefined): void {
  const temporary = join(dirname(target), makeOwnName("new", aboutFile(basename(target))));
  try {
    writeNew(temporary, contents, existing);
    confirm();
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

/** What the names of a file's temporary files have in common. */
export function aboutFile(name: string): string {
  return shortHash(name);
}

/** A file as the old one is, but for its contents. Throws when its owner cannot be the same. */
function writeNew(path: string, contents: Uint8Array, like: Stats | undefined): void {
  // Nobody else reads it before it has its mode.
  const descriptor = openSync(path, "wx", like === undefined ? 0o666 : 0o600);
  try {
    writeAll(descriptor, contents, 0);
    if (like !== undefined) {
      const own = fstatSync(descriptor);
      if (own.uid !== like.uid || own.gid !== like.gid) fchownSync(descriptor, like.uid, like.gid);
      if (process.platform !== "win32") fchmodSync(descriptor, like.mode & 0o7777);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeInPlace({ target, contents, confirm }: Required<Replacement>): void {
  const descriptor = openSync(target, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error("it is not a regular file");
    const old = readFileSync(descriptor);
    const copy = keepCopy(target, old);
    try {
      confirm();
      takeRoom(descriptor, contents, old.length);
    } catch (error) {
      rmSync(copy, { force: true });
      throw error;
    }
    overwrite(descriptor, contents, old);
    rmSync(copy, { force: true });
  } finally {
    closeSync(descriptor);
  }
}

/** Appends what is longer than the old text: when the disk has no room for it, the old text is still whole. */
function takeRoom(descriptor: number, contents: Uint8Array, oldLength: number): void {
  if (contents.length <= oldLength) return;
  try {
    writeAll(descriptor, contents.subarray(oldLength), oldLength);
    fsyncSync(descriptor);
  } catch (error) {
    ftruncateSync(descriptor, oldLength);
    throw error;
  }
}

/** When this fails half-way and the old text cannot be put back either, its copy stays. */
function overwrite(descriptor: number, contents: Uint8Array, old: Uint8Array): void {
  try {
    writeAll(descriptor, contents.subarray(0, old.length), 0);
    ftruncateSync(descriptor, contents.length);
    fsyncSync(descriptor);
  } catch (error) {
    writeAll(descriptor, old, 0);
    ftruncateSync(descriptor, old.length);
    throw error;
  }
}

/** The old text on the disk under another name: beside the file, or in the user's own folder. Gives where. */
function keepCopy(target: string, old: Uint8Array): string {
  const name = makeOwnName("old", aboutFile(basename(target)));
  const copy = { flag: "wx", flush: true, mode: 0o600 };
  try {
    const beside = join(dirname(target), name);
    writeCopy(beside, old, copy);
    syncFolder(dirname(target));
    return beside;
  } catch (error) {
    if (!ONLY_IN_PLACE.has(codeOf(error))) throw error;
  }
  const folder = join(studioHome(), "old");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const away = join(folder, name);
  writeCopy(away, old, copy);
  return away;
}

function writeCopy(path: string, old: Uint8Array, options: { flag: string; flush: boolean; mode: number }): void {
  try {
    writeFileSync(path, old, options);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}

/** A new name is on the disk once its folder is; not every system can be asked for that. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Then it is when the system sees fit.
  }
}
