/** Puts into words who was told of a query, for those who watch. */
import type { Why } from "../../explanation/why.ts";
import type { Sink } from "./handler.ts";
import { words } from "./words.ts";

/** What was told of a query. */
export interface Told {
  readonly sink: Sink;
  readonly isFull: boolean;
  /** False when there was no reply. */
  readonly isTold: boolean;
  readonly extra: string | undefined;
}

/** Says before the reply is there that nobody hears. */
export function explainLacking({ text: receiver, lack }: Sink, isFull: boolean, why: Why): void {
  const lacking = lack();
  if (lacking === "nobody") why.because("observed", words.nobody({ receiver }));
  else if (lacking !== undefined) why.because("observed", words.lost({ receiver, error: lacking.error }));
  else why.because("observed", words.sentQuery({ receiver, what: whatOf(isFull) }));
}

/** Says what was told. */
export function explainTold({ sink, isFull, isTold, extra }: Told, why: Why): void {
  if (sink.lack() !== undefined) return;
  if (isTold) why.because("observed", words.sent({ receiver: sink.text, what: whatOf(isFull) }));
  if (extra !== undefined) why.note(words.extra({ extra }));
}

function whatOf(isFull: boolean): string {
  return isFull ? "the messages themselves, with client and time" : "client and time";
}
