/** A rule of rewrite behind one that takes all its names. */
import { type RewriteConfig, directive as rewrite } from "../../../plugins/rewrite/directive.ts";
import { defineRule } from "../../rule.ts";

type NameRule = Extract<RewriteConfig["args"], { readonly kind: "name" }>;

/** Expressions that every name matches. */
const EVERYTHING = /^\^?\(?\.[*+]\)?\$?$/;

export const rewriteRuleCovered = defineRule({
  code: "CF1037",
  name: "rewrite-rule-covered",
  severity: "warning",
  inEveryBlock: true,
  sentence: "A rule never applies, because one before it takes all of its names.",
  why: "The first rule that matches ends the search, unless it begins with `continue`. Specific rules must come before general ones.",
  example: {
    bad: ". {\n    rewrite name suffix .example.net .example.org answer auto\n    rewrite name www.example.net www.example.com\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    rewrite name www.example.net www.example.com\n    rewrite name suffix .example.net .example.org answer auto\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("rewrite")) {
      const before = new RulesBefore();
      for (const { args, at } of block.uses(rewrite)) {
        if (args.kind !== "name") continue;
        const first = before.find(args);
        if (first !== undefined) {
          const message = `This rule never applies: the one in line ${first.at.start.line} takes all of its names.`;
          yield { at, message };
        }
        // A name that was rewritten once may be for a later rule, although as it was asked it is for one before.
        if (args.mode === "continue") break;
        before.add(args);
      }
    }
  },
});

/** Rules that do not go on, those for exact names by name: there may be many. */
class RulesBefore {
  readonly #exact = new Map<string, NameRule>();
  readonly #others: NameRule[] = [];

  add(rule: NameRule): void {
    if (rule.match !== "exact") this.#others.push(rule);
    else if (!this.#exact.has(rule.from)) this.#exact.set(rule.from, rule);
  }

  /** The rule that takes all names of another one. */
  find(rule: NameRule): NameRule | undefined {
    const same = rule.match === "exact" ? this.#exact.get(rule.from) : undefined;
    return same ?? this.#others.find((earlier) => takesAll(earlier, rule));
  }
}

function takesAll(first: NameRule, later: NameRule): boolean {
  // With metadata a rule may leave a name alone that it matches.
  if (first.parts !== undefined) return false;
  if (first.match === "regex") {
    return EVERYTHING.test(first.from.source) || (later.match === "regex" && first.from.source === later.from.source);
  }
  if (later.match === "regex") return false;
  if (first.match === later.match && first.from === later.from) return true;
  const isWhole = later.match === "exact";
  switch (first.match) {
    case "suffix":
      return (isWhole || later.match === "suffix") && later.from.endsWith(first.from);
    case "prefix":
      return (isWhole || later.match === "prefix") && later.from.startsWith(first.from);
    case "substring":
      return later.from.includes(first.from);
    default:
      return false;
  }
}
