/** Which IPv4 address stands for an IPv6 address: one that is mapped explicitly (RFC 7757), or the one under the prefix. */
import { isIpv4Mapped, readIpv6, writeIpv4 } from "../../go/address.ts";
import { contains, type IpNetwork, writeNetwork } from "../../go/net.ts";
import { extractIpv4 } from "../../plugin-kit/embedded-ipv4.ts";
import type { Range } from "../../text/position.ts";

/** One `eam` line. */
export interface ExplicitMapping {
  /** As Go prints it. */
  readonly ipv4: string;
  readonly at: Range;
}

/** What siit translates by. */
export interface SiitSettings {
  readonly prefix: IpNetwork;
  /** The line that names the prefix; undefined for the well-known one. */
  readonly prefixAt: Range | undefined;
  /** By IPv6 address as Go prints it. */
  readonly mappings: ReadonlyMap<string, ExplicitMapping>;
}

/** The address, with what it comes from; or why there is none. */
export type Mapped =
  | { readonly by: "mapping"; readonly ipv4: string; readonly at: Range }
  | { readonly by: "prefix"; readonly ipv4: string; readonly prefix: string }
  | { readonly by: "reserved octet" | "nothing"; readonly ipv4: undefined; readonly prefix: string };

/** Looks an address up, one of an AAAA record. */
export function mapAddress({ prefix, mappings }: SiitSettings, ipv6: string): Mapped {
  const bytes = readIpv6(ipv6);
  const none = { by: "nothing", ipv4: undefined, prefix: writeNetwork(prefix) } as const;
  if (bytes === undefined || isIpv4Mapped(bytes)) return none;
  const explicit = mappings.get(ipv6);
  if (explicit !== undefined) return { by: "mapping", ...explicit };
  if (!contains(prefix, bytes)) return none;
  const ipv4 = extractIpv4(prefix, bytes);
  if (ipv4 === undefined) return { ...none, by: "reserved octet" };
  return { by: "prefix", ipv4: writeIpv4(ipv4), prefix: none.prefix };
}
