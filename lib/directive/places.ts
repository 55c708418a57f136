/** What may stand at a place of a line: the data behind completion and behind the hover over an argument. */
import type { Argument } from "./argument.ts";
import { fits } from "./check/share-words.ts";
import type { Directive, Properties } from "./directive.ts";
import type { FileContent } from "./file-content.ts";
import type { Look, Meant, Suggestion } from "./kind.ts";
import type { Arguments, ClausesLine, Form, FormsLine, Line, OrderedLine } from "./line.ts";

/** One thing that may stand at a place. */
export interface Place {
  /** The argument's name in the configuration; `form` and `keyword` for words that lead others. */
  readonly name: string;
  readonly placeholder: string;
  /** What is expected, as the end of a sentence. */
  readonly expects: string;
  readonly summary?: string;
  /** The kind of argument: `path`, `zone`, ... */
  readonly kind: string;
  /** How an editor shows it. */
  readonly look?: Look;
  /** What the file holds that it names. */
  readonly content?: FileContent;
  readonly secret: boolean;
  /** True for the path of what CoreDNS writes. */
  readonly isWritten?: boolean;
  readonly suggestions: readonly Suggestion[];
  /** Words that people write for one of these. */
  readonly meant?: Meant;
}

/** What may stand behind these words of a line, the likeliest first; nothing when the line is full. */
export function placesAfter(line: Line<unknown>, words: readonly string[]): readonly Place[] {
  switch (line.shape) {
    case "ordered":
      return placesInOrder(line, words);
    case "forms":
      return placesInForms(line, words);
    case "clauses":
      return placesInClauses(line, words);
    case "custom":
      return unique(line.looks.flatMap((look) => placesAfter(look, words)));
  }
}

function unique(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.name} ${place.placeholder}`, place])).values()];
}

/** How an argument is written in a syntax line, without brackets. */
export function placeholderOf(name: string, { occurs, kind, options, literal }: Argument<unknown>): string {
  return literal ?? options.placeholder ?? (occurs === "rest" ? name.toUpperCase() : kind.placeholder);
}

/** The place of an argument, by its name in the configuration. */
export function placeOf(name: string, argument: Argument<unknown>): Place {
  const { kind, options } = argument;
  return {
    name,
    placeholder: placeholderOf(name, argument),
    expects: kind.expects,
    ...(options.summary === undefined ? {} : { summary: options.summary }),
    kind: kind.name,
    ...(kind.look === undefined ? {} : { look: kind.look }),
    ...(kind.content === undefined ? {} : { content: kind.content }),
    secret: kind.secret ?? false,
    ...(kind.isWritten === undefined ? {} : { isWritten: kind.isWritten }),
    suggestions: kind.suggestions ?? [],
    ...(kind.meant === undefined ? {} : { meant: kind.meant }),
  };
}

function placesInOrder({ args }: OrderedLine<unknown>, words: readonly string[]): readonly Place[] {
  const entries = Object.entries(args);
  let next = 0;
  for (const word of words) {
    while (next < entries.length && !takes(entries[next]?.[1], word, words.length)) next++;
    if (entries[next]?.[1].occurs !== "rest") next++;
  }
  const places: Place[] = [];
  for (const [name, argument] of entries.slice(next)) {
    places.push(placeOf(name, argument));
    if (argument.occurs === "one") break;
  }
  return places;
}

function takes(argument: Argument<unknown> | undefined, word: string, count: number): boolean {
  return argument !== undefined && (argument.occurs !== "optional" || fits(argument, word, count));
}

function placesInForms({ forms, options }: FormsLine<unknown>, words: readonly string[]): readonly Place[] {
  const [first, ...others] = words;
  if (first === undefined) return [formPlace({ forms })];
  const form = formOf({ forms, options }, first);
  return form === undefined ? [] : placesAfter(form.line, others);
}

/** The place of the word that chooses a form. */
export function formPlace({ forms }: Pick<FormsLine<unknown>, "forms">): Place {
  const named = Object.entries(forms).filter(([name]) => name !== "");
  const words = named.map(([name]) => name);
  return {
    name: "form",
    placeholder: words.join("|"),
    expects: `one of ${words.join(", ")}`,
    kind: "keyword",
    look: "keyword",
    secret: false,
    suggestions: named.map(([text, { summary }]) => (summary === undefined ? { text } : { text, detail: summary })),
  };
}

/** The form that a word chooses. */
export function formOf(
  { forms, options }: Pick<FormsLine<unknown>, "forms" | "options">,
  word: string,
): Form<unknown> | undefined {
  const name = options.anyCase === true ? word.toLowerCase() : word;
  return Object.hasOwn(forms, name) ? forms[name] : undefined;
}

function placesInClauses({ clauses, options }: ClausesLine<unknown>, words: readonly string[]): readonly Place[] {
  const names = Object.keys(clauses);
  const spelled = (word: string): string => (options.anyCase === true ? word.toLowerCase() : word);
  const last = words.findLastIndex((word) => names.includes(spelled(word)));
  const keywords = clausePlace(clauses);
  const current = spelled(words[last] ?? "");
  const argument = Object.hasOwn(clauses, current) ? clauses[current] : undefined;
  if (argument === undefined) return [keywords];
  // A keyword needs a word behind it before the next one.
  return last === words.length - 1 ? [placeOf(current, argument)] : [placeOf(current, argument), keywords];
}

/** The place of the words that lead clauses. */
export function clausePlace(clauses: Arguments): Place {
  const names = Object.keys(clauses);
  return {
    name: "keyword",
    placeholder: names.join("|"),
    expects: `one of ${names.join(", ")}`,
    kind: "keyword",
    look: "keyword",
    secret: false,
    suggestions: names.map((text) => suggestionOf(text, clauses)),
  };
}

function suggestionOf(text: string, clauses: Arguments): Suggestion {
  const detail = clauses[text]?.options.summary;
  return detail === undefined ? { text } : { text, detail };
}

/** The properties that may still be added to a block: obsolete ones and those that may stand only once are left out. */
export function freeProperties(directive: Directive<unknown>, used: readonly string[]): Properties {
  const free = Object.entries(directive.properties).filter(([name, { repeat, obsolete }]) => {
    const isSpent = used.includes(name) && repeat !== "each" && repeat !== "merge";
    return !isSpent && obsolete !== true;
  });
  return Object.fromEntries(free);
}
