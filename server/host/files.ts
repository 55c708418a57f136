/**
 * Files of the machine, relative to a working folder; errors in Go's words. What is opened is looked at before it is read:
 * a pipe, a socket or a device would let the reader wait for ever, or read without end.
 */

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import { resolve } from "node:path";
import type { FileError, FileStream, Files } from "../../lib/ports/files.ts";
import { reasonOf } from "./system-words.ts";

/** The largest file that is read whole, in octets. */
export const MAX_WHOLE_OCTETS = 512 * 1024 * 1024;
/** A file that is read in pieces may be as many times larger than one that is read whole. */
const TIMES_IN_PIECES = 8;
const PIECE_OCTETS = 1024 * 1024;
const SMALLEST_PIECE_OCTETS = 512;
/** Not to wait for a writer of a pipe, and never to get a terminal by opening one. Windows has neither flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
/** Linux's number of /dev/null, the one device that is read: as an empty file. */
const NULL_DEVICE = 0x1_03;

export interface FilesOptions {
  /** The largest file that is read whole, in octets; `MAX_WHOLE_OCTETS` without it. */
  readonly maxWholeOctets?: number;
  /** Called after every step of a long reading: it goes on. */
  readonly onProgress?: () => void;
}

/** Files seen from `folder`. */
export function filesOf(folder: string, options: FilesOptions = {}): Files {
  const { maxWholeOctets = MAX_WHOLE_OCTETS, onProgress = () => undefined } = options;
  const at = (path: string): string => resolve(folder, path);
  // The empty path is no file, not the folder itself.
  const named = (path: string): string => (path === "" ? path : at(path));
  const stream = (path: string): FileStream | FileError => {
    const opened = open(named(path), path);
    if ("kind" in opened) return opened;
    const { mtimeMs: modifiedMs, size } = opened.stat;
    const all: FileStream = { kind: "stream", modifiedMs, size, pieces: pieces(opened, path) };
    const most = TIMES_IN_PIECES * maxWholeOctets;
    return size > most ? (endOf(all) ?? tooLarge(path, most)) : all;
  };
  return {
    read(path) {
      const opened = stream(path);
      if (opened.kind === "error") return opened;
      const parts: Uint8Array[] = [];
      let octets = 0;
      if (opened.size > maxWholeOctets) return endOf(opened) ?? tooLarge(path, maxWholeOctets);
      for (const piece of opened.pieces) {
        if ("kind" in piece) return piece;
        octets += piece.length;
        // A file may grow while it is read, and those of /proc have no size.
        if (octets > maxWholeOctets) return tooLarge(path, maxWholeOctets);
        parts.push(piece);
        onProgress();
      }
      const [only] = parts;
      const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, octets);
      return { kind: "file", bytes, modifiedMs: opened.modifiedMs, size: opened.size };
    },
    stream,
    stat(path) {
      try {
        const stat = statSync(named(path));
        const isLink = lstatSync(named(path)).isSymbolicLink();
        return { modifiedMs: stat.mtimeMs, size: stat.size, isFolder: stat.isDirectory(), isLink };
      } catch {
        return undefined;
      }
    },
    exists(path) {
      // Not resolved: to a file with a slash behind it nothing leads.
      const from = path.startsWith("/") ? path : `${folder}/${path}`;
      try {
        return path !== "" && lstatSync(from, { throwIfNoEntry: false }) !== undefined;
      } catch {
        return false;
      }
    },
    list(path) {
      try {
        return readdirSync(at(path)).sort();
      } catch (error) {
        return failure("open", path, error);
      }
    },
    absolute: at,
  };
}

interface Opened {
  readonly descriptor: number;
  readonly stat: Stats;
}

/** Opens what is a stored file, or a folder, whose reading fails with the system's words. */
function open(real: string, path: string): Opened | FileError {
  let descriptor: number;
  try {
    descriptor = openSync(real, OPEN_FLAGS);
  } catch (error) {
    return failure("open", path, error);
  }
  const stat = fstatSync(descriptor);
  if (stat.isFile() || stat.isDirectory() || isNull(stat)) return { descriptor, stat };
  closeSync(descriptor);
  const text = `open ${path}: not a regular file: this is ${kindOf(stat)}, and only stored files are read`;
  return { kind: "error", code: "EFTYPE", text };
}

function isNull(stat: Stats): boolean {
  return stat.isCharacterDevice() && stat.rdev === NULL_DEVICE;
}

function kindOf(stat: Stats): string {
  if (stat.isFIFO()) return "a named pipe";
  if (stat.isSocket()) return "a socket";
  return "a device";
}

/** The contents; the descriptor is closed at the end, however it comes. */
function tooLarge(path: string, most: number): FileError {
  return { kind: "error", code: "EFBIG", text: `read ${path}: file too large: at most ${mebibytes(most)} are read` };
}

function* pieces({ descriptor, stat }: Opened, path: string): Generator<Uint8Array | FileError> {
  try {
    for (let left = stat.size; ; ) {
      // A small file is one piece of its own size; behind it there is nothing to expect.
      const buffer = new Uint8Array(Math.min(Math.max(left, SMALLEST_PIECE_OCTETS), PIECE_OCTETS));
      const octets = readSync(descriptor, buffer);
      if (octets === 0) return;
      left -= octets;
      yield buffer.subarray(0, octets);
    }
  } catch (error) {
    yield failure("read", path, error);
  } finally {
    closeSync(descriptor);
  }
}

/** Ends a stream before it was read; what the system says of the first piece, if it is an error. */
function endOf({ pieces: all }: FileStream): FileError | undefined {
  for (const piece of all) return "kind" in piece ? piece : undefined;
  return undefined;
}

function mebibytes(octets: number): string {
  return `${Math.round((octets * 10) / (1024 * 1024)) / 10} MiB`;
}

function failure(verb: string, path: string, error: unknown): FileError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "EIO";
  return { kind: "error", code, text: `${verb} ${path}: ${reasonOf(error)}` };
}
