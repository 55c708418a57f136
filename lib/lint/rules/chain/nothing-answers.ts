/** A server block in which the chain ends before anybody has answered. */
import { hasAnswerer } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule, type Finding } from "../../rule.ts";
import type { LintSubject } from "../../subject.ts";
import { inWords, isOdd, zoneText } from "../../zones.ts";

/** Plugins that answer some questions by themselves; a block may be there for these. */
const ANSWER_SOME: ReadonlySet<string> = new Set(["acl", "any", "chaos", "local", "transfer", "dynupdate", "tsig"]);

export const nothingAnswers = defineRule({
  code: "CF1005",
  name: "nothing-answers",
  severity: "warning",
  sentence: "No plugin of a server block can answer a query.",
  why: "Blocks inherit nothing from one another, nor from the block for the root: a zone needs its plugins in its own block. Without a plugin that answers, the chain ends with an error.",
  threads: ["coredns#2166", "coredns#5779", "coredns#6855", "coredns#4062", "kubernetes#83319"],
  example: {
    bad: "example.org {\n    errors\n    cache\n}\n",
    good: "example.org {\n    errors\n    cache\n    forward . 198.51.100.1\n}\n",
  },
  *check(subject) {
    for (const block of subject.blocks) {
      if (!block.isWhole || hasAnswerer(block) || block.names.some((name) => ANSWER_SOME.has(name))) continue;
      yield* finding(block, subject);
    }
  },
});

function* finding(block: LintBlock, { directives }: LintSubject): Iterable<Finding> {
  const [first] = block.source.keys;
  // A zone with a brace or a scheme in it is a mistake of its own, about which other rules speak.
  if (first === undefined || block.zones.length === 0 || block.zones.some(isOdd)) return;
  const described = new Map(directives.map(({ name, inChain }) => [name, inChain]));
  const isEmpty = block.names.every((name) => described.get(name) === false);
  const zones = inWords(block.zones.map(zoneText));
  const message = `No plugin of this block answers: every query for ${zones} gets ${isEmpty ? "REFUSED" : "SERVFAIL"}.`;
  // A block without any plugin may be there to refuse a zone.
  yield { at: first.range, message, ...(isEmpty ? { severity: "information" } : {}) };
}
