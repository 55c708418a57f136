/** Kinds of argument: how a word is read, what it should be in words, what an editor may offer for it. */
import { type Complaint, plain } from "./complaint.ts";
import type { FileContent } from "./file-content.ts";

/** A word that an editor may offer. */
export interface Suggestion {
  readonly text: string;
  readonly detail?: string;
}

/** What words that are not known were probably meant to be. */
export type Meant = Readonly<Record<string, string>>;

/** How an editor shows a word. */
export type Look = "keyword" | "zone" | "path" | "number" | "duration" | "address" | "type" | "regex" | "template";

/** A word was not taken. */
export interface Refusal {
  readonly ok: false;
  /** What CoreDNS says unless the argument has its own words. */
  readonly complaint: Complaint;
  /** `form`: the word is not of this kind at all. `bounds`: it is, but this value is not allowed here. */
  readonly misfit: "form" | "bounds";
}

/** What became of a word. */
export type Reading<T> = { readonly ok: true; readonly value: T } | Refusal;

/** A kind of argument. */
export interface Kind<T> {
  /** Stable name, for the editor: `duration`, `zone`, `path`, ... */
  readonly name: string;
  /** What stands for it in a syntax line: `DURATION`. */
  readonly placeholder: string;
  /** What is expected, as the end of a sentence: "a duration such as 30s". */
  readonly expects: string;
  readonly suggestions?: readonly Suggestion[];
  /** Words that people write for one of these, in capitals where case does not matter: `SUCCESS` for `NOERROR`. */
  readonly meant?: Meant;
  /** How an editor shows it; as plain text without it. */
  readonly look?: Look;
  /** What the file holds that the word names, or may name; nothing for a kind that names no file. */
  readonly content?: FileContent;
  /** True for what must not be shown or shared. */
  readonly secret?: boolean;
  /** True for the path of what CoreDNS writes. */
  readonly isWritten?: boolean;
  read(text: string): Reading<T>;
}

/** A word that was read. */
export function taken<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** A word that is not of this kind; a text without a position is what Go's functions give. */
export function refused(complaint: Complaint | string): Refusal {
  return { ok: false, complaint: typeof complaint === "string" ? plain(complaint) : complaint, misfit: "form" };
}

/** How a kind differs from the one that it is made of. */
export interface KindWords {
  readonly placeholder?: string;
  readonly expects?: string;
  readonly suggestions?: readonly Suggestion[];
}

/** The same kind with other words. */
export function named<T>(kind: Kind<T>, words: KindWords): Kind<T> {
  return { ...kind, ...words };
}

/** A kind of which not every value is allowed; the check gives the complaint for one that is not. */
export function where<T>(
  kind: Kind<T>,
  check: (value: T, text: string) => Complaint | undefined,
  words: KindWords = {},
): Kind<T> {
  return {
    ...kind,
    ...words,
    read(text) {
      const reading = kind.read(text);
      if (!reading.ok) return reading;
      const complaint = check(reading.value, text);
      return complaint === undefined ? reading : { ok: false, complaint, misfit: "bounds" };
    },
  };
}
