/** tls://, https:// and grpc:// without a certificate. */
import { defineRule } from "../../rule.ts";

const ENCRYPTED: ReadonlySet<string> = new Set(["tls", "https", "grpc"]);

export const clearTextKey = defineRule({
  code: "CF1030",
  name: "clear-text-key",
  severity: "warning",
  sentence: "A key names an encrypted transport, but the block has no tls.",
  why: "Without the tls plugin CoreDNS still starts and serves that transport unencrypted. Only clients behind a proxy that adds encryption can use it.",
  example: {
    bad: "tls://example.org {\n    whoami\n}\n",
    good: "tls://example.org {\n    tls cert.pem key.pem\n    whoami\n}\n",
  },
  *check({ blocks }) {
    for (const block of blocks) {
      for (const key of block.keys) {
        if (!ENCRYPTED.has(key.transport) || !block.isWhole || block.has("tls")) continue;
        const message = `Without tls in the block, ${key.transport}:// is served in clear text.`;
        // Behind a proxy for the Web that is usual; there is hardly one for DNS over TLS.
        yield { at: key.at, message, ...(key.transport === "tls" ? {} : { severity: "information" }) };
      }
    }
  },
});
