/** Octets as a text where they are one. */
import { strFromU8, strToU8 } from "fflate";
import type { SharedFile } from "../api/shared-workspace.ts";
import { readBase64, writeBase64 } from "../text/base.ts";

/** The text; `undefined` unless its octets are these again. */
export function utf8Text(octets: Uint8Array): string | undefined {
  const text = strFromU8(octets);
  const again = strToU8(text);
  return again.length === octets.length && again.every((octet, at) => octet === octets[at]) ? text : undefined;
}

/** A file out of its octets: a text where an editor could show it. */
export function sharedFile(path: string, octets: Uint8Array): SharedFile {
  const text = octets.includes(0) ? undefined : utf8Text(octets);
  return text === undefined ? { path, octets: writeBase64(octets) } : { path, text };
}

/** The octets of a file. */
export function octetsOf(file: SharedFile): Uint8Array {
  return "text" in file ? strToU8(file.text) : (readBase64(file.octets) ?? new Uint8Array());
}
