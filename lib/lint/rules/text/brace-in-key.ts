/** `}` behind a block that is closed already: CoreDNS serves a zone of that name. */
import type { KeyNode } from "../../../corefile/tree.ts";
import { isGluedBrace } from "../../glued.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { replaceWord } from "../../use-words.ts";

export const braceInKey = defineRule({
  code: "CF1002",
  name: "brace-in-key",
  severity: "warning",
  reads: "text",
  sentence: "A brace is read as the key of a server block, or as part of one.",
  why: "Outside of blocks every word is a key: one closing brace too many makes a zone named `}` and turns the next lines into its directives.",
  example: {
    bad: "example.org {\n    whoami\n}\n}\n",
    good: "example.org {\n    whoami\n}\n",
  },
  *check({ tree }) {
    // Behind a brace that is glued to a word its closing brace is left over, and not the one to take away.
    if (tree.tokens.some((token, index) => isGluedBrace(token, tree.tokens[index + 1]))) return;
    for (const item of tree.items) {
      if (item.kind === "server block") for (const key of item.keys) yield* findings(key);
    }
  },
});

function* findings({ token }: KeyNode): Iterable<Finding> {
  if (token.text === "}") {
    yield {
      at: token.range,
      message: "This brace closes nothing: CoreDNS reads it as the key of another server block.",
      fixes: [replaceWord(token, "", "Remove the brace")],
    };
  } else if (/[^{}]\}$/.test(token.text) && !/[{%]/.test(token.raw)) {
    yield { at: token.range, message: `CoreDNS reads "${token.text}" as the name of a zone, brace included.` };
  } else if (token.text === "{}") {
    yield {
      at: token.range,
      message: 'CoreDNS reads "{}" as the name of a zone, not as an empty block.',
      fixes: [replaceWord(token, "{\n}", "Put the braces on separate lines")],
    };
  }
}
