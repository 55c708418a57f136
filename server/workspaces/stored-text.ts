/** The text of a file of the workspace as the editor gets it, with the revision by which a later write knows it. */

import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { MAX_FILE_BYTES } from "../../lib/api/workspace.ts";
import { reasonOf } from "../host/system-words.ts";
import { Refusal } from "./refusal.ts";
import { readRegularFile } from "./regular-file.ts";
import { looksLikeText } from "./text-file.ts";

/** A file's place on the disk, and what it is called in the workspace. */
export interface Stored {
  readonly real: string;
  readonly path: string;
}

/** The bytes of a text file. Throws a `Refusal` when there is none, or the editor cannot open it. */
export function readStoredText(stored: Stored): Buffer {
  const bytes = readStoredBytes(stored);
  if (looksLikeText(bytes)) return bytes;
  throw new Refusal(415, `${stored.path} is not a text file`, "The studio edits UTF-8 text only.");
}

/** The bytes of any file. Throws a `Refusal` when there is none, or it is too large. */
export function readStoredBytes({ real, path }: Stored): Buffer {
  requireFile({ real, path });
  const bytes = attempt(`read ${path}`, () => readRegularFile(real, MAX_FILE_BYTES + 1));
  if (bytes === undefined) throw new Refusal(400, `${path} is not a file`, "Choose a file.");
  if (bytes.length > MAX_FILE_BYTES) {
    throw new Refusal(413, `${path} is too large to open`, `The editor opens files of up to ${MAX_FILE_BYTES} bytes.`);
  }
  return bytes;
}

/** A hash of contents, short enough to send around. */
export function revisionOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
}

/** Throws a `Refusal` unless the disk has the revision, or no file for `null`. What cannot be read has none. */
export function requireRevision({ real, path }: Stored, expected: string | null): void {
  const exists = statSync(real, { throwIfNoEntry: false }) !== undefined;
  if (expected === null) {
    if (!exists) return;
    throw new Refusal(409, `${path} already exists`, "Choose another name, or open that file.");
  }
  if (exists && revisionOf(readStoredText({ real, path })) === expected) return;
  throw new Refusal(
    409,
    `${path} was ${exists ? "changed" : "deleted"} outside the studio`,
    "Load it again and repeat your change.",
  );
}

/** Throws a `Refusal` when there is nothing, or no regular file. */
export function requireFile({ real, path }: Stored): void {
  const status = statSync(real, { throwIfNoEntry: false });
  if (status === undefined)
    throw new Refusal(404, `${path}: no such file`, "It may have been renamed or deleted outside.");
  if (!status.isFile()) throw new Refusal(400, `${path} is not a file`, "Choose a file.");
}

/** Runs a disk operation; what the system refuses becomes a `Refusal`. */
export function attempt<Value>(what: string, task: () => Value): Value {
  try {
    return task();
  } catch (error) {
    throw asRefusal(what, error);
  }
}

/** What the system said no to, as a `Refusal`; what is one already stays. */
export function asRefusal(what: string, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const help = "Check the folder's permissions and the free space on the disk.";
  return new Refusal(500, `cannot ${what}: ${reasonOf(error)}`, help);
}
