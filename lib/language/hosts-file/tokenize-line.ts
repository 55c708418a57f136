/** Words of a hosts file as the editor colours them. */

import { hostsAddress, readHostsLine } from "../../system-files/hosts-line.ts";
import type { LineToken } from "../tokenize-line.ts";

/** Reads one line; nothing goes on from one line to the next. */
export function tokenizeHostsLine(line: string): readonly LineToken[] {
  const { address, names, comment } = readHostsLine(line);
  const tokens: LineToken[] = [];
  const add = (word: { readonly start: number; readonly end: number }, kind: LineToken["kind"]): void => {
    tokens.push({ start: word.start, kind });
    if (word.end < line.length && word.end !== comment) tokens.push({ start: word.end, kind: "" });
  };
  if (address !== undefined) {
    const isAddress = hostsAddress(address.text) !== undefined;
    add(address, isAddress ? "address" : "unknown-directive");
  }
  for (const name of names) add(name, "key");
  if (comment !== undefined) tokens.push({ start: comment, kind: "comment" });
  return tokens;
}
