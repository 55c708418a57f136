/** Which files the editor may open: UTF-8 text of a bounded size. */
import { MAX_FILE_BYTES } from "../../lib/api/workspace.ts";
import { readRegularFile } from "./regular-file.ts";

/** How much of a file is looked at to tell text from binary. */
const SNIFFED_BYTES = 4096;

/** True when bytes hold no NUL and are UTF-8; the last character may be cut off. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** True for a file that the editor may open, judged by its size and its beginning; false when it cannot be read. */
export function isTextFile(real: string, sizeBytes: number): boolean {
  if (sizeBytes > MAX_FILE_BYTES) return false;
  if (sizeBytes === 0) return true;
  try {
    const beginning = readRegularFile(real, SNIFFED_BYTES);
    return beginning !== undefined && looksLikeText(beginning);
  } catch {
    return false;
  }
}
