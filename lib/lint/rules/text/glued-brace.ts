/** `example.org{`: the brace becomes part of the word in front of it. */

import type { SourceToken } from "../../../corefile/token.ts";
import type { Fix } from "../../../text/edit.ts";
import { isGluedBrace } from "../../glued.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { insertion } from "../../use-words.ts";

export const gluedBrace = defineRule({
  code: "CF1001",
  name: "glued-brace",
  severity: "warning",
  reads: "text",
  sentence: "There is no space between a word and an opening brace.",
  why: "CoreDNS ends a word only at white space, so the brace becomes part of the zone's or directive's name. Put a space before it.",
  threads: ["coredns#7267"],
  example: {
    bad: "example.org{\n    whoami\n}\n",
    good: "example.org {\n    whoami\n}\n",
  },
  *check({ tree }) {
    for (const [index, token] of tree.tokens.entries()) {
      if (isGluedBrace(token, tree.tokens[index + 1])) yield finding(token);
    }
  },
});

function finding(token: SourceToken): Finding {
  const { file, end } = token.range;
  const place = { offset: end.offset - 1, line: end.line, column: end.column - 1 };
  const fix: Fix = { title: "Put a space before the brace", edits: [insertion(file, place, " ")] };
  return {
    at: token.range,
    message: `CoreDNS reads "${token.text}" as one word, brace included.`,
    fixes: [fix],
  };
}
