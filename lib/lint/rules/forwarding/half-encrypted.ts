/** Some upstreams over TLS, others in clear. */
import { directive as forward } from "../../../plugins/forward/directive.ts";
import { defineRule } from "../../rule.ts";
import { upstreamsOf } from "../../upstreams.ts";

export const halfEncrypted = defineRule({
  code: "CF1042",
  name: "half-encrypted",
  severity: "information",
  sentence: "One forward asks some public servers over TLS and others in clear text.",
  why: "Any of the upstreams may get a query, so somebody on the path can read some of them.",
  example: {
    bad: ". {\n    forward . tls://198.51.100.1 198.51.100.2\n}\n",
    good: ". {\n    forward . tls://198.51.100.1 tls://198.51.100.2\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("forward")) {
      for (const use of block.uses(forward)) {
        const upstreams = upstreamsOf(use);
        if (!upstreams.some(({ transport }) => transport === "tls" || transport === "https")) continue;
        for (const { transport, reach, word } of upstreams) {
          if (transport !== "dns" || reach !== "public") continue;
          yield { at: word.at, message: `${word.text} is asked in clear text, other upstreams over TLS.` };
        }
      }
    }
  },
});
