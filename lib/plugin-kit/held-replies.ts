/** Replies that a plugin keeps to give them again, for whoever wants to see what is held. */
import { Key } from "../chain/key.ts";
import type { Range } from "../text/position.ts";

/** One reply as it is held now. */
export interface HeldReply {
  /** The question as it was spelled when the reply was kept. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly rcode: number;
  /** Whether it is an answer, or says that there is none. */
  readonly half: "success" | "denial";
  /** The records of all sections. */
  readonly records: number;
  readonly ageSeconds: number;
  /** Zero and below when it has expired, and may only be given as a stale one. */
  readonly secondsLeft: number;
  /** Whether the question set DO, and CD: these have entries of their own. */
  readonly dnssecOk: boolean;
  readonly checkingDisabled: boolean;
}

/** What one plugin holds. */
export interface HeldReplies {
  /** The line of the Corefile that keeps them. */
  readonly at: Range;
  /** For which zones: one line of a snippet may keep them for several blocks. */
  readonly zones: readonly string[];
  /** All, of which `newest` has some. */
  readonly total: number;
  /** The youngest first. */
  readonly newest: readonly HeldReply[];
}

/** Offered by a plugin that keeps replies; `most` is how many are told one by one. */
export const HELD_REPLIES = new Key<(most: number) => HeldReplies>();
