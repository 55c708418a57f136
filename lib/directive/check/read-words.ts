/** Words of a line that are already taken: which argument each belongs to, and what it means. */
import type { Token } from "../../corefile/token.ts";
import type { Argument } from "../argument.ts";
import { type Complaint, wrongCount } from "../complaint.ts";
import {
  type ClausesLine,
  COMPLAINED,
  type Complained,
  type CustomLine,
  type FormsLine,
  type Line,
  type OrderedLine,
} from "../line.ts";
import { choicesOf, isClosedKind } from "../meant.ts";
import { placesAfter } from "../places.ts";
import { Value } from "../value.ts";
import { wordPlaces } from "../word-places.ts";
import type { Report, Subject } from "./report.ts";
import { missingOf, planOf, shareWords } from "./share-words.ts";

/** Where to complain, and about which directive or property. */
export interface Reading {
  readonly report: Report;
  readonly name: string;
  /** The word of the directive or property. */
  readonly head: Token | undefined;
}

/** Reads the words of a line, all of which are known. */
export function readWords(line: Line<unknown>, words: readonly Token[], reading: Reading): unknown {
  switch (line.shape) {
    case "ordered":
      return readOrderedWords(line, words, reading);
    case "forms":
      return readFormWords(line, words, reading);
    case "clauses":
      return readClauses(line, words, reading);
    case "custom":
      return readCustom(line, words, reading);
  }
}

function readOrderedWords({ args, options }: OrderedLine<unknown>, words: readonly Token[], reading: Reading): unknown {
  const plan = planOf(args);
  if (words.length < plan.min) {
    return complainOfCount(missingOf(plan, words.length) ?? options.missing ?? wrongCount, words.at(-1), reading);
  }
  const extra = options.extra ?? wrongCount;
  if (words.length > plan.max && extra !== "ignore" && extra !== "leave") {
    return complainOfCount(extra, words[plan.max], reading);
  }
  const given: Record<string, unknown> = {};
  let failed = false;
  const shares = shareWords(plan, words);
  for (let at = 0; at < shares.length; at++) {
    const argument = plan.arguments[at];
    if (argument === undefined) break;
    const values = takeAll(argument, shares[at] ?? [], reading);
    if (values === COMPLAINED) failed = true;
    else given[plan.names[at] ?? ""] = argument.occurs === "rest" ? values : values[0];
  }
  return failed ? COMPLAINED : given;
}

/** Reads the words of one argument; complains of each that is wrong. */
export function takeAll(
  argument: Argument<unknown>,
  tokens: readonly Token[],
  reading: Reading,
): readonly Value<unknown>[] | Complained {
  const values: Value<unknown>[] = [];
  let failed = false;
  for (const token of tokens) {
    const value = take(argument, token, reading);
    if (value === COMPLAINED) failed = true;
    else values.push(value);
    if (token.text === argument.options.endsAt) break;
  }
  return failed ? COMPLAINED : values;
}

/** Reads one word. */
export function take(
  argument: Argument<unknown>,
  token: Token,
  { report, name }: Reading,
): Value<unknown> | Complained {
  const result = argument.kind.read(token.text);
  if (result.ok) return new Value(result.value, token);
  const complaint = result.misfit === "form" ? (argument.options.says ?? result.complaint) : result.complaint;
  const help = `Expected ${argument.kind.expects}.`;
  report.add(complaint, {
    code: "bad-value",
    word: token.text,
    error: result.complaint.text,
    name,
    at: token,
    help,
    ...choicesOf(argument.kind),
  });
  return COMPLAINED;
}

function complainOfCount(complaint: Complaint, at: Token | undefined, { report, name, head }: Reading): Complained {
  const place = at ?? head;
  report.add(complaint, {
    code: "wrong-count",
    word: place?.text ?? "",
    name,
    ...(place === undefined ? {} : { at: place }),
  });
  return COMPLAINED;
}

function readFormWords(line: FormsLine<unknown>, words: readonly Token[], reading: Reading): unknown {
  const [first, ...others] = words;
  if (first === undefined) return readFormless(line, reading);
  const name = formOf(line, first.text);
  const form = name === undefined ? undefined : line.forms[name];
  if (name === undefined || form === undefined) {
    reading.report.add(line.options.unknown, {
      code: "unknown-form",
      word: first.text,
      name: reading.name,
      at: first,
      choices: { words: Object.keys(line.forms), meant: line.options.meant },
    });
    return COMPLAINED;
  }
  const args = readWords(form.line, others, reading);
  return args === COMPLAINED ? COMPLAINED : { form: name, word: new Value(name, first), args };
}

/** A line without a word to choose by. */
export function readFormless(line: FormsLine<unknown>, reading: Reading): unknown {
  const form = line.forms[""];
  if (form === undefined) return complainOfCount(line.options.missing ?? wrongCount, undefined, reading);
  const args = readWords(form.line, [], reading);
  return args === COMPLAINED ? COMPLAINED : { form: "", word: undefined, args };
}

/** The form that a first word chooses. */
export function formOf({ forms, options }: FormsLine<unknown>, text: string): string | undefined {
  const name = options.anyCase === true ? text.toLowerCase() : text;
  return name !== "" && Object.hasOwn(forms, name) ? name : undefined;
}

function readClauses({ clauses, options }: ClausesLine<unknown>, words: readonly Token[], reading: Reading): unknown {
  const keywordOf = (token: Token): string | undefined => {
    const name = options.anyCase === true ? token.text.toLowerCase() : token.text;
    return Object.hasOwn(clauses, name) ? name : undefined;
  };
  const given: Record<string, unknown> = {};
  let failed = false;
  for (let at = 0; at < words.length; ) {
    const keyword = words[at];
    if (keyword === undefined) break;
    const name = keywordOf(keyword);
    const argument = name === undefined ? undefined : clauses[name];
    if (name === undefined || argument === undefined) {
      reading.report.add(options.unknown, {
        code: "unknown-clause",
        word: keyword.text,
        name: reading.name,
        at: keyword,
        choices: { words: Object.keys(clauses) },
      });
      return COMPLAINED;
    }
    let end = at + 1;
    for (let token = words[end]; token !== undefined && keywordOf(token) === undefined; token = words[end]) end++;
    const tokens = words.slice(at + 1, end);
    at = end;
    if (tokens.length === 0) {
      reading.report.add(options.empty, { code: "wrong-count", word: keyword.text, name: reading.name, at: keyword });
      return COMPLAINED;
    }
    const values = takeAll(argument, tokens, reading);
    if (values === COMPLAINED) failed = true;
    else given[name] = argument.occurs === "rest" ? [...earlier(given[name]), ...values] : values[0];
  }
  return failed ? COMPLAINED : given;
}

function earlier(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [];
}

function readCustom(line: CustomLine<unknown>, words: readonly Token[], reading: Reading): unknown {
  return line.read(words, {
    complain(complaint, at) {
      const place = at ?? reading.head;
      const subject = { code: "refused", name: reading.name, verbatim: true, word: place?.text ?? "" };
      const choices = at === undefined ? {} : choicesAt(line, words, at);
      reading.report.add(complaint, place === undefined ? subject : { ...subject, at: place, ...choices });
      return COMPLAINED;
    },
    // The argument's kind makes values of the type that the argument names.
    take: <T>(argument: Argument<Value<T>>, token: Token) => take(argument, token, reading) as Value<T> | Complained,
  });
}

/** The words of a line that a function reads: what may stand in the place of one, where only certain words may. */
function choicesAt(line: CustomLine<unknown>, words: readonly Token[], at: Token): Pick<Subject, "choices"> {
  const texts = words.map(({ text }) => text);
  const index = words.indexOf(at);
  const places = [wordPlaces(line, texts)[index], ...placesAfter(line, texts.slice(0, Math.max(0, index)))];
  const place = places.find((one) => one !== undefined && isClosedKind(one.kind));
  if (place === undefined || place.suggestions.some(({ text }) => text === at.text)) return {};
  return choicesOf({ name: place.kind, suggestions: place.suggestions, meant: place.meant });
}
