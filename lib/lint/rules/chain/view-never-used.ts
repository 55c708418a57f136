/** A block with a view behind one of the same zone without. */
import { keyText } from "../../../corefile/keys.ts";
import type { LintBlock } from "../../block.ts";
import { sameAddresses } from "../../listeners.ts";
import { defineRule } from "../../rule.ts";
import { inWords, zoneText } from "../../zones.ts";

export const viewNeverUsed = defineRule({
  code: "CF1010",
  name: "view-never-used",
  severity: "warning",
  sentence: "A block with a view comes after a block of the same zone that takes every query.",
  why: "Blocks of the same zone are tried in the order of the file. One without a view takes every query, so it must come after those with one.",
  threads: ["coredns#7733", "coredns#6701"],
  example: {
    bad: "example.org {\n    whoami\n}\nexample.org {\n    view inside {\n        expr incidr(client_ip(), '192.0.2.0/24')\n    }\n    erratic\n}\n",
    good: "example.org {\n    view inside {\n        expr incidr(client_ip(), '192.0.2.0/24')\n    }\n    erratic\n}\nexample.org {\n    whoami\n}\n",
  },
  *check({ blocks }) {
    if (!blocks.some((block) => block.has("view"))) return;
    const open = new Map<string, LintBlock>();
    for (const block of blocks) {
      const [use] = block.wordsOf("view");
      const before = block.keys.map((key) => open.get(keyText(key)));
      const [first] = before;
      if (use === undefined) {
        if (block.isWhole) for (const key of block.keys) open.set(keyText(key), open.get(keyText(key)) ?? block);
      } else if (first !== undefined && before.every((other) => other !== undefined && sameAddresses(other, block))) {
        const zones = inWords(block.zones.map(zoneText));
        const line = first.source.at.start.line;
        const message = `No query ever gets here: the block in line ${line} takes all queries for ${zones}.`;
        yield { at: use.head.range, message };
      }
    }
  },
});
