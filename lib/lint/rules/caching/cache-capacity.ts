/** `success 0`: a capacity that does not turn the cache off. */

import { type CacheConfig, directive as cache } from "../../../plugins/cache/directive.ts";
import type { Fix } from "../../../text/edit.ts";
import { defineRule } from "../../rule.ts";

const SMALLEST = 1024;

type Half = NonNullable<CacheConfig["properties"]["success"]>;

export const cacheCapacity = defineRule({
  code: "CF1016",
  name: "cache-capacity",
  severity: "warning",
  sentence: "A capacity of 0 does not turn that half of the cache off.",
  why: `The cache has 256 parts with room for at least four replies each, so it keeps ${SMALLEST} replies however small the number is. Use disable for what should not be kept.`,
  example: {
    bad: ". {\n    cache 30 {\n        denial 0\n    }\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    cache 30 {\n        disable denial\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("cache")) {
      for (const { properties } of block.uses(cache)) {
        for (const half of [properties.success, properties.denial]) {
          const { capacity, ttl } = half?.args ?? {};
          if (half === undefined || capacity === undefined || capacity.value > 0) continue;
          const message = `${half.name} ${capacity.text} keeps ${SMALLEST} replies all the same.`;
          yield { at: capacity.at, message, ...(ttl === undefined ? { fixes: [disable(half)] } : {}) };
        }
      }
    }
  },
});

function disable({ name, at, args }: Half): Fix {
  const range = { file: at.file, start: at.start, end: args.capacity.at.end };
  return { title: `Write disable ${name}`, edits: [{ range, text: `disable ${name}` }] };
}
