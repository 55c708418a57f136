/** How siit is written in a Corefile. */
import { one } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { ip } from "../../directive/kinds/address.ts";
import { translationPrefix } from "../../directive/kinds/translation-prefix.ts";
import { property, setting } from "../../directive/property.ts";
import { writeAddress } from "../../go/address.ts";
import { parseIp, writeNetwork } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";

/** The octet that RFC 6052 section 2.2 reserves. */
const RESERVED_OCTET = 8;

const prefix = where(translationPrefix(": must be one of /32, /40, /48, /56, /64, /96"), (network) =>
  network.bytes[RESERVED_OCTET] === 0
    ? undefined
    : position(`invalid prefix ${quote(writeNetwork(network))}: reserved octet (byte 8) must be zero`),
);

/** CoreDNS prints the address that it could not make out of the word. */
const address = ip(position('invalid IP address: "<nil>"'));

const family = (text: string): { readonly isIpv4: boolean; readonly written: string } => {
  const bytes = parseIp(text);
  return { isIpv4: bytes?.length === 4, written: bytes === undefined ? "" : quote(writeAddress(bytes)) };
};

const ipv4 = where(
  address,
  (text) => (family(text).isIpv4 ? undefined : position(`invalid IPv4 address: ${family(text).written}`)),
  { placeholder: "IPV4", expects: "an IPv4 address such as 192.0.2.1" },
);

const ipv6 = where(
  address,
  (text) => (family(text).isIpv4 ? position(`invalid IPv6 address: ${family(text).written}`) : undefined),
  { placeholder: "IPV6", expects: "an IPv6 address such as 2001:db8::1" },
);

export const directive = defineDirective({
  name: "siit",
  since: "1.15.0",
  inChain: true,
  repeat: "each",
  summary: "Makes A records from AAAA records for IPv4 clients behind a stateless translator (RFC 7915).",
  properties: {
    ipv6_prefix: setting("The prefix in which IPv4 addresses are; 64:ff9b::/96 by default.", one(prefix)),
    eam: property({
      summary: "What to answer for one IPv6 address, whatever its prefix (RFC 7757).",
      repeat: "each",
      args: {
        ipv4: one(ipv4, { summary: "The IPv4 address to answer with." }),
        ipv6: one(ipv6, { summary: "The IPv6 address of the service." }),
      },
    }),
  },
});
