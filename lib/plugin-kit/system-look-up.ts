/** Looking a host up as a Go program does that asks the system: its hosts file, then its resolvers (Go, net.LookupHost). */

import { Rcode } from "../dns/iana/rcode.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import type { Message } from "../dns/message/message.ts";
import { type Name, readName } from "../dns/name/name.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import { joinHostPort, parseAddr, writeAddr } from "../go/net.ts";
import { ExchangeError } from "../ports/exchange.ts";
import type { Files } from "../ports/files.ts";
import { linesOf } from "../system-files/file-lines.ts";
import { readHostsLine } from "../system-files/hosts-line.ts";
import { type ResolverSettings, readResolverSettings } from "../system-files/resolv-conf.ts";
import { octetString } from "../text/octets.ts";
import { addressesOf, askResolver, type LookUpError, type LookUpParts } from "./ask-resolver.ts";

const HOSTS = "/etc/hosts";
const RESOLV_CONF = "/etc/resolv.conf";
const NO_SUCH_HOST = "no such host";
const MAX_NAME_LENGTH = 254;

/**
 * The addresses that the system knows of a host, or Go's words for why there are none. What is no name of a host, such as
 * `0` or `127.1`, is never asked for: resolvers of the C library would make addresses of it.
 */
export async function lookUpInSystem(host: string, parts: LookUpParts): Promise<readonly string[] | LookUpError> {
  const known = addressesInHosts(host.toLowerCase(), parts.files);
  if (known.length > 0) return known;
  if (!isHostName(host)) return { kind: "error", text: `lookup ${host}: ${NO_SUCH_HOST}` };
  const file = parts.files.read(RESOLV_CONF);
  const settings = readResolverSettings(file.kind === "file" ? octetString(file.bytes) : "");
  let failure: Failure | undefined;
  for (const candidate of candidatesOf(host, settings)) {
    const name = readName(candidate);
    if (name === undefined) continue;
    const found = await lookUpName(name, settings, parts);
    if ("addresses" in found) return found.addresses;
    // The failure of the name itself says more than that of a name in a search domain.
    if (failure === undefined || candidate === `${host}.`) failure = found;
  }
  const on = failure?.server === undefined ? "" : ` on ${failure.server}`;
  return { kind: "error", text: `lookup ${host}${on}: ${failure?.why ?? NO_SUCH_HOST}` };
}

interface Failure {
  /** Who said so; undefined when nobody did. */
  readonly server: string | undefined;
  readonly why: string;
}

/** Addresses, or why there are none. */
type Found = { readonly addresses: readonly string[] } | Failure;

/** Both types of addresses are asked for at the same time; of two failures Go tells the second. */
async function lookUpName(name: Name, settings: ResolverSettings, parts: LookUpParts): Promise<Found> {
  const types = [RRType.A, RRType.AAAA];
  const found = await Promise.all(types.map((type) => lookUpType({ name, type }, settings, parts)));
  const addresses = found.flatMap((one) => ("addresses" in one ? one.addresses : []));
  if (addresses.length > 0) return { addresses };
  const [failure] = found.flatMap((one) => ("why" in one ? [one] : [])).reverse();
  return failure ?? { server: undefined, why: NO_SUCH_HOST };
}

async function lookUpType(
  wanted: { readonly name: Name; readonly type: number },
  { servers, attempts, timeoutMs }: ResolverSettings,
  parts: LookUpParts,
): Promise<Found> {
  let failure: Failure = { server: undefined, why: NO_SUCH_HOST };
  for (let attempt = 0; attempt < attempts; attempt++) {
    for (const address of servers) {
      const server = joinHostPort(address, "53");
      try {
        const reply = await askResolver(server, { ...wanted, timeoutMs }, parts);
        const addresses = addressesOf(reply.answer);
        if (addresses.length > 0) return { addresses };
        failure = { server, why: refusalOf(reply) };
        if (failure.why === NO_SUCH_HOST) return failure;
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
  if (name === ".") return true;
  if (name.length > MAX_NAME_LENGTH) return false;
  const labels = name.replace(/\.$/, "").split(".");
  return labels.every((label) => /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/.test(label)) && /[A-Za-z_-]/.test(name);
}

/** The absolute names to try, in order (resolv.conf(5), search and ndots). */
function candidatesOf(host: string, { search, dots }: ResolverSettings): readonly string[] {
  if (host.endsWith(".")) return [host];
  const absolute = `${host}.`;
  const searched = search.map((domain) => `${absolute}${domain}`).filter((name) => name.length <= MAX_NAME_LENGTH);
  return host.split(".").length > dots ? [absolute, ...searched] : [...searched, absolute];
}

/** A dot at the end counts only behind a name of several labels: Go finds `localhost` there, but not `localhost.`. */
function addressesInHosts(host: string, files: Files): readonly string[] {
  const file = files.read(HOSTS);
  if (file.kind !== "file") return host === "localhost" ? ["127.0.0.1"] : [];
  return [...linesOf([file.bytes], HOSTS)].flatMap(({ text }) => {
    const { address, names } = readHostsLine(text);
    const isKnown = names.some((name) => absolute(name.text.toLowerCase()) === absolute(host));
    const read = isKnown && address !== undefined ? parseAddr(address.text) : undefined;
    return read === undefined ? [] : [writeAddr(read)];
  });
}

function absolute(name: string): string {
  return name.includes(".") && !name.endsWith(".") ? `${name}.` : name;
}
