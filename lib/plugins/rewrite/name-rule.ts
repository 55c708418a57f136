/** The rule that changes the name of the question (CoreDNS, plugin rewrite). */
import type { Query } from "../../chain/query.ts";
import type { Name } from "../../dns/name/name.ts";
import { byName, byPattern, bySuffix, rewriteNames, rewriteValues, type TextRewriter } from "./response-rules.ts";
import type { ResponseRule, Rewrite } from "./rule.ts";
import type { AnswerRule, NamePart, NameRule } from "./rule-config.ts";
import { groupsOf, insertGroups } from "./text.ts";

/** What the rule does to queries. */
export function nameRewrite(config: NameRule): Rewrite {
  const rules = [...suffixBack(config), ...config.answers.map(answerRule)];
  const goesBack = config.match === "exact" || (config.auto && config.match !== "suffix");
  return (query) => {
    const old = query.qname;
    const next = replaced(config, old, query);
    if (next === undefined) return undefined;
    setName(query, next);
    return goesBack ? [...bothWays(byName(next, old)), ...rules] : rules;
  };
}

/** A suffix rule finds its way back by its two ends, whichever name was asked. */
function suffixBack(config: NameRule): readonly ResponseRule[] {
  return config.match === "suffix" && config.auto ? bothWays(bySuffix(config.to, config.from)) : [];
}

function bothWays(rewriter: TextRewriter): readonly ResponseRule[] {
  return [rewriteNames(rewriter), rewriteValues(rewriter)];
}

function answerRule({ of, from, to }: AnswerRule): ResponseRule {
  const rewriter = byPattern(from, to);
  return of === "name" ? rewriteNames(rewriter) : rewriteValues(rewriter);
}

/** The new name; undefined when the rule is not for the old one. */
function replaced(config: NameRule, name: string, query: Query): string | undefined {
  const { to } = config;
  switch (config.match) {
    case "exact":
      return name === config.from ? to : undefined;
    case "prefix":
      return name.startsWith(config.from) ? to + name.slice(config.from.length) : undefined;
    case "suffix":
      return name.endsWith(config.from) ? name.slice(0, name.length - config.from.length) + to : undefined;
    case "substring":
      return name.includes(config.from) ? name.replaceAll(config.from, () => to) : undefined;
    case "regex": {
      const groups = groupsOf(config.from, name);
      if (groups === undefined) return undefined;
      return config.parts === undefined ? insertGroups(to, groups) : joinParts(config.parts, groups, query);
    }
  }
}

/** Undefined when a label has no value: the rule is not for the query then. */
function joinParts(parts: readonly NamePart[], groups: readonly string[], query: Query): string | undefined {
  let name = "";
  for (const part of parts) {
    if (part.kind === "literal") name += part.text;
    else if (part.kind === "group") name += groups[part.group] ?? "";
    else {
      const value = query.metadata?.get(part.label)?.() ?? "";
      if (value === "") return undefined;
      name += value.toLowerCase();
    }
  }
  return name;
}

/** Whether the text is a name at all is looked at by whoever runs the rules. */
function setName(query: Query, text: string): void {
  const { request } = query;
  const question = { ...query.question, name: text as Name };
  query.request = { ...request, question: [question, ...request.question.slice(1)] };
}
