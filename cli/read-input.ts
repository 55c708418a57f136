/** Reads what a command is given by name: a file, or a pipe of the shell (`check <(envsubst < Corefile)`). */
import { readFileSync, statSync } from "node:fs";

/** Far above every Corefile and manifest that people write. */
const MAX_OCTETS = 64 * 1024 * 1024;
/** In so many octets a file shows whether it is text. */
const SNIFFED_OCTETS = 8192;

/** The contents. Throws the system's error, or one that says that the file is too large. */
export function readInput(path: string): Buffer {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_OCTETS) throw new Error("file too large: at most 64 MiB are read");
  return readFileSync(path);
}

/** The text of a pipe, which comes once; undefined for what is stored, or is not there. */
export function textOfPipe(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true ? readFileSync(path, "utf8") : undefined;
}

/** All of standard input. */
export async function readStandardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** Whether contents are no text: they have a zero octet near their beginning. */
export function isBinary(contents: Uint8Array): boolean {
  return contents.subarray(0, SNIFFED_OCTETS).includes(0);
}

/** Whether a path leads to a folder. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
