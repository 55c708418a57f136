/** Recursion for the whole Internet. */
import { ROOT } from "../../../dns/name/name.ts";
import { directive as forward } from "../../../plugins/forward/directive.ts";
import type { LintBlock } from "../../block.ts";
import { boundAddresses, reachOf } from "../../listeners.ts";
import { defineRule } from "../../rule.ts";

/** Plugins that may tell clients apart. */
const GUARDS = ["acl", "view", "tsig", "proxyproto", "shed"];

export const openResolver = defineRule({
  code: "CF1023",
  name: "open-resolver",
  severity: "warning",
  sentence: "A server on a public address forwards queries for everybody.",
  why: "Open resolvers are found within days and used to flood others with answers. Use acl to say who may ask, or listen on a private address.",
  example: {
    bad: ". {\n    bind 203.0.113.1\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    bind 203.0.113.1\n    acl {\n        allow net 192.0.2.0/24\n        block\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("bind")) {
      if (!block.isWhole || !isOpen(block)) continue;
      const at = boundAddresses(block)?.find((address) => reachOf(address) === "public");
      const word = block.wordsOf("bind").flatMap(({ args }) => args.filter(({ text }) => text === at));
      const [first] = word;
      if (first !== undefined) {
        yield {
          at: first.range,
          message: `Everybody who can reach ${first.text} can use this server to look up any name.`,
        };
      }
    }
  },
});

function isOpen(block: LintBlock): boolean {
  const isPlain = block.keys.some(({ transport, zone }) => transport === "dns" && zone === ROOT);
  return (
    isPlain &&
    !GUARDS.some((name) => block.has(name)) &&
    block.uses(forward).some(({ args }) => args.from.value.includes(ROOT))
  );
}
