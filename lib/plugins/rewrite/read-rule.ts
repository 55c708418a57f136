/** Reads a rule in CoreDNS's order of checks, which no table can tell. */
import type { Token } from "../../corefile/token.ts";
import { normalizeName } from "../../directive/kinds/zone.ts";
import { COMPLAINED, type Complained, type CustomReader } from "../../directive/line.ts";
import { classByName } from "../../dns/iana/class.ts";
import { rcodeByName } from "../../dns/iana/rcode.ts";
import { rrtypeByName } from "../../dns/iana/rrtype.ts";
import { quote } from "../../go/quote.ts";
import { compileRegex } from "../../go/regex.ts";
import { parseUint10 } from "../../go/strconv.ts";
import { utf8Length } from "../../text/octets.ts";
import { readEdnsRule } from "./read-edns-rule.ts";
import { readNameRule } from "./read-name-rule.ts";
import type { CnameRule, CodeRule, Mode, RcodeRule, RewriteRule, RuleBody, TtlRule } from "./rule-config.ts";
import { MAX_REGEX_OCTETS, type RuleWords, readMatch, readNameMatch, ruleWords, textAt } from "./words-of-rule.ts";

/** The largest TTL when a range is open at its end. */
const MAX_TTL_SECONDS = 2_147_483_647;
const MAX_RCODE = 23;

/** Reads all words behind `rewrite`. */
export function readRule(words: readonly Token[], reader: CustomReader): RewriteRule | Complained {
  const all = ruleWords(words, reader);
  const [first, second] = words;
  if (first === undefined) return all.refuse("no rule type specified for rewrite");
  const named = readMode(first.text);
  if (named !== undefined && second === undefined) return all.refuse(`${named} rule must begin with a rule type`);
  const start = named === undefined ? 0 : 1;
  const type = textAt(all, start).toLowerCase();
  const body = readBody(type, { all, rule: ruleWords(words.slice(start + 1), reader) });
  return body === COMPLAINED ? COMPLAINED : { ...body, mode: named ?? "stop", at: first.range };
}

function readMode(text: string): Mode | undefined {
  const word = text.toLowerCase();
  return word === "stop" || word === "continue" ? word : undefined;
}

interface Words {
  readonly all: RuleWords;
  readonly rule: RuleWords;
}

function readBody(type: string, { all, rule }: Words): RuleBody | Complained {
  const refuse = (text: string): Complained => all.refuse(text, all.words[0]);
  switch (type) {
    case "answer":
      return refuse("response rewrites must begin with a name rule");
    case "name":
      return readNameRule({ ...rule, refuse: (text, at) => rule.refuse(text, at ?? all.words.at(-1)) });
    case "class":
    case "type":
      return rule.words.length === 2
        ? readCodeRule(type, rule)
        : refuse(`${type} rules must have exactly two arguments`);
    case "edns0":
      return readEdnsRule(rule);
    case "ttl":
      return readTtlRule(rule);
    case "cname":
      return readCnameRule(rule);
    case "rcode":
      return readRcodeRule(rule);
    default:
      return refuse(`invalid rule type ${quote(textAt(all, 0))}`);
  }
}

function readCodeRule(kind: "class" | "type", rule: RuleWords): CodeRule | Complained {
  const codeOf = kind === "class" ? classByName : rrtypeByName;
  const [from, to] = rule.words.map(({ text }) => codeOf(text.toUpperCase()));
  if (from === undefined) return rule.refuse(`invalid ${kind} ${quote(textAt(rule, 0).toUpperCase())}`, rule.words[0]);
  if (to === undefined) return rule.refuse(`invalid ${kind} ${quote(textAt(rule, 1).toUpperCase())}`, rule.words[1]);
  return { kind, from, to };
}

function readTtlRule(rule: RuleWords): TtlRule | Complained {
  const count = rule.words.length;
  if (count < 2) return rule.refuse(`too few (${count}) arguments for a ttl rule`);
  // CoreDNS reads no TTL at all from a line that is too long, and refuses that first.
  const text = count > 3 ? "" : textAt(rule, count - 1);
  const range = readTtlRange(text);
  if (range === undefined) return rule.refuse(`invalid TTL '${text}' for a ttl rule`);
  const match = readNameMatch(rule, "ttl", count === 3);
  return match === COMPLAINED ? COMPLAINED : { kind: "ttl", ...match, ...range };
}

function readTtlRange(text: string): Pick<TtlRule, "minSeconds" | "maxSeconds"> | undefined {
  const bounds = text.split("-");
  const [low = "", high = ""] = bounds;
  if (bounds.length > 2 || (bounds.length === 2 && low === "" && high === "")) return undefined;
  const min = low === "" && bounds.length === 2 ? 0 : readSeconds(low);
  const max = bounds.length === 1 ? min : high === "" ? MAX_TTL_SECONDS : readSeconds(high);
  return min === undefined || max === undefined || min > max ? undefined : { minSeconds: min, maxSeconds: max };
}

function readSeconds(text: string): number | undefined {
  const read = parseUint10(text, 32);
  return read.ok ? read.value : undefined;
}

function readRcodeRule(rule: RuleWords): RcodeRule | Complained {
  const count = rule.words.length;
  if (count < 3) return rule.refuse(`too few (${count}) arguments for a rcode rule`);
  // As with TTLs: a line that is too long is refused for its codes.
  const oldText = count > 4 ? "" : textAt(rule, count - 2);
  const newText = count > 4 ? "" : textAt(rule, count - 1);
  const old = readRcode(oldText);
  if (old === undefined)
    return rule.refuse(`invalid matching RCODE '${oldText}' for a rcode rule`, rule.words[count - 2]);
  const replacement = readRcode(newText);
  if (replacement === undefined)
    return rule.refuse(`invalid replacement RCODE '${newText}' for a rcode rule`, rule.words[count - 1]);
  const match = readNameMatch(rule, "rcode", count === 4);
  return match === COMPLAINED ? COMPLAINED : { kind: "rcode", ...match, old, new: replacement };
}

function readRcode(text: string): number | undefined {
  const read = parseUint10(text, 32);
  return read.ok && read.value <= MAX_RCODE ? read.value : rcodeByName(text.toUpperCase());
}

function readCnameRule(rule: RuleWords): CnameRule | Complained {
  const count = rule.words.length;
  if (count !== 2 && count !== 3) return rule.refuse(`too few (${count}) arguments for a cname rule`);
  const match = count === 2 ? "exact" : readMatch(textAt(rule, 0));
  if (match === undefined)
    return rule.refuse(`unknown cname rewrite type: ${textAt(rule, 0).toLowerCase()}`, rule.words[0]);
  const from = textAt(rule, count - 2).toLowerCase();
  const to = textAt(rule, count - 1).toLowerCase();
  if (match === "exact") return { kind: "cname", match, from: normalizeName(from), to: normalizeName(to) };
  if (match !== "regex") return { kind: "cname", match, from, to };
  const octets = utf8Length(from);
  if (octets > MAX_REGEX_OCTETS)
    return rule.refuse(`regex pattern too long in a cname rule: ${octets} > ${MAX_REGEX_OCTETS}`, rule.words[1]);
  const read = compileRegex(from);
  return read.ok
    ? { kind: "cname", match, from: read.value, to }
    : rule.refuse(`invalid cname rewrite regex pattern: ${read.error}`, rule.words[1]);
}
