/** Zone transfers for everybody. */
import { lineDistance } from "../../../corefile/cursor.ts";
import type { Token } from "../../../corefile/token.ts";
import { defineRule } from "../../rule.ts";
import type { UseWords } from "../../use-words.ts";

/** Plugins that may turn a transfer down. */
const GUARDS = ["acl", "tsig", "view"];

export const openTransfer = defineRule({
  code: "CF1022",
  name: "open-transfer",
  severity: "information",
  sentence: "Everybody may transfer a zone.",
  why: "A transfer gives away all names of a zone, and is a large answer to a small query. List the servers that need it after `to`, or restrict it with acl or tsig.",
  example: {
    bad: "example.org {\n    file db.example.org\n    transfer {\n        to *\n    }\n}\n",
    good: "example.org {\n    file db.example.org\n    transfer {\n        to 192.0.2.1\n    }\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("transfer")) {
      if (GUARDS.some((name) => block.has(name))) continue;
      for (const use of block.wordsOf("transfer")) {
        const everybody = receivers(use).find(({ text }) => text === "*");
        if (everybody === undefined) continue;
        yield { at: everybody.range, message: "Anybody who asks gets all records of the zone." };
      }
    }
  },
});

/** The words behind `to`. */
function receivers({ words }: UseWords): readonly Token[] {
  const found: Token[] = [];
  let isTo = false;
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (before === undefined || lineDistance(before, word) > 0) isTo = word.text === "to";
    else if (isTo) found.push(word);
  });
  return found;
}
