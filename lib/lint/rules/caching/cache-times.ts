/** Times of the cache that contradict one another. */
import { type CacheConfig, directive as cache } from "../../../plugins/cache/directive.ts";
import { defineRule } from "../../rule.ts";

type Half = NonNullable<CacheConfig["properties"]["success"]>["args"];

export const cacheTimes = defineRule({
  code: "CF1015",
  name: "cache-times",
  severity: "warning",
  sentence: "The shortest time in the cache is longer than the longest.",
  why: "The longest time wins: a reply is dropped then, whatever the shortest time says. The first number is the capacity, the second the longest time, the third the shortest.",
  example: {
    bad: ". {\n    cache {\n        success 5000 30 300\n    }\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    cache {\n        success 5000 300 30\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("cache")) {
      for (const { properties } of block.uses(cache)) {
        const halves: readonly (Half | undefined)[] = [properties.success?.args, properties.denial?.args];
        for (const half of halves) {
          const { ttl, minTtl } = half ?? {};
          if (ttl === undefined || minTtl === undefined || minTtl.value <= ttl.value) continue;
          const message = `Replies are kept for at most ${ttl.value} s, so the minimum of ${minTtl.value} s has no effect.`;
          yield { at: minTtl.at, message };
        }
      }
    }
  },
});
