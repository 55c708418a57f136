/** forward has settings for TLS, and no upstream is asked over it. */
import { directive as forward } from "../../../plugins/forward/directive.ts";
import { defineRule } from "../../rule.ts";
import { upstreamsOf } from "../../upstreams.ts";
import { insertion } from "../../use-words.ts";

export const tlsSettingsInClear = defineRule({
  code: "CF1039",
  name: "tls-settings-in-clear",
  severity: "warning",
  sentence: "forward has settings for TLS, but asks its upstreams in clear text.",
  why: "Only upstreams written with tls:// or https:// are asked over TLS. The settings alone change nothing.",
  example: {
    bad: ". {\n    forward . 198.51.100.1 {\n        tls_servername dns.example.org\n    }\n}\n",
    good: ". {\n    forward . tls://198.51.100.1 {\n        tls_servername dns.example.org\n    }\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("forward")) {
      for (const use of block.uses(forward)) {
        const setting = use.properties.tls_servername ?? use.properties.tls;
        if (
          setting === undefined ||
          !use.args.to.every(({ value }) => value.kind === "address" && value.transport === "dns")
        )
          continue;
        const upstreams = upstreamsOf(use);
        const edits = upstreams.map(({ word }) => insertion(word.at.file, word.at.start, "tls://"));
        const isSafe = upstreams.every(({ word, port }) => port === "853" || !word.text.endsWith(`:${port}`));
        const message = `${setting.name} has no effect: all upstreams are asked in clear text.`;
        yield { at: setting.at, message, ...(isSafe ? { fixes: [{ title: "Ask over TLS", edits }] } : {}) };
      }
    }
  },
});
