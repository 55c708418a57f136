/** Replies that tell the client something of itself, and are kept for other clients. */

import { directive as cache } from "../../../plugins/cache/directive.ts";
import { isReached } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";

export const cachedClient = defineRule({
  code: "CF1018",
  name: "cached-client",
  severity: "warning",
  sentence: "cache keeps replies that are made for one client.",
  why: "The cache goes by name and type, not by client: whoever asks next gets the address of the client before. Remove cache from the block, or restrict it to other zones.",
  example: {
    bad: ". {\n    cache\n    whoami\n}\n",
    good: ". {\n    whoami\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("cache")) {
      const [use] = block.uses(cache);
      if (use === undefined || use.args.zones.length > 0) continue;
      const keeps = (half: string): boolean => !use.properties.disable.some(({ args }) => args.half.value === half);
      if (block.has("whoami") && keeps("denial") && isWhoamiReached(block)) {
        yield { at: use.at, message: "cache keeps what whoami answers to one client, and gives it to others." };
      } else if (block.wordsOf("template").some(({ words }) => words.some(({ text }) => /\.Remote\b/.test(text)))) {
        if (keeps("success")) {
          yield {
            at: use.at,
            message: "cache keeps what a template makes of one client's address, and gives it to others.",
          };
        }
      }
    }
  },
});

function isWhoamiReached(block: LintBlock): boolean {
  const [use] = block.wordsOf("whoami");
  return use !== undefined && isReached(block, use.head.range);
}
