/** The words of a rule while it is read, and how its readers refuse them. */
import type { Token } from "../../corefile/token.ts";
import { plain } from "../../directive/complaint.ts";
import { normalizeName } from "../../directive/kinds/zone.ts";
import type { Complained, CustomReader } from "../../directive/line.ts";
import { compileRegex, type Regex } from "../../go/regex.ts";
import { utf8Length } from "../../text/octets.ts";
import type { Match, NameMatch } from "./rule-config.ts";

/** Longer expressions are refused. */
export const MAX_REGEX_OCTETS = 10_000;

/** The words behind a rule's type. */
export interface RuleWords {
  readonly words: readonly Token[];
  /** Says why the rule is refused, in CoreDNS's words. */
  refuse(text: string, at?: Token): Complained;
}

/** Words of a rule that are refused without a position, as all of rewrite's are. */
export function ruleWords(words: readonly Token[], reader: CustomReader): RuleWords {
  return { words, refuse: (text, at) => reader.complain(plain(text), at ?? words.at(-1)) };
}

/** The text of a word, empty when it is not there. */
export function textAt({ words }: RuleWords, index: number): string {
  return words[index]?.text ?? "";
}

const MATCHES: ReadonlySet<string> = new Set<Match>(["exact", "prefix", "suffix", "substring", "regex"]);

/** The word for a comparison in lower case; `undefined` when it is none. */
export function readMatch(text: string): Match | undefined {
  const match = text.toLowerCase();
  return isMatch(match) ? match : undefined;
}

function isMatch(text: string): text is Match {
  return MATCHES.has(text);
}

/** What ttl and rcode rules compare a name with: `[MATCH] FROM` at the start of the words. */
export function readNameMatch(rule: RuleWords, name: "ttl" | "rcode", explicit: boolean): NameMatch | Complained {
  if (!explicit) return { match: "exact", from: normalizeName(textAt(rule, 0)) };
  const match = readMatch(textAt(rule, 0));
  const from = textAt(rule, 1);
  if (match === undefined) {
    return rule.refuse(
      `${name} rule supports only exact, prefix, suffix, substring, and regex name matching`,
      rule.words[0],
    );
  }
  if (match !== "regex") return { match, from: normalizeName(from) };
  const octets = utf8Length(from);
  if (octets > MAX_REGEX_OCTETS)
    return rule.refuse(`regex pattern too long in a ${name} rule: ${octets} > ${MAX_REGEX_OCTETS}`, rule.words[1]);
  const read = compileRegex(from);
  return read.ok
    ? { match, from: read.value }
    : rule.refuse(`invalid regex pattern in a ${name} rule: ${from}`, rule.words[1]);
}

/** An expression and a text that refers to its groups; the text when they do not fit. */
export function readPattern(
  from: string,
  to: string,
): { readonly ok: true; readonly value: Regex } | { readonly ok: false; readonly error: string } {
  const octets = utf8Length(from);
  if (octets > MAX_REGEX_OCTETS) return { ok: false, error: `regex pattern too long: ${octets} > ${MAX_REGEX_OCTETS}` };
  const read = compileRegex(from);
  if (!read.ok) return { ok: false, error: `invalid regex matching pattern: ${from}` };
  if (groupsIn(to) <= read.value.groups) return read;
  const error = `the rewrite regex pattern (${to}) uses more subexpressions than its corresponding matching regex pattern (${from})`;
  return { ok: false, error };
}

/** How many different groups a text refers to, up to {100}. */
function groupsIn(text: string): number {
  const numbers = [...text.matchAll(/\{(0|[1-9][0-9]?|100)\}/g)].map(([, number]) => number);
  return new Set(numbers).size;
}
