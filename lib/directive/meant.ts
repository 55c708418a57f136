/** What a word that CoreDNS does not know was probably meant to be. */
import type { Fix } from "../text/edit.ts";
import type { Range } from "../text/position.ts";
import type { Kind, Meant } from "./kind.ts";
import { nearestWords } from "./nearest.ts";

/** The words that may stand in a place. */
export interface Choices {
  readonly words: readonly string[];
  /** What people write for them. */
  readonly meant?: Meant | undefined;
  /** What is missing behind a bare number. */
  readonly unit?: string;
}

/** The likeliest of the choices, the likeliest first; none when nothing is near. */
export function meantWords(word: string, { words, meant = {}, unit }: Choices): readonly string[] {
  if (unit !== undefined && /^\d+$/.test(word)) return [`${word}${unit}`];
  const plain = word.replaceAll(/[-_]/g, "");
  const known = [word, plain, plain.toUpperCase()].find((form) => Object.hasOwn(meant, form));
  const other = known === undefined ? undefined : meant[known];
  return other === undefined ? nearestWords(word, words) : [other];
}

/** The fix that puts another word there. */
export function changeTo(range: Range, text: string): Fix {
  return { title: `Change to ${text}`, edits: [{ range, text }] };
}

/** Kinds of argument for which only certain words are taken. */
const CLOSED: ReadonlySet<string> = new Set(["keyword", "word", "type", "class", "rcode", "opcode", "boolean"]);

/** True for a kind of argument for which only certain words are taken. */
export function isClosedKind(kind: string): boolean {
  return CLOSED.has(kind);
}

/** Bare numbers are taken for seconds. */
const DURATIONS: Choices = { words: [], unit: "s" };

/** The choices of an argument, if it has a closed set of them. */
export function choicesOf({
  name,
  suggestions = [],
  meant,
}: Pick<Kind<unknown>, "name" | "suggestions"> & { readonly meant?: Meant | undefined }): {
  readonly choices?: Choices;
} {
  if (name === "duration") return { choices: DURATIONS };
  if (!isClosedKind(name)) return {};
  return { choices: { words: suggestions.map(({ text }) => text), meant } };
}
