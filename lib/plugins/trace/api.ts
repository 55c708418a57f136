/** What trace gives plugins that ask others: a span of the query that they may put spans of their own under. */
import { Key } from "../../chain/key.ts";

/** A step of a traced query, with its time. */
export interface Span {
  /** A step within this one, which begins now. */
  child(name: string, tags?: Readonly<Record<string, string>>): Span;
  /** The step is over. */
  finish(): void;
}

/** The span that a query is in, in its context; none when it is not traced. */
export const SPAN = new Key<Span>();
