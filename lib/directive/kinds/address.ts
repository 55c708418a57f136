/** IP addresses, networks, and addresses to listen on. */

import { type IpNetwork, joinHostPort, parseCidr, parseIp, splitHostPort } from "../../go/net.ts";
import { type Complaint, plain } from "../complaint.ts";
import { type Kind, refused, taken } from "../kind.ts";
import { stripZone } from "./endpoint.ts";

/** An IP address without a zone (net.ParseIP); gives the word. */
export function ip(unknown: Complaint = plain("invalid IP address: {value}")): Kind<string> {
  return {
    name: "ip",
    look: "address",
    placeholder: "ADDRESS",
    expects: "an IP address such as 192.0.2.1 or 2001:db8::1",
    read: (text) => (parseIp(text) === undefined ? refused(unknown) : taken(text)),
  };
}

/** A network (net.ParseCIDR). */
export function cidr(unknown: Complaint = plain("invalid CIDR address: {value}")): Kind<IpNetwork> {
  return {
    name: "cidr",
    look: "address",
    placeholder: "CIDR",
    expects: "a network such as 192.0.2.0/24 or 2001:db8::/32",
    read(text) {
      const network = parseCidr(text);
      return network === undefined ? refused(unknown) : taken(network);
    },
  };
}

/** An IP address with a port, the default one if there is none (pkg/parse.HostPort). */
export function hostPort(defaultPort: string): Kind<string> {
  return {
    name: "host-port",
    look: "address",
    placeholder: "ADDRESS[:PORT]",
    expects: "an IP address, optionally with a port",
    read(text) {
      const split = splitHostPort(text);
      const host = split.ok ? split.host : text;
      if (parseIp(stripZone(host)) === undefined) return refused(`must specify an IP address: \`${host}'`);
      return taken(joinHostPort(host, split.ok && split.port !== "" ? split.port : defaultPort));
    },
  };
}

/** Host and port to listen on (net.SplitHostPort). */
export interface ListenAddress {
  readonly host: string;
  readonly port: string;
}

/** An address to listen on, with a port. */
export const listenAddress: Kind<ListenAddress> = {
  name: "listen-address",
  look: "address",
  placeholder: "ADDRESS:PORT",
  expects: "an address to listen on such as localhost:8080 or :8080",
  read(text) {
    const split = splitHostPort(text);
    return split.ok ? taken({ host: split.host, port: split.port }) : refused(split.error);
  },
};
