/** Looking a host up as a Go program does that asks the system: its hosts file, then its resolvers (Go, net.LookupHost). */

import { readNameservers } from "../../chain/resolv-conf.ts";
import { joinHostPort } from "../../directive/go/net.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import { type Name, readName } from "../../dns/name/name.ts";
import { readAddress } from "../../dns/text/address.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import type { Files } from "../../ports/files.ts";
import { addressesOf, askResolver, type LookUpError, type LookUpParts } from "./ask-resolver.ts";

const HOSTS = "/etc/hosts";
const RESOLV_CONF = "/etc/resolv.conf";
/** How often Go asks each resolver, and how long it waits, unless resolv.conf has options. */
const ATTEMPTS = 2;
const TIMEOUT_MS = 5000;
const NO_SUCH_HOST = "no such host";

/** The addresses that the system knows of a host, or Go's words for why there are none. */
export async function lookUpInSystem(host: string, parts: LookUpParts): Promise<readonly string[] | LookUpError> {
  const absolute = host.endsWith(".") ? host : `${host}.`;
  const name = isHostName(absolute) ? readName(absolute) : undefined;
  if (name === undefined) return { kind: "error", text: `lookup ${absolute}: ${NO_SUCH_HOST}` };
  const known = addressesInHosts(absolute.slice(0, -1).toLowerCase(), parts.files);
  if (known.length > 0) return known;
  const file = parts.files.read(RESOLV_CONF);
  const servers = file.kind === "file" ? readNameservers(file.bytes) : [];
  const resolvers = servers.length === 0 ? ["127.0.0.1"] : servers;
  // Both are asked at the same time; of two failures Go tells the second.
  const found = await Promise.all([RRType.A, RRType.AAAA].map((type) => lookUpType({ name, type }, resolvers, parts)));
  const addresses = found.flatMap((one) => ("addresses" in one ? one.addresses : []));
  if (addresses.length > 0) return addresses;
  const [failure] = found.flatMap((one) => ("why" in one ? [one] : [])).reverse();
  return { kind: "error", text: `lookup ${absolute} on ${failure?.server}: ${failure?.why}` };
}

/** Addresses of one type, or why there are none and which server said so. */
type Found = { readonly addresses: readonly string[] } | { readonly server: string; readonly why: string };

async function lookUpType(
  wanted: { readonly name: Name; readonly type: number },
  resolvers: readonly string[],
  parts: LookUpParts,
): Promise<Found> {
  let failure: Found = { addresses: [] };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const resolver of resolvers) {
      const server = joinHostPort(resolver, "53");
      try {
        const reply = await askResolver(server, { ...wanted, timeoutMs: TIMEOUT_MS }, parts);
        const addresses = addressesOf(reply.answer);
        if (addresses.length > 0) return { addresses };
        const why = refusalOf(reply);
        failure = { server, why };
        if (why === NO_SUCH_HOST) return failure;
      } catch (error) {
        if (!(error instanceof ExchangeError || error instanceof WireError)) throw error;
        failure = { server, why: error.message };
      }
    }
  }
  return failure;
}

/** What Go says of a reply without addresses. */
function refusalOf({ rcode, authoritative, recursionAvailable, answer, additional }: Message): string {
  if (rcode !== Rcode.NOERROR && rcode !== Rcode.NXDOMAIN) return "server misbehaving";
  const isReferral = rcode === Rcode.NOERROR && !authoritative && !recursionAvailable && answer.length === 0;
  return isReferral && additional.length === 0 ? "lame referral" : NO_SUCH_HOST;
}

/** What Go takes for the name of a host: letters, digits, hyphens within labels, and not digits alone. */
function isHostName(name: string): boolean {
  const labels = name.slice(0, -1).split(".");
  return labels.every((label) => /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/.test(label)) && /[A-Za-z_-]/.test(name);
}

/** Go compares absolute names here, and single labels in the file are not absolute: those are never found. */
function addressesInHosts(host: string, files: Files): readonly string[] {
  const file = host.includes(".") ? files.read(HOSTS) : undefined;
  if (file?.kind !== "file") return [];
  const text = Array.from(file.bytes, (octet) => String.fromCharCode(octet)).join("");
  const lines = text.split("\n").map((line) =>
    line
      .replace(/#.*/, "")
      .split(/\s+/)
      .filter((field) => field !== ""),
  );
  return lines.flatMap(([address = "", ...names]) =>
    names.some((name) => name.toLowerCase().replace(/\.$/, "") === host) && readAddress(address) !== undefined
      ? [address]
      : [],
  );
}
