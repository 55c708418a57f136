/** A configuration as CoreDNS reads it: server blocks with the words of each directive, imports and snippets resolved. */

import type { Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import type { Token } from "./token.ts";
import type { SchemeTransport } from "./zone-address.ts";

/** A server block: keys, and for each directive all its words, of all its uses, in one list as CoreDNS keeps them. */
export interface ServerBlock {
  readonly keys: readonly Token[];
  readonly directives: ReadonlyMap<string, readonly Token[]>;
  /** From the first key to the end of the block. */
  readonly at: Range;
}

/** What a Corefile says, and what is wrong with it; the first problem is the one with which CoreDNS refuses. */
export interface Configuration {
  readonly file: string;
  readonly blocks: readonly ServerBlock[];
  /** The Corefile has no server block, so there is the one that CoreDNS has then: `.` with whoami and log. */
  readonly isDefault: boolean;
  readonly problems: readonly Problem[];
  /** What CoreDNS says in its log while reading, each line with its level. */
  readonly warnings: readonly string[];
  /** The same warnings with their places; they keep nothing from starting. */
  readonly remarks: readonly Problem[];
  /** The schemes of keys that this CoreDNS knows; all without it. */
  readonly schemes?: readonly SchemeTransport[] | undefined;
  /** Files that were read beside the Corefile, by absolute path. */
  readonly imported: readonly string[];
}

/** The place of what no token stands for. */
export function startOf(file: string): Range {
  const start = { offset: 0, line: 1, column: 1 };
  return { file, start, end: start };
}
