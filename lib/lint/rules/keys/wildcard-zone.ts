/** `*.example.org` as a zone: the asterisk is a label like any other. */
import type { Token } from "../../../corefile/token.ts";
import { splitScheme } from "../../../corefile/zone-address.ts";
import { directive as forward } from "../../../plugins/forward/directive.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { replaceWord } from "../../use-words.ts";

export const wildcardZone = defineRule({
  code: "CF1048",
  name: "wildcard-zone",
  severity: "warning",
  sentence: "A zone begins with an asterisk.",
  why: "A zone already covers all names below it, and an asterisk in its name stands for itself: nobody asks for names below `*.example.org`.",
  example: {
    bad: "*.example.org {\n    whoami\n}\n",
    good: "example.org {\n    whoami\n}\n",
  },
  *check({ blocks, blocksWith }) {
    for (const { source } of blocks) {
      for (const key of source.keys)
        if (key.text.includes("*") && splitScheme(key.text).rest.startsWith("*")) yield finding(key);
    }
    for (const block of blocksWith("forward")) {
      for (const { args, properties } of block.uses(forward)) {
        for (const { token } of [args.from, ...(properties.except?.args.zones ?? [])]) {
          if (token.text.startsWith("*")) yield finding(token);
        }
      }
    }
  },
});

function finding(token: Token): Finding {
  const message = `"${token.text}" only covers names written with the asterisk.`;
  const { transport, rest } = splitScheme(token.text);
  const scheme = rest === token.text ? "" : `${transport}://`;
  const text = `${scheme}${rest.replace(/^\*\.?/, "").replace(/^(?=:|$)/, ".")}`;
  return { at: token.range, message, fixes: [replaceWord(token, text, `Write ${text}`)] };
}
