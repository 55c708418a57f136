/** Functions of texts; all are octets. */

import { parseBase64 } from "../../go/base64.ts";
import { runesOf, textOfOctets } from "../../go/utf8.ts";
import { writeBase64 } from "../../text/base.ts";
import { octetBytes, octetString, utf8Octets } from "../../text/octets.ts";
import { EvaluationError } from "../expression-error.ts";
import { toInt } from "../value/numbers.ts";
import { type ExpressionValue, isA, listOf } from "../value/value.ts";
import { textIn } from "./arguments.ts";
import type { Builtin } from "./builtins.ts";
import { writeValue } from "./format.ts";
import { readJson, writeJson } from "./json.ts";

const MAX_REPEATS = 1_000_000n;
const SPACE =
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

function trim(octets: string, cut: string): string {
  const unwanted = new Set(cut);
  const characters = [...textOfOctets(octets)];
  const first = characters.findIndex((character) => !unwanted.has(character));
  const last = characters.findLastIndex((character) => !unwanted.has(character));
  return utf8Octets(characters.slice(first, last + 1).join(""));
}

/** Octets of each character, when a text is taken apart without a separator. */
function exploded(octets: string, limit?: number): string[] {
  const parts: string[] = [];
  let at = 0;
  for (const rune of runesOf(octets)) {
    if (limit !== undefined && parts.length + 1 >= limit) break;
    parts.push(octets.slice(at, at + rune.octets));
    at += rune.octets;
  }
  return at < octets.length ? [...parts, octets.slice(at)] : parts;
}

/** At most how many parts, or replacements. */
type Limit = number | undefined;

/** What Go takes: all below 0. */
function limitOf(count: ExpressionValue | undefined): Limit {
  if (count === undefined) return undefined;
  const limit = Number(toInt(count));
  return limit < 0 ? undefined : limit;
}

/** Go's SplitN and SplitAfterN. */
function split(octets: string, separator: string, { limit, keeps }: { limit: Limit; keeps: boolean }): string[] {
  if (limit === 0) return [];
  if (separator === "") return exploded(octets, limit);
  const parts: string[] = [];
  let start = 0;
  for (let at = octets.indexOf(separator); at >= 0; at = octets.indexOf(separator, start)) {
    if (limit !== undefined && parts.length + 1 >= limit) break;
    parts.push(octets.slice(start, keeps ? at + separator.length : at));
    start = at + separator.length;
  }
  return [...parts, octets.slice(start)];
}

function splitting(keeps: boolean): Builtin {
  return ([value, separator, count]) =>
    listOf(split(textIn(value), textIn(separator), { limit: limitOf(count), keeps }), "[]string");
}

/** Go's Replace; an empty text stands before each character and at the end. */
function replace(octets: string, [from, to]: readonly [string, string], limit: Limit): string {
  if (from !== "") {
    const parts = split(octets, from, { limit: limit === undefined ? limit : limit + 1, keeps: false });
    return parts.join(to);
  }
  let text = "";
  for (const [at, part] of [...exploded(octets), ""].entries())
    text += (limit === undefined || at < limit ? to : "") + part;
  return text;
}

function repeat(octets: string, count: bigint): string {
  if (count < 0n) throw new EvaluationError(`invalid argument for repeat (expected positive integer, got ${count})`);
  if (count > MAX_REPEATS) throw new EvaluationError("memory budget exceeded");
  return octets.repeat(Number(count));
}

function join(values: ExpressionValue | undefined, glue: string): string {
  if (values === undefined || !isA(values, "list")) throw new EvaluationError("invalid argument for join");
  return values.items.map(textIn).join(glue);
}

/** A function of one text. */
function ofText(change: (octets: string) => ExpressionValue): Builtin {
  return ([value]) => change(textIn(value));
}

/** A function of two texts. */
function ofTexts(test: (octets: string, other: string) => ExpressionValue): Builtin {
  return ([value, other]) => test(textIn(value), textIn(other));
}

function inCase(change: (text: string) => string): Builtin {
  return ofText((octets) =>
    utf8Octets([...textOfOctets(octets)].map((character) => oneToOne(character, change)).join("")),
  );
}

/** Go changes case character by character: what would become several stays as it is. */
function oneToOne(character: string, change: (text: string) => string): string {
  const changed = change(character);
  return [...changed].length === 1 ? changed : character;
}

function fromBase64(octets: string): string {
  const reading = parseBase64(octets);
  if (!reading.ok) throw new EvaluationError(reading.error);
  return octetString(reading.value);
}

/** By name. */
export const TEXT_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ["string", ([value = null]) => writeValue(value)],
  ["trim", ([value, cut]) => trim(textIn(value), cut === undefined ? SPACE : textOfOctets(textIn(cut)))],
  [
    "trimPrefix",
    ([value, prefix = " "]) => {
      const [octets, start] = [textIn(value), textIn(prefix)];
      return octets.startsWith(start) ? octets.slice(start.length) : octets;
    },
  ],
  [
    "trimSuffix",
    ([value, suffix = " "]) => {
      const [octets, end] = [textIn(value), textIn(suffix)];
      return octets.endsWith(end) ? octets.slice(0, octets.length - end.length) : octets;
    },
  ],
  ["upper", inCase((text) => text.toUpperCase())],
  ["lower", inCase((text) => text.toLowerCase())],
  ["split", splitting(false)],
  ["splitAfter", splitting(true)],
  ["replace", ([value, from, to, count]) => replace(textIn(value), [textIn(from), textIn(to)], limitOf(count))],
  [
    "repeat",
    ([value, count = null], computation) => {
      const octets = repeat(textIn(value), toInt(count));
      computation.spend(octets.length);
      return octets;
    },
  ],
  ["join", ([values, glue = ""]) => join(values, textIn(glue))],
  ["indexOf", ofTexts((octets, part) => BigInt(octets.indexOf(part)))],
  ["lastIndexOf", ofTexts((octets, part) => BigInt(octets.lastIndexOf(part)))],
  ["hasPrefix", ofTexts((octets, prefix) => octets.startsWith(prefix))],
  ["hasSuffix", ofTexts((octets, suffix) => octets.endsWith(suffix))],
  ["toJSON", ([value = null]) => writeJson(value)],
  ["fromJSON", ofText(readJson)],
  ["toBase64", ofText((octets) => writeBase64(octetBytes(octets)))],
  ["fromBase64", ofText(fromBase64)],
];
