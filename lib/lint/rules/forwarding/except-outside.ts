/** Zones that a forward leaves out although it never gets them. */
import { directive as forward } from "../../../plugins/forward/directive.ts";
import { defineRule } from "../../rule.ts";
import { common, overlap, zonesBehindRewrite } from "../../zones.ts";

export const exceptOutside = defineRule({
  code: "CF1026",
  name: "except-outside",
  severity: "information",
  inEveryBlock: true,
  sentence: "forward excludes a zone whose queries it never gets.",
  why: "forward takes only names in its first argument and in the zones of the server block; anything else need not be excluded.",
  example: {
    bad: "example.org {\n    forward . 198.51.100.1 {\n        except example.net\n    }\n}\n",
    good: "example.org {\n    forward . 198.51.100.1 {\n        except a.example.org\n    }\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("forward")) {
      for (const { args, properties } of block.uses(forward)) {
        if (properties.except === undefined) continue;
        const taken = common(args.from.value, zonesBehindRewrite(block));
        for (const word of properties.except.args.zones) {
          const isUseless = word.value.every((zone) => !taken.some((other) => overlap(zone, other)));
          if (taken.length === 0 || !isUseless || word.value.length === 0) continue;
          yield { at: word.at, message: `Queries for ${word.text} never reach this forward.` };
        }
      }
    }
  },
});
