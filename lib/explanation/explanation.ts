/** Why a reply is as it is: which block took the question, what each plugin did, and which line decided. */
import type { Range } from "../text/position.ts";

/** What a plugin did, in one word; the same in the page, in the terminal and in the documents. */
export const VERDICTS = [
  "answered",
  "changed",
  "passed",
  "fell through",
  "refused",
  "failed",
  "observed",
  "not in scope",
  "waiting",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The word for plugins that the query did not come to. */
export const NOT_REACHED = "not reached";

/** A reason: a stable code (`hosts.no-entry`), the facts in it, and the sentence that both give. */
export interface Reason {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly sentence: string;
  /** Its part of the one sentence about the whole way; without it the step is not told there unless it decided. */
  readonly brief?: string | undefined;
  /** What follows that part when `{plugins}` of the chain that may have answered are not asked because of it. */
  readonly unasked?: string | undefined;
}

/** One difference between a reply as it came back and as it was passed on. */
export interface ReplyChange {
  readonly part: "question" | "code" | "flags" | "answer" | "authority" | "additional" | "EDNS";
  /** `TTL`: the record stays, `before` and `after` are seconds. `order`: the same records in another order. */
  readonly kind: "added" | "removed" | "changed" | "TTL" | "order";
  /** The record whose TTL changed, without it. */
  readonly record?: string | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** What a plugin did on the way back, when it did something. */
export interface WayBack {
  readonly verdict: Verdict;
  readonly reason?: Reason | undefined;
  readonly rule?: Range | undefined;
  readonly changes: readonly ReplyChange[];
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
  /** Lines that had a part in it: rules that were for the query, entries and records that were given. */
  readonly used?: readonly Range[] | undefined;
  /** What it changed of the question, in presentation format. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** The upstream that it asked, for instance `192.0.2.53:53`. */
  readonly upstream?: string | undefined;
  /** Microseconds spent in it and in what it called. */
  readonly tookMicros: number;
  readonly back?: WayBack | undefined;
  /** Questions of its own: to listeners of this configuration as upstreams, and those that it put to the server itself. */
  readonly askedHere?: readonly AskedHere[] | undefined;
  readonly steps: readonly Step[];
}

/** A question of a plugin that came back to this configuration: to an upstream that is a listener of it, or a look-up. */
export interface AskedHere {
  /** Of a look-up in the server itself, without any network: what was looked up, `www.example.org. A`. */
  readonly lookUp?: string | undefined;
  /** As CoreDNS writes it: `dns://:5300`. */
  readonly listener: string;
  /** True when the same was asked there before, on the way to this question. */
  readonly isCircle?: boolean | undefined;
  /** Why it replied as it did; missing while it has not, or when the questions go in a circle. */
  readonly explanation?: Explanation | undefined;
}

/** Something that a plugin noted on the way, beside its verdict. */
export interface Note {
  readonly reason: Reason;
  readonly rule?: Range | undefined;
}

/** How a server block compared with the question. */
export const MATCHES = [
  "longest match",
  "same zone, view did not match",
  "same zone, comes after the match",
  "view did not match",
  "shorter match",
  "no match",
] as const;
export type DispatchMatch = (typeof MATCHES)[number];

/** How a server block on the listener compared with the question. */
export interface DispatchEntry {
  readonly zone: string;
  readonly view?: string | undefined;
  readonly at: Range;
  /** The directive that was asked for its view, when it has one. */
  readonly viewAt?: Range | undefined;
  readonly match: DispatchMatch;
}

/** A plugin of the chosen block that the query did not come to. */
export interface NotReached {
  readonly plugin: string;
  readonly at: Range;
  /** One sentence: which step ended the chain before it, or that it is not in the request path. */
  readonly because: string;
  readonly inRequestPath: boolean;
}

/** That the question was put to one plugin past those before it: what would have been, not what is. */
export interface Counterfactual {
  readonly plugin: string;
  readonly at: Range;
}

/** Which plugin of the chosen block a question is put to; with several of one name the line tells which. */
export interface StartingPoint {
  readonly plugin: string;
  readonly line?: number | undefined;
}

export interface ExplainedQuestion {
  readonly name: string;
  readonly type: string;
  readonly class: string;
}

/** Who asked, and over which listener. */
interface ExplainedClient {
  readonly address: string;
  readonly port: number;
  readonly transport: string;
}

export interface Explanation {
  /** The whole way in one sentence. */
  readonly inWords: string;
  /** True when somebody looked before the query was done: nothing was sent yet, and steps are missing. */
  readonly unfinished?: boolean | undefined;
  /** The identity of the configuration that gave it, where its runner knows one. */
  readonly configuration?: string | undefined;
  readonly question: ExplainedQuestion;
  readonly client: ExplainedClient;
  /** The listener as CoreDNS writes it: `dns://:53`. */
  readonly listener: string;
  readonly dispatch: readonly DispatchEntry[];
  /** What the server itself did, around the plugins; missing when there is nothing to tell. */
  readonly server?: readonly Note[] | undefined;
  readonly steps: readonly Step[];
  /** The plugin that made the answer; undefined when the server itself did (no block, end of the chain) or nobody. */
  readonly answeredBy?: string | undefined;
  /** The line that decided. */
  readonly decidedAt?: Range | undefined;
  readonly notReached: readonly NotReached[];
  /** Only for a question that was put to a plugin of the middle of the chain. */
  readonly counterfactual?: Counterfactual | undefined;
  /** The reply in few words: its code and how many answers, where the engine tells, or that nothing was sent. */
  readonly reply: { readonly rcode: string; readonly answers?: number | undefined; readonly sent: boolean };
  readonly tookMicros: number;
}
