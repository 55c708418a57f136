/** Plain DNS to the port of DNS over TLS. */
import { directive as forward } from "../../../plugins/forward/directive.ts";
import { defineRule } from "../../rule.ts";
import { upstreamsOf } from "../../upstreams.ts";
import { insertion } from "../../use-words.ts";

export const tlsPortInClear = defineRule({
  code: "CF1041",
  name: "tls-port-in-clear",
  severity: "warning",
  sentence: "forward sends plain DNS to port 853.",
  why: "Port 853 is for DNS over TLS (RFC 7858); plain queries get no answer there. Write tls:// before the address to make forward use TLS.",
  example: {
    bad: ". {\n    forward . 198.51.100.1:853\n}\n",
    good: ". {\n    forward . tls://198.51.100.1:853\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("forward")) {
      for (const use of block.uses(forward)) {
        if (use.properties.tls_servername !== undefined || use.properties.tls !== undefined) continue;
        for (const { transport, port, word } of upstreamsOf(use)) {
          if (transport !== "dns" || port !== "853") continue;
          const fix = { title: "Ask over TLS", edits: [insertion(word.at.file, word.at.start, "tls://")] };
          yield {
            at: word.at,
            message: `${word.text} is asked in clear text, on the port for DNS over TLS.`,
            fixes: [fix],
          };
        }
      }
    }
  },
});
