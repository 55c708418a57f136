/** Makes rules that run out of rules as they were written. */
import type { Query } from "../../chain/query.ts";
import { EdnsOptionCode } from "../../dns/iana/edns-option.ts";
import type { Regex } from "../../go/regex.ts";
import { cnameRewrite } from "./cname-rule.ts";
import { type OptionSource, optionRewrite, unsetRewrite } from "./edns-option-rule.ts";
import { subnetOf } from "./edns-subnet.ts";
import { variableOf } from "./edns-variable.ts";
import { nameRewrite } from "./name-rule.ts";
import { limitTtls, replaceRcode } from "./response-rules.ts";
import type { ResponseRule, Rewrite, Rule } from "./rule.ts";
import type { CodeRule, EdnsRule, NameMatch, RewriteRule } from "./rule-config.ts";
import { groupsOf } from "./text.ts";

const NO_RESPONSE_RULES: readonly ResponseRule[] = [];

/** A rule that runs. */
export function buildRule(config: RewriteRule): Rule {
  const { mode, at } = config;
  // A rule for targets of CNAMEs has nothing to do with the name that is asked.
  const looksAtName = config.kind !== "cname" && "match" in config && config.match === "regex";
  const missesDot = looksAtName ? dotMissing(config.from) : undefined;
  const rule: Rule = { mode, at, kind: config.kind, rewrite: rewriteOf(config), missesDot };
  return config.kind === "edns0" && config.option === "local" ? { ...rule, repeatedOption: config.code } : rule;
}

/** Patterns see names with their dot: one that ends in a label and `$` matches none. */
function dotMissing(pattern: Regex): (name: string) => boolean {
  return (name) => groupsOf(pattern, name) === undefined && groupsOf(pattern, name.replace(/\.$/, "")) !== undefined;
}

function rewriteOf(config: RewriteRule): Rewrite {
  switch (config.kind) {
    case "name":
      return nameRewrite(config);
    case "class":
    case "type":
      return codeRewrite(config);
    case "edns0":
      return ednsRewrite(config);
    case "ttl":
      return whenNamed(config, limitTtls({ min: config.minSeconds, max: config.maxSeconds }));
    case "rcode":
      return whenNamed(config, replaceRcode(config.old, config.new));
    case "cname":
      return cnameRewrite(config);
  }
}

/** Only replies are changed, for questions whose name matches. */
function whenNamed(match: NameMatch, rule: ResponseRule): Rewrite {
  const rules = [rule];
  return (query) => (isFor(match, query.qname) ? rules : undefined);
}

function isFor(match: NameMatch, name: string): boolean {
  switch (match.match) {
    case "exact":
      return name === match.from;
    case "prefix":
      return name.startsWith(match.from);
    case "suffix":
      return name.endsWith(match.from);
    case "substring":
      return name.includes(match.from);
    case "regex":
      return groupsOf(match.from, name) !== undefined;
  }
}

/** Type 0 and class 0 stand for nothing, so rules with them do nothing. */
function codeRewrite({ kind, from, to }: CodeRule): Rewrite {
  return (query) => {
    const { question, request } = query;
    if (from === 0 || to === 0 || question[kind] !== from) return undefined;
    query.request = { ...request, question: [{ ...question, [kind]: to }, ...request.question.slice(1)] };
    return NO_RESPONSE_RULES;
  };
}

function ednsRewrite(config: EdnsRule): Rewrite {
  const source = sourceOf(config);
  if (config.action === "unset") return unsetRewrite(source.code);
  return optionRewrite(source, { action: config.action, reverts: config.revert });
}

const NOTHING = new Uint8Array();

function sourceOf(config: EdnsRule): OptionSource {
  switch (config.option) {
    case "nsid":
      return { code: EdnsOptionCode.NSID, data: () => NOTHING, isSeen: true, whenThere: "append" };
    case "subnet": {
      const bits = { v4: config.ipv4Bits, v6: config.ipv6Bits };
      const data = (query: Query): Uint8Array | undefined => subnetOf(query.arrival.client.address, bits);
      return { code: EdnsOptionCode.SUBNET, data, isSeen: true, whenThere: "ignore", dataLast: true };
    }
    case "local": {
      const { code, data } = config;
      const isSeen = !MEANINGFUL.has(code);
      if ("bytes" in data) return { code, data: () => data.bytes, isSeen, whenThere: "append" };
      return { code, data: variableOf(data.variable), isSeen, whenThere: "ignore" };
    }
  }
}

/** Codes of options with a meaning: CoreDNS does not take those for local ones, and puts another beside them. */
const MEANINGFUL: ReadonlySet<number> = new Set(
  Object.entries(EdnsOptionCode)
    .filter(([name]) => !name.startsWith("LOCAL_"))
    .map(([, code]) => code),
);
