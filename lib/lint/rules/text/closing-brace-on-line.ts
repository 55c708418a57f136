/** `. { whoami }`: the brace becomes a word of the line. */
import { lineDistance } from "../../../corefile/cursor.ts";
import type { Fix } from "../../../text/edit.ts";
import { defineRule } from "../../rule.ts";
import { insertion } from "../../use-words.ts";

export const closingBraceOnLine = defineRule({
  code: "CF1004",
  name: "closing-brace-on-line",
  severity: "warning",
  reads: "text",
  sentence: "A closing brace follows other words on its line.",
  why: "A Corefile is read line by line, so the brace is read as an argument of the words before it. Give it its own line.",
  threads: ["coredns#7267", "coredns#7121"],
  example: {
    bad: ". { whoami }\n",
    good: ". {\n    whoami\n}\n",
  },
  *check({ tree }) {
    let before = tree.tokens[0];
    for (const token of tree.tokens) {
      const isBrace = token.text === "}" && token.raw === "}" && before !== undefined && before !== token;
      if (isBrace && before !== undefined && before.text !== "{" && lineDistance(before, token) === 0) {
        const { file, start } = token.range;
        const fix: Fix = { title: "Put the brace on its own line", edits: [insertion(file, start, "\n")] };
        yield {
          at: token.range,
          message: `This brace belongs to the line: CoreDNS reads it as a word after "${before.text}".`,
          fixes: [fix],
        };
      }
      before = token;
    }
  },
});
