/** A rule of acl behind one that takes all that it is for. */
import { covers, type IpNetwork } from "../../../go/net.ts";
import { type AclConfig, directive as acl, type Everything } from "../../../plugins/acl/directive.ts";
import { defineRule } from "../../rule.ts";

type Rule = AclConfig["lines"][number];

/** Rules behind so many others are compared with the first ones only, for the sake of long lists. */
const MOST = 200;

/** Who and what a rule is for; undefined for all. */
interface Reach {
  readonly types: ReadonlySet<number> | undefined;
  readonly networks: readonly IpNetwork[] | undefined;
}

export const aclRuleCovered = defineRule({
  code: "CF1024",
  name: "acl-rule-covered",
  severity: "warning",
  sentence: "An acl rule never applies, because one before it takes all of its queries.",
  why: "Within an acl the first rule that matches decides, so specific rules must come before general ones.",
  example: {
    bad: ". {\n    acl {\n        block\n        allow net 192.0.2.0/24\n    }\n    whoami\n}\n",
    good: ". {\n    acl {\n        allow net 192.0.2.0/24\n        block\n    }\n    whoami\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("acl")) {
      for (const { lines } of block.uses(acl)) {
        const reaches = lines.map(reachOf);
        for (const [index, line] of lines.entries()) {
          const own = reaches[index];
          const first = reaches
            .slice(0, Math.min(index, MOST))
            .findIndex((reach) => own !== undefined && takesAll(reach, own));
          const before = lines[first];
          if (before === undefined) continue;
          const message = `${line.name} never applies: ${before.name} in line ${before.at.start.line} takes all of its queries.`;
          yield { at: line.at, message };
        }
      }
    }
  },
});

function reachOf({ args }: Rule): Reach {
  const types = args.type?.map(({ value }) => value);
  const networks = args.net?.map(({ value }) => value);
  return {
    // The type 0 stands for all types, as in CoreDNS.
    types:
      types === undefined || types.some((type) => type === "*" || type === 0)
        ? undefined
        : new Set(types.filter(isGiven)),
    networks:
      networks === undefined || networks.some((network) => network === "*") ? undefined : networks.filter(isGiven),
  };
}

function isGiven<T>(value: T | Everything): value is T {
  return value !== "*";
}

function takesAll(first: Reach, later: Reach): boolean {
  const types =
    first.types === undefined ||
    (later.types !== undefined && [...later.types].every((type) => first.types?.has(type)));
  const { networks } = later;
  const isWide =
    first.networks === undefined ||
    networks?.every((network) => first.networks?.some((other) => covers(other, network)));
  return types && isWide === true;
}
