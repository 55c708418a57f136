/** Lines of CoreDNS's log that are about no query, described as data by the plugin that writes them. */

/** What a message is about, and so which lines of a Corefile; names in quotes are groups of the pattern. */
export type LogSubject =
  /** All uses of the plugin's directive. */
  | "directive"
  /** The words that name the server "upstream". */
  | "upstream"
  /** The server block that answers for "name". */
  | "name"
  /** The blocks of "zone". */
  | "zone"
  /** "line" of "file", as CoreDNS says it. */
  | "line"
  /** The blocks that listen on "port". */
  | "port"
  /** The uses of the directive "plugin". */
  | "plugin";

/** A kind of message. */
export interface LogMessageKind {
  /** Stable: `forward.timeout`. */
  readonly kind: string;
  /** What the text after the level looks like. */
  readonly pattern: RegExp;
  /** What it means; `{upstream}` stands for a group of the pattern. */
  readonly meaning: string;
  /** What to do. */
  readonly advice: string;
  /** The first of these that is found in the Corefile counts. */
  readonly about: readonly LogSubject[];
}
