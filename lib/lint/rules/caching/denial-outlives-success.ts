/** A denial that is kept longer than an answer. */
import { directive as cache } from "../../../plugins/cache/directive.ts";
import { defineRule } from "../../rule.ts";

export const denialOutlivesSuccess = defineRule({
  code: "CF1017",
  name: "denial-outlives-success",
  severity: "information",
  sentence: "The cache keeps denials longer than answers.",
  why: "A name that was asked for before it existed stays unknown as long as its denial is kept, so denials are usually kept for a shorter time.",
  threads: ["coredns#3586", "coredns#4028"],
  example: {
    bad: ". {\n    cache {\n        success 9984 30\n        denial 9984 3600\n    }\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    cache {\n        success 9984 3600\n        denial 9984 30\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("cache")) {
      for (const { args, properties } of block.uses(cache)) {
        const denial = properties.denial?.args.ttl;
        const success = properties.success?.args.ttl ?? args.ttl;
        if (denial === undefined || success === undefined || denial.value <= success.value) continue;
        const message = `Denials are kept for ${denial.value} s, answers for ${success.value} s.`;
        yield { at: denial.at, message };
      }
    }
  },
});
