/** Prefixes of IPv6 addresses that have an IPv4 address in them (RFC 6052 section 2.2). */

import { type IpNetwork, writeNetwork } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import { position } from "../complaint.ts";
import { type Kind, named, where } from "../kind.ts";
import { cidr } from "./address.ts";

const LENGTHS: readonly number[] = [32, 40, 48, 56, 64, 96];

/** A prefix to translate with; `hint` stands behind what CoreDNS says of a length that is none of these. */
export function translationPrefix(hint = ""): Kind<IpNetwork> {
  const words = {
    placeholder: "PREFIX",
    expects: "an IPv6 network such as 64:ff9b::/96, of length 32, 40, 48, 56, 64 or 96",
    suggestions: [{ text: "64:ff9b::/96", detail: "The well-known prefix (RFC 6052)." }],
  };
  return where(named({ ...cidr(), name: "translation-prefix" }, words), (network) => {
    const written = quote(writeNetwork(network));
    const bits = network.bytes.length * 8;
    if (bits !== 128) return position(`invalid netmask ${bits} IPv6 address: ${written}`);
    return LENGTHS.includes(network.prefixLength) ? undefined : position(`invalid prefix length ${written}${hint}`);
  });
}
