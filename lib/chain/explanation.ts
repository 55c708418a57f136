/** Why a reply is as it is: which block took the question, what each plugin did, and which line decided. */
import type { Range } from "../corefile/position.ts";

/** What a plugin did with the question, in one word. */
export type Verdict =
  | "answered"
  | "passed on"
  | "fell through"
  | "changed the question"
  | "changed the answer"
  | "blocked"
  | "failed"
  | "watched";

/** A reason: a stable code (`hosts.no-entry`), the facts in it, and the sentence that both give. */
export interface Reason {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly sentence: string;
}

/** What one plugin did, and within it what the plugins after it did. */
export interface Step {
  readonly plugin: string;
  /** The directive's line. */
  readonly at: Range;
  readonly verdict: Verdict;
  readonly reason?: Reason | undefined;
  /** Further things that it noted, in order: rules tried, upstreams asked, records stored. */
  readonly notes: readonly Note[];
  /** The property, zone-file or hosts line that decided. */
  readonly rule?: Range | undefined;
  /** What it changed, in presentation format. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** The upstream that it asked, for instance `192.0.2.53:53`. */
  readonly upstream?: string | undefined;
  /** Microseconds spent in it and in what it called. */
  readonly tookMicros: number;
  readonly steps: readonly Step[];
}

/** Something that a plugin noted on the way, beside its verdict. */
export interface Note {
  readonly reason: Reason;
  readonly rule?: Range | undefined;
}

/** How a server block on the listener compared with the question. */
export interface DispatchEntry {
  readonly zone: string;
  readonly view?: string | undefined;
  readonly at: Range;
  readonly match: "longest match" | "shorter match" | "no match" | "view: expression was false";
}

/** A plugin of the chosen block that the query did not come to. */
export interface NotReached {
  readonly plugin: string;
  readonly at: Range;
  /** One sentence: which step ended the chain before it, or that it is not in the request path. */
  readonly because: string;
  readonly inRequestPath: boolean;
}

export interface ExplainedQuestion {
  readonly name: string;
  readonly type: string;
  readonly class: string;
}

/** Who asked, and over which listener. */
export interface ExplainedClient {
  readonly address: string;
  readonly port: number;
  readonly transport: string;
}

export interface Explanation {
  readonly question: ExplainedQuestion;
  readonly client: ExplainedClient;
  /** The listener as CoreDNS writes it: `dns://:53`. */
  readonly listener: string;
  readonly dispatch: readonly DispatchEntry[];
  readonly steps: readonly Step[];
  /** The plugin that made the answer; undefined when the server itself did (no block, end of the chain) or nobody. */
  readonly answeredBy?: string | undefined;
  /** The line that decided. */
  readonly decidedAt?: Range | undefined;
  readonly notReached: readonly NotReached[];
  /** The reply in few words: its code and how many answers, or that nothing was sent. */
  readonly reply: { readonly rcode: string; readonly answers: number; readonly sent: boolean };
  readonly tookMicros: number;
}
