/** A certificate in a block that is served over plain DNS. */
import type { LintBlock } from "../../block.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { insertion } from "../../use-words.ts";

export const tlsWithoutTlsKey = defineRule({
  code: "CF1038",
  name: "tls-without-tls-key",
  severity: "warning",
  inEveryBlock: true,
  sentence: "A block has a certificate, but all its keys are for plain DNS.",
  why: "The scheme of a key, such as tls:// or https://, says how a block is served. Port 853 alone does not encrypt anything.",
  example: {
    bad: "example.org:853 {\n    tls cert.pem key.pem\n    whoami\n}\n",
    good: "tls://example.org:853 {\n    tls cert.pem key.pem\n    whoami\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("tls")) {
      const [use] = block.wordsOf("tls");
      if (
        use === undefined ||
        !block.isWhole ||
        block.keys.length === 0 ||
        block.keys.some(({ transport }) => transport !== "dns")
      )
        continue;
      yield {
        at: use.head.range,
        message: "tls has no effect: this block is served over plain DNS.",
        fixes: fixesOf(block),
      };
    }
  },
});

function fixesOf({ source }: LintBlock): NonNullable<Finding["fixes"]> {
  if (source.keys.some(({ text }) => text.includes("://"))) return [];
  const edits = source.keys.map(({ range }) => insertion(range.file, range.start, "tls://"));
  return [{ title: "Serve it over TLS", edits }];
}
