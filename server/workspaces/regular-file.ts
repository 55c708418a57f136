/** Reading regular files only: whatever else lies in a folder (a FIFO, a socket, a device) is never opened nor waited for. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";

/** A file that turns into a FIFO between a look at it and opening it must not block; nor may a link be followed. */
const CAREFULLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** The first bytes of a regular file, at most so many; `undefined` when it is none. Throws the system's errors. */
export function readRegularFile(real: string, atMostBytes: number): Buffer | undefined {
  if (lstatSync(real, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const descriptor = openSync(real, CAREFULLY);
  try {
    const status = fstatSync(descriptor);
    return status.isFile() ? readUpTo(descriptor, Math.min(atMostBytes, status.size + 1)) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

function readUpTo(descriptor: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, buffer, filled, length - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}
