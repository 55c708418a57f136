/** `http://example.org` as a key: not a transport that CoreDNS knows. */
import type { SchemeTransport } from "../../../corefile/zone-address.ts";
import { splitScheme } from "../../../corefile/zone-address.ts";
import { cameLater } from "../../../directive/dated.ts";
import type { Directive } from "../../../directive/directive.ts";
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
  *check({ blocks, schemes, directives }) {
    for (const { source } of blocks) {
      for (const key of source.keys) {
        const [, scheme = "", rest = ""] = SCHEME.exec(key.text) ?? [];
        if (scheme === "" || splitScheme(key.text, schemes).rest !== key.text) continue;
        const later = laterScheme(scheme, directives);
        if (later !== undefined) {
          yield { at: key.range, message: `${later.release} ${servesInstead(scheme, key.text)}`, help: later.help };
          continue;
        }
        const lower = scheme.toLowerCase();
        const meant = MEANT[lower] ?? (splitScheme(`${lower}://`).rest === "" ? lower : undefined);
        const message = `CoreDNS ${servesInstead(scheme, key.text)}`;
        if (meant === undefined) yield { at: key.range, message };
        else {
          const text = `${meant}://${rest}`;
          yield { at: key.range, message, fixes: [replaceWord(key, text, `Write ${text}`)] };
        }
      }
    }
  },
});

const servesInstead = (scheme: string, key: string): string =>
  `does not know the scheme ${scheme}:// and serves a zone named "${key}" instead.`;

/** What to say of a scheme that came after the release in question. */
function laterScheme(
  scheme: string,
  directives: readonly Directive<unknown>[],
): { readonly release: string; readonly help: string } | undefined {
  const dated = directives.find((directive) => directive.dated !== undefined)?.dated;
  const since = dated?.laterSchemes.get(scheme);
  if (dated === undefined || since === undefined) return undefined;
  return { release: `CoreDNS ${dated.release}`, help: cameLater(`${scheme}://`, since, dated) };
}
