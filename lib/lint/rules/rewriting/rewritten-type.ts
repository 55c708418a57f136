/** `rewrite type AAAA A`: A records as the answer to an AAAA question. */
import { RRType, rrtypeName } from "../../../dns/iana/rrtype.ts";
import { directive as rewrite } from "../../../plugins/rewrite/directive.ts";
import { defineRule } from "../../rule.ts";

const ADDRESSES: readonly number[] = [RRType.A, RRType.AAAA];

export const rewrittenType = defineRule({
  code: "CF1014",
  name: "rewritten-type",
  severity: "warning",
  sentence: "A rule rewrites questions for one address type to the other.",
  why: "Only the question is rewritten: an AAAA question gets A records, which clients treat as an error or as no answer. To turn IPv6 off, answer AAAA questions with an empty NOERROR: `template IN AAAA .` with `rcode NOERROR`.",
  threads: ["coredns#6203"],
  example: {
    bad: ". {\n    rewrite type AAAA A\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    template IN AAAA . {\n        rcode NOERROR\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("rewrite")) {
      for (const { at, args } of block.uses(rewrite)) {
        if (args.kind !== "type" || args.from === args.to) continue;
        if (!ADDRESSES.includes(args.from) || !ADDRESSES.includes(args.to)) continue;
        const [from, to] = [rrtypeName(args.from), rrtypeName(args.to)];
        const words = block.wordsAt("rewrite", at)?.args ?? [];
        const place = words.find(({ text }) => text === "type")?.range ?? at;
        yield { at: place, message: `Clients that ask for ${from} get ${to} records.` };
      }
    }
  },
});
