/** What a plugin is beside its grammar, told by its directive so that nobody else has to know it by name. */

import type { Rcode } from "../dns/iana/rcode.ts";
import type { CanonicalName } from "../dns/name/name.ts";
import type { Regex } from "../go/regex.ts";
import type { Range } from "../text/position.ts";
import type { WhatIf } from "./what-if.ts";

/** For which names one use of a directive answers, as far as its words tell. */
export interface Answers {
  /** The zones that it works for; undefined when words do not tell. */
  readonly zones: readonly CanonicalName[] | undefined;
  /** The only type that it answers; all without it. */
  readonly type?: number;
  /** The zones in which it hands on what it does not know; undefined when that cannot be told. */
  readonly passes: readonly CanonicalName[] | undefined;
  /** Whether fallthrough would make it hand names on. */
  readonly takesFallthrough: boolean;
  /** True when it may hand queries to further uses of the same directive, whatever its zones are. */
  readonly handsToItself?: boolean;
}

/** The same, with the place of the directive's word. */
export interface AnswersAt extends Answers {
  readonly at: Range;
}

/** Names that one use of a directive takes in another way than all others. */
export type NamePattern =
  | { readonly match: "exact" | "prefix" | "suffix" | "substring"; readonly from: string }
  | { readonly match: "regex"; readonly from: Regex };

/** One way in which questions leave a plugin. */
export interface Exit {
  /** Which questions, in few words: "client blocked". */
  readonly on: string;
  /** To a reply of its own, to the next plugin, or to a code without asking anybody else; `trouble` when something fails. */
  readonly leads: "answer" | "next" | "end" | "trouble";
  /** What becomes of them, in few words: "REFUSED". */
  readonly to: string;
}

/** Which queries of its zones a server block takes. */
export interface View {
  readonly name: string;
  /** All of them must be true. */
  readonly expressions: readonly string[];
}

/** What a directive says of its whole server block, to those who only read words. */
export type BlockRole =
  /** Where the block listens. */
  | "addresses"
  /** The folder that relative paths start from. */
  | "folder"
  /** The block has TLS. */
  | "tls"
  /** The block takes some queries of its zones only. */
  | "view";

/** A block of the directive as an editor offers it; `<words>` are place-holders. */
interface BlockTemplate {
  readonly summary: string;
  readonly lines: readonly string[];
}

/** Where spans of queries go. */
export interface SpanTarget {
  /** A URL of a Zipkin collector, API version 2. */
  readonly url: string;
  /** The name under which spans are sent. */
  readonly service: string;
  /** So long spans may wait for others; not said to a release that does not know how to be told. */
  readonly within?: string | undefined;
}

/** What is to be known where CoreDNS runs as a process at somebody's desk, out of production. */
interface DeskFacts {
  /** Where it listens beside DNS when its words do not say: `:8080`. */
  readonly listensAt?: string;
  /** What a use with these words and properties would do to the machine around, which is why it is left out there. */
  readonly leftOut?: (words: readonly string[], properties: readonly string[]) => string | undefined;
  /** The property that names the folder into which it writes, and the folder without that. */
  readonly writesInto?: { readonly property: string; readonly otherwise: string };
  /** A use of it that sends the spans of every query, line by line. */
  readonly tracing?: (target: SpanTarget) => readonly (readonly string[])[];
}

/** Facts about a directive that hold for all its uses. */
export interface DirectiveFacts {
  readonly role?: BlockRole;
  /** True when it opens other classes than IN for all blocks of the listener (CoreDNS, dnsserver.EnableChaos). */
  readonly opensClasses?: boolean;
  /** True when plugins after it may see another name than the client's. */
  readonly changesNames?: boolean;
  /** True when its zones are those of a Kubernetes cluster, in which pods look for names. */
  readonly hasClusterZones?: boolean;
  /** The argument that names the servers that it sends questions to. */
  readonly upstreams?: string;
  /** True when it writes a line about each query, in the format that is among its words. */
  readonly logsQueries?: boolean;
  /** What it says of a name that it owns and does not have; nothing for those that have all names. */
  readonly miss?: keyof typeof Rcode;
  /** What it says to a name that it has, but with records of other types only. */
  readonly otherTypes?: string;
  readonly template?: BlockTemplate;
  /** What can be tried to see what a use of it does to a question. */
  readonly whatIfs?: readonly WhatIf[];
  /** What of it is for some queries only, and tells the pen when it is for one: each use, or lines of these properties. */
  readonly rules?: "uses" | readonly string[];
  /** True when each use is a plugin of its own in the chain; else all uses of a block are one. */
  readonly runsPerUse?: boolean;
  readonly atDesk?: DeskFacts;
  /** Properties of earlier releases, and what to write in their place. */
  readonly removed?: Readonly<Record<string, string>>;
  /** Properties that releases before the named one took, and the newest refuses. */
  readonly until?: Readonly<Record<string, string>>;
}
