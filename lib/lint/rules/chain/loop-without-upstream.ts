/** loop where no query leaves the server. */
import { directive as loop } from "../../../plugins/loop/directive.ts";
import { defineRule } from "../../rule.ts";
import { removeLine } from "../../use-words.ts";

export const loopWithoutUpstream = defineRule({
  code: "CF1053",
  name: "loop-without-upstream",
  severity: "information",
  inEveryBlock: true,
  sentence: "loop is in a block that sends no query to another server.",
  why: "loop asks a question at the start and ends CoreDNS when that comes back through an upstream. Without one it finds nothing, and errors logs that its question was not answered. Take it out.",
  threads: ["coredns#4062", "coredns#5779"],
  example: {
    bad: "cluster.local {\n    errors\n    kubernetes\n    loop\n}\n",
    good: "cluster.local {\n    errors\n    kubernetes\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("loop")) {
      if (!block.isWhole || block.directives.some(({ upstreams }) => upstreams !== undefined)) continue;
      for (const { at } of block.uses(loop)) {
        const head = block.wordsAt("loop", at)?.head;
        const fix = head === undefined ? undefined : removeLine(head, head, "Take loop out");
        const message = "There is no loop to find here: no plugin of this block sends queries to other servers.";
        yield { at, message, ...(fix === undefined ? {} : { fixes: [fix] }) };
      }
    }
  },
});
