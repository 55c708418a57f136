/** The seam through which a plugin tells what it does. Nobody listening, it costs one test of a boolean. */
import type { Range } from "../text/position.ts";
import type { Verdict } from "./explanation.ts";
import type { FactsOf, Words } from "./words.ts";

/** A reason out of a plugin's words, and what goes with it. */
export interface Statement<W extends Words, Code extends keyof W & string> {
  readonly words: W;
  readonly code: Code;
  readonly facts: FactsOf<W[Code]>;
  /** The line that decided, when it is not the directive's own. */
  readonly rule?: Range | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly upstream?: string | undefined;
}

/** What tells a question on its way to an upstream from all others. */
export interface QuestionSource {
  readonly transport: "udp" | "tcp";
  /** The end of the connection at which it goes out. */
  readonly address: string;
  readonly port: number;
  /** The ID of the message. */
  readonly id: number;
}

/**
 * A plugin's pen. Always ask `watching` first, so that facts are only put together when somebody reads them:
 * `if (why.watching) why.because("answered", { words, code: "entry", facts: { qname }, rule })`.
 */
export interface Why {
  readonly watching: boolean;
  /** States the verdict of this step and its reason; the last call wins. */
  because<W extends Words, Code extends keyof W & string>(verdict: Verdict, statement: Statement<W, Code>): void;
  /** States what it did with the reply that came back, beside what it did with the question; the last call wins. */
  back<W extends Words, Code extends keyof W & string>(
    verdict: "changed" | "observed",
    statement: Statement<W, Code>,
  ): void;
  /** Tells from where a question goes out to an upstream: that may be a listener of this configuration. */
  asks(source: QuestionSource): void;
  /** Says what the step waits for; asked only when somebody looks before it is done. */
  waits<W extends Words, Code extends keyof W & string>(tell: () => Statement<W, Code>): void;
  /** Notes something on the way without changing the verdict. */
  note<W extends Words, Code extends keyof W & string>(statement: Statement<W, Code>): void;
}

/** The pen of a query that nobody watches. */
export const SILENT: Why = { watching: false, because() {}, back() {}, asks() {}, waits() {}, note() {} };
