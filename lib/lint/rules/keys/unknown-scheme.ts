/** `http://example.org` as a key: not a transport that CoreDNS knows. */
import type { SchemeTransport } from "../../../corefile/zone-address.ts";
import { splitScheme } from "../../../corefile/zone-address.ts";
import { defineRule } from "../../rule.ts";
import { replaceWord } from "../../use-words.ts";

/** What people mean by schemes that there are not. */
const MEANT: Readonly<Record<string, SchemeTransport>> = {
  udp: "dns",
  tcp: "dns",
  doq: "quic",
  dot: "tls",
  doh: "https",
};
const SCHEME = /^([A-Za-z][\w+.-]*):\/\/(.*)$/;

export const unknownScheme = defineRule({
  code: "CF1031",
  name: "unknown-scheme",
  severity: "warning",
  sentence: "A key begins with a scheme that CoreDNS does not know.",
  why: "CoreDNS knows dns://, tls://, https://, https3://, quic:// and grpc://, in lower case. Anything else becomes part of the zone's name, which nobody ever asks for.",
  example: {
    bad: "TLS://example.org {\n    whoami\n}\n",
    good: "example.org {\n    whoami\n}\n",
  },
  *check({ blocks }) {
    for (const { source } of blocks) {
      for (const key of source.keys) {
        const [, scheme = "", rest = ""] = SCHEME.exec(key.text) ?? [];
        if (scheme === "" || splitScheme(key.text).rest !== key.text) continue;
        const lower = scheme.toLowerCase();
        const meant = MEANT[lower] ?? (splitScheme(`${lower}://`).rest === "" ? lower : undefined);
        const message = `CoreDNS does not know the scheme ${scheme}:// and serves a zone named "${key.text}" instead.`;
        if (meant === undefined) yield { at: key.range, message };
        else {
          const text = `${meant}://${rest}`;
          yield { at: key.range, message, fixes: [replaceWord(key, text, `Write ${text}`)] };
        }
      }
    }
  },
});
