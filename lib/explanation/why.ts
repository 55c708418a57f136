/** The seam through which a plugin tells what it does. */
import type { Range } from "../text/position.ts";
import type { AskedHere, Verdict } from "./explanation.ts";
import type { Sentence } from "./words.ts";

/** What goes with a reason. */
export interface Particulars {
  /** The line that decided, when it is not the directive's own. */
  readonly rule?: Range | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly upstream?: string | undefined;
}

/** What tells a question on its way to an upstream from all others. */
export interface QuestionSource {
  readonly transport: "udp" | "tcp" | "tls" | "grpc";
  /** The end of the connection at which it goes out. */
  readonly address: string;
  readonly port: number;
  /** The ID of the message. */
  readonly id: number;
}

/**
 * A plugin's pen. A query that nobody watches has none, so an optional call costs one test then and puts no facts
 * together: `why?.because("answered", words.entry({ qname }), { rule })`.
 */
export interface Why {
  /** States the verdict of this step and its reason; the last call wins. */
  because(verdict: Verdict, sentence: Sentence, particulars?: Particulars): void;
  /** States what it did with the reply that came back, beside what it did with the question; the last call wins. */
  back(verdict: "changed" | "observed", sentence: Sentence, particulars?: Pick<Particulars, "rule">): void;
  /** Tells from where a question goes out to an upstream: that may be a listener of this configuration. */
  asks(source: QuestionSource): void;
  /** Puts the explanation of a question that it asked the server itself within this step. */
  nests(asked: AskedHere): void;
  /** Says what the step waits for; asked only when somebody looks before it is done. */
  waits(tell: () => Sentence, particulars?: Pick<Particulars, "upstream">): void;
  /** Notes something on the way without changing the verdict. */
  note(sentence: Sentence, particulars?: Pick<Particulars, "rule">): void;
  /** Tells of a line that has a part in this: a rule that is for the query, an entry or a record that is given. */
  uses(line: Range): void;
}
