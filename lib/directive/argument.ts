/** Arguments: what stands at one place of a line, and how often. */
import type { Complaint } from "./complaint.ts";
import { type Kind, refused, taken } from "./kind.ts";
import type { Value } from "./value.ts";

declare const givesBrand: unique symbol;

/** Words and oddities of an argument. */
export interface ArgumentOptions {
  /** What stands for it in a syntax line, unless the kind's or the argument's own name is right. */
  readonly placeholder?: string;
  /** What it is good for: a sentence for hover and completion. */
  readonly summary?: string;
  /** What CoreDNS says of a word that is not of this kind; without it the kind's own words. */
  readonly says?: Complaint;
  /** What CoreDNS says when it is missing; without it what the line says. */
  readonly missing?: Complaint;
}

/** Words and oddities of an argument that may be missing. */
export interface OptionalOptions extends ArgumentOptions {
  /**
   * `if it fits`: a word of another form belongs to the next argument. A function decides by the word and by how many
   * words the line has. Without it any word that is there is taken.
   */
  readonly take?: "if it fits" | ((text: string, count: number) => boolean);
}

/** Words and oddities of an argument that takes all words that are left. */
export interface RestOptions extends ArgumentOptions {
  readonly min?: number;
  readonly max?: number;
  /** After this word the others are neither read nor checked. */
  readonly endsAt?: string;
}

/** One place of a line; `Gives` is what it leaves in the configuration. */
export interface Argument<Gives> {
  readonly occurs: "one" | "optional" | "rest";
  readonly kind: Kind<unknown>;
  readonly options: OptionalOptions & RestOptions;
  /** The word itself when it is a fixed one. */
  readonly literal?: string;
  readonly [givesBrand]?: Gives;
}

/** What an argument leaves in the configuration. */
export type GivenBy<A> = A extends Argument<infer Gives> ? Gives : never;

/** An argument that must be there. */
export function one<T>(kind: Kind<T>, options: ArgumentOptions = {}): Argument<Value<T>> {
  return { occurs: "one", kind, options };
}

/** An argument that may be missing. */
export function optional<T>(kind: Kind<T>, options: OptionalOptions = {}): Argument<Value<T> | undefined> {
  return { occurs: "optional", kind, options };
}

/** All words that are left, but for those that arguments behind it need. */
export function rest<T>(kind: Kind<T>, options: RestOptions = {}): Argument<readonly Value<T>[]> {
  return { occurs: "rest", kind, options };
}

/** A fixed word. */
export function word<const Word extends string>(text: Word, options: ArgumentOptions = {}): Argument<Value<Word>> {
  const kind: Kind<Word> = {
    name: "word",
    look: "keyword",
    placeholder: text,
    expects: `the word "${text}"`,
    suggestions: [{ text }],
    read: (given) => (given === text ? taken(text) : refused({ style: "argument", text: "" })),
  };
  return { occurs: "one", kind, options, literal: text };
}
