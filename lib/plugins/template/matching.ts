/** Whether a template is for a query, and what its texts then see (CoreDNS, plugin template). */
import type { Query } from "../../chain/query.ts";
import { Class, className } from "../../dns/iana/class.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Occasion } from "../../expression/compile/frame.ts";
import type { Regex } from "../../go/regex.ts";
import { fallsThrough, longestMatch } from "../../plugin-kit/zones.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Range } from "../../text/position.ts";
import { type ConditionContext, checkConditions } from "./conditions.ts";
import type { TemplateData } from "./data.ts";
import type { TemplateSettings } from "./settings.ts";

/** How a template and a query go together. `refused`: the template has nothing for it, and nobody else is asked. */
export type Matching =
  | { readonly kind: "matched"; readonly data: TemplateData }
  | { readonly kind: "skipped"; readonly because: "zone" | "type" | "name" }
  | { readonly kind: "refused"; readonly because: "name" }
  | { readonly kind: "skipped" | "refused"; readonly because: "condition"; readonly at: Range; readonly source: string }
  | { readonly kind: "refused"; readonly because: "failure"; readonly at: Range; readonly error: string };

/** Holds a template against a query. */
export function match(settings: TemplateSettings, query: Query, clock: Clock): Matching {
  const zone = longestMatch(query.qname, settings.zones);
  if (zone === undefined) return { kind: "skipped", because: "zone" };
  if (!fits(settings.qclass, query.qclass, Class.ANY) || !fits(settings.qtype, query.qtype, RRType.ANY)) {
    return { kind: "skipped", because: "type" };
  }
  for (const regex of settings.patterns) {
    const matcher = regex.pattern.matcher(query.qname);
    if (!matcher.find()) continue;
    const groups = Array.from({ length: regex.groups + 1 }, (_, group) => matcher.group(group) ?? "");
    const data = dataOf(settings, { query, zone, regex, groups });
    return withConditions(settings, data, { context: { query, groups: data.groups }, nowMs: () => clock.nowMs() });
  }
  return { kind: fallsThrough(query.qname, settings.fallthrough) ? "skipped" : "refused", because: "name" };
}

/** A condition that does not hold is like a name that nothing matches; one that fails ends the query. */
function withConditions(
  settings: TemplateSettings,
  data: TemplateData,
  occasion: Occasion<ConditionContext>,
): Matching {
  const { variables, conditions } = settings.conditions;
  if (variables.length === 0 && conditions.length === 0) return { kind: "matched", data };
  const result = checkConditions(settings.conditions, occasion);
  switch (result.kind) {
    case "holds":
      return { kind: "matched", data: { ...data, variables: result.variables } };
    case "failed":
      return { kind: "refused", because: "failure", at: result.at, error: result.error };
    case "does not hold": {
      const kind = fallsThrough(occasion.context.query.qname, settings.fallthrough) ? "skipped" : "refused";
      return { kind, because: "condition", at: result.at, source: result.source };
    }
  }
}

/** ANY on either side is everything. */
function fits(wanted: number, asked: number, any: number): boolean {
  return wanted === any || asked === any || wanted === asked;
}

interface Matched {
  readonly query: Query;
  readonly zone: CanonicalName;
  readonly regex: Regex;
  readonly groups: readonly string[];
}

function dataOf(settings: TemplateSettings, { query, zone, regex, groups }: Matched): TemplateData {
  const { qclass, qtype } = query;
  return {
    zone,
    name: query.qname,
    regex: regex.source,
    class: classText(qclass === Class.ANY ? settings.qclass : qclass),
    type: typeText(qtype === RRType.ANY ? settings.qtype : qtype),
    match: groups,
    groups: groupsByName(regex, groups),
    message: query.request,
    question: query.question,
    remote: query.arrival.client.address,
    variables: new Map(),
    metadata: query.metadata,
  };
}

/** Empty for numbers without a name. */
function classText(qclass: number): string {
  if (qclass === Class.ANY) return "ANY";
  const text = className(qclass);
  return text.startsWith("CLASS") ? "" : text;
}

function typeText(qtype: number): string {
  const text = rrtypeName(qtype);
  return /^TYPE\d+$/.test(text) ? "" : text;
}

/** Of several groups with one name the last counts. */
function groupsByName({ groupNames }: Regex, groups: readonly string[]): ReadonlyMap<string, string> {
  const named = new Map(groups.map((value, group) => [String(group), value] as const));
  for (const [group, name] of groupNames.entries()) if (name !== "") named.set(name, groups[group] ?? "");
  return named;
}
