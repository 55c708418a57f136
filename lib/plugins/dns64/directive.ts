/** How dns64 is written in a Corefile. */
import { one, optional } from "../../directive/argument.ts";
import { defineDirective } from "../../directive/directive.ts";
import { translationPrefix } from "../../directive/kinds/translation-prefix.ts";
import { flag, setting, since } from "../../directive/property.ts";

const prefix = translationPrefix();

export const directive = defineDirective({
  name: "dns64",
  since: "1.7.0",
  inChain: true,
  repeat: "each",
  summary: "Makes AAAA records from A records for clients behind NAT64 (RFC 6147).",
  args: {
    prefix: optional(prefix, { summary: "The prefix of the NAT64 translator; 64:ff9b::/96 by default." }),
  },
  meant: { translateall: "translate_all", ipv4: "allow_ipv4" },
  properties: {
    prefix: setting("The prefix of the NAT64 translator; 64:ff9b::/96 by default.", one(prefix)),
    translate_all: flag("Makes AAAA records even for names that have their own.", { reads: "steps", extra: "leave" }),
    allow_ipv4: since(
      "1.8.7",
      flag("Makes them for queries that came over IPv4, too.", { reads: "steps", extra: "leave" }),
    ),
  },
  leavesBlock: ({ prefix: given }) => given !== undefined,
});
