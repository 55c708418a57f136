/** How proxyproto is written in a Corefile. */
import { one, optional, rest } from "../../directive/argument.ts";
import { plain, position, withPrefixes, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { cidr } from "../../directive/kinds/address.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { count } from "../../directive/kinds/number.ts";
import { flag, property, since } from "../../directive/property.ts";

const notPositive = plain("udp_session_tracking: invalid max sessions {value:q}: must be a positive integer");
const sessions = where(count, (number) => (number > 0 ? undefined : notPositive), {
  placeholder: "MAX_SESSIONS",
  expects: "a whole number, 1 or more",
});

const policy = keyword(["use", "ignore", "reject", "skip"], {
  anyCase: true,
  unknown: wrongCount,
  placeholder: "use|ignore|reject|skip",
  details: {
    use: "Takes anybody's header and trusts it.",
    ignore: "Reads the header but does not trust it; the default.",
    reject: "Ends connections that begin with a header.",
    skip: "Does not look for a header: what looks like one is read as a query.",
  },
});

export const directive = defineDirective({
  name: "proxyproto",
  // The tag 1.14.2 has its code, but no line for it in plugin.cfg.
  since: "1.14.3",
  inChain: false,
  repeat: "each",
  summary: "Takes the client's address from the PROXY protocol.",
  properties: {
    allow: property({
      summary: "Whose headers are trusted; everybody's by default.",
      args: { networks: rest(cidr(plain("{value}: invalid CIDR address: {value}")), { placeholder: "CIDR" }) },
      repeat: "each",
    }),
    default: property({
      summary: "What to do with headers from anybody else; ignore by default.",
      args: { policy: one(policy) },
    }),
    udp_session_tracking: property({
      since: "1.14.3",
      summary: "Over UDP, a datagram with only a header speaks for those that follow from the same address and port.",
      args: {
        duration: one(duration, {
          summary: "For how long after the last one.",
          says: plain("udp_session_tracking: invalid duration {value:q}: {error}"),
        }),
        sessions: optional(sessions, {
          summary: "How many such addresses are remembered; 10240 by default.",
          says: notPositive,
        }),
      },
    }),
    tlv_metadata: since(
      "1.15.0",
      flag("Gives the header's other fields (TLV) to other plugins, as the metadata proxyproto/tlv."),
    ),
  },
  // CoreDNS does not name the plugin here.
  unknownProperty: withPrefixes(position("unknown option '{value}'")),
});

/** One use of proxyproto. */
export type ProxyprotoConfig = ConfigOf<typeof directive>;
