/** `name [exact|prefix|suffix|substring|regex] FROM TO [metadata] [answer ...]`. */

import { normalizeName } from "../../directive/kinds/zone.ts";
import { COMPLAINED, type Complained } from "../../directive/line.ts";
import { quote } from "../../go/quote.ts";
import { atoi } from "../../go/strconv.ts";
import type { AnswerRule, Match, NameMatch, NamePart, NameRule } from "./rule-config.ts";
import { type RuleWords, readPattern, textAt } from "./words-of-rule.ts";

interface Answers {
  readonly auto: boolean;
  readonly answers: readonly AnswerRule[];
}

/** Reads the words of a name rule. */
export function readNameRule(rule: RuleWords): NameRule | Complained {
  const { words } = rule;
  if (words.length < 2) return rule.refuse("too few arguments for a name rule");
  const isShort = words.length === 2;
  const match = isShort ? "exact" : textAt(rule, 0).toLowerCase();
  const from = textAt(rule, isShort ? 0 : 1);
  const to = textAt(rule, isShort ? 1 : 2);
  const withMetadata = textAt(rule, 3) === "metadata";
  if (withMetadata && match !== "regex")
    return rule.refuse("metadata is only supported for regex name rules", words[3]);
  const answers = readAnswers(rule, match, withMetadata ? 4 : 3);
  if (answers === COMPLAINED) return COMPLAINED;
  const read = withMetadata ? readMetadata(rule, from, to) : readMatched(rule, match, { from, to });
  return read === COMPLAINED ? COMPLAINED : { kind: "name", ...read, ...answers };
}

type Matched = NameMatch & Pick<NameRule, "to" | "parts">;

function readMatched(
  rule: RuleWords,
  match: string,
  { from, to }: { readonly from: string; readonly to: string },
): Matched | Complained {
  const target = normalizeName(to);
  if (match === "regex") {
    const pattern = readPattern(from, to);
    return pattern.ok
      ? { match, from: pattern.value, to: target, parts: undefined }
      : rule.refuse(pattern.error, rule.words[1]);
  }
  if (!isPlain(match)) {
    const only = "name rule supports only exact, prefix, suffix, substring, and regex name matching, received:";
    return rule.refuse(`${only} ${match}`, rule.words[0]);
  }
  const source = normalizeName(from);
  if (match === "exact") {
    // CoreDNS checks the new name as if it were the expression.
    const pattern = readPattern(target, source);
    if (!pattern.ok) return rule.refuse(pattern.error);
  }
  return { match, from: source, to: target, parts: undefined };
}

function isPlain(match: string): match is Exclude<Match, "regex"> {
  return match === "exact" || match === "prefix" || match === "suffix" || match === "substring";
}

function readMetadata(rule: RuleWords, from: string, to: string): Matched | Complained {
  const pattern = readPattern(from, "");
  if (!pattern.ok) return rule.refuse(pattern.error, rule.words[1]);
  const parts = readParts(to.endsWith(".") ? to : `${to}.`, pattern.value.groups);
  return typeof parts === "string"
    ? rule.refuse(parts, rule.words[2])
    : { match: "regex", from: pattern.value, to, parts };
}

/** The pieces of a name with {1} and {plugin/label} in it, or what is wrong with it. */
function readParts(replacement: string, groups: number): readonly NamePart[] | string {
  const parts: NamePart[] = [];
  for (let rest = replacement; rest !== ""; ) {
    const open = rest.indexOf("{");
    const before = open < 0 ? rest : rest.slice(0, open);
    if (before.includes("}")) return "unmatched closing brace in metadata name replacement";
    if (before !== "") parts.push({ kind: "literal", text: before.toLowerCase() });
    if (open < 0) break;
    const close = rest.indexOf("}", open);
    if (close < 0) return "unclosed placeholder in metadata name replacement";
    const part = readPart(rest.slice(open + 1, close), groups);
    if (typeof part === "string") return part;
    parts.push(part);
    rest = rest.slice(close + 1);
  }
  return parts;
}

function readPart(label: string, groups: number): NamePart | string {
  const group = atoi(label);
  if (group.ok) {
    const exists = group.value >= 0 && group.value <= groups;
    return exists
      ? { kind: "group", group: group.value }
      : `capture group ${label} does not exist in name matching pattern`;
  }
  return isLabel(label) && !/[{}]/.test(label)
    ? { kind: "metadata", label }
    : `invalid metadata label ${quote(label)} in name replacement`;
}

/** A label of metadata: something, a slash, something (CoreDNS, metadata.IsLabel). */
export function isLabel(text: string): boolean {
  const slash = text.indexOf("/");
  return slash > 0 && slash < text.length - 1;
}

function readAnswers(rule: RuleWords, match: string, start: number): Answers | Complained {
  const words = rule.words.slice(start);
  if (words.length === 0) return { auto: false, answers: [] };
  if (words.length < 2) return rule.refuse(`invalid arguments for ${match} rule`);
  const answers: AnswerRule[] = [];
  let auto = false;
  let last = "";
  for (let at = 0; at < words.length; ) {
    const isAnswer = words[at]?.text === "answer";
    if (last === "" && !isAnswer) {
      return rule.refuse(
        `exceeded the number of arguments for a non-answer rule argument for ${match} rule`,
        words[at],
      );
    }
    if (isAnswer) at++;
    const type = words[at++];
    if (type === undefined) return rule.refuse(`type missing for answer rule for ${match} rule`);
    last = type.text;
    if (last === "auto") {
      auto = true;
      continue;
    }
    if (last !== "name" && last !== "value")
      return rule.refuse(`invalid type ${quote(last)} for answer rule for ${match} rule`, type);
    const [from, to] = words.slice(at, at + 2);
    if (from === undefined || to === undefined)
      return rule.refuse(`${last} answer rule for ${match} rule: 2 arguments required`, type);
    const pattern = readPattern(from.text, to.text);
    if (!pattern.ok) return rule.refuse(`${last} answer rule for ${match} rule: ${pattern.error}`, from);
    answers.push({ of: last, from: pattern.value, to: normalizeName(to.text) });
    at += 2;
  }
  if (auto && answers.some(({ of }) => of === "name")) {
    return rule.refuse("auto name answer rule cannot be combined with explicit name anwer rules");
  }
  return { auto, answers };
}
