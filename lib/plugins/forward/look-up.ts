/** Addresses of upstreams that are named by host name, looked up once at the start (CoreDNS, plugin forward, resolver). */
import { joinHostPort, splitHostPort } from "../../directive/go/net.ts";
import { quote } from "../../directive/go/quote.ts";
import { Class } from "../../dns/iana/class.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import { type Name, readName } from "../../dns/name/name.ts";
import { readAddress } from "../../dns/text/address.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { type Exchange, ExchangeError } from "../../ports/exchange.ts";
import type { Files } from "../../ports/files.ts";
import type { Random } from "../../ports/random.ts";
import { readNameservers } from "./resolv-conf.ts";

/** What a look-up works with. */
export interface LookUpParts {
  readonly exchange: Exchange;
  readonly random: Random;
  readonly files: Files;
}

/** Why there are no addresses, in CoreDNS's words. */
export interface LookUpError {
  readonly kind: "error";
  readonly text: string;
}

const TIMEOUT_MS = 2000;
const HOSTS = "/etc/hosts";
const RESOLV_CONF = "/etc/resolv.conf";

/** Looks a host up at these resolvers (`192.0.2.1`, `192.0.2.1:53`), without any at those of the system. */
export async function lookUpHost(
  host: string,
  resolvers: readonly string[],
  parts: LookUpParts,
): Promise<readonly string[] | LookUpError> {
  const found = resolvers.length === 0 ? await lookUpInSystem(host, parts) : await lookUpAt(host, resolvers, parts);
  if (!("kind" in found)) return found;
  return { kind: "error", text: `failed to resolve ${quote(host)}: ${found.text}` };
}

async function lookUpAt(
  host: string,
  resolvers: readonly string[],
  parts: LookUpParts,
): Promise<readonly string[] | LookUpError> {
  const name = readName(host);
  let why = "";
  if (name === undefined) return { kind: "error", text: `no addresses found for ${quote(host)}: dns: bad rdata` };
  for (const resolver of resolvers) {
    const addresses: string[] = [];
    try {
      for (const type of [RRType.A, RRType.AAAA]) addresses.push(...(await ask(resolver, { name, type }, parts)));
    } catch (error) {
      if (!(error instanceof ExchangeError || error instanceof WireError)) throw error;
      why = `: ${error.message}`;
    }
    if (addresses.length > 0) return addresses;
  }
  return { kind: "error", text: `no addresses found for ${quote(host)}${why}` };
}

interface Wanted {
  readonly name: Name;
  readonly type: number;
}

async function ask(
  resolver: string,
  { name, type }: Wanted,
  { exchange, random }: LookUpParts,
): Promise<readonly string[]> {
  const split = splitHostPort(resolver);
  const [host, port] = split.ok ? [split.host, split.port] : [resolver, "53"];
  const connection = await exchange.connect({ transport: "udp", address: host, port: Number(port) }, TIMEOUT_MS);
  try {
    const query: Message = {
      id: random.messageId(),
      response: false,
      opcode: Opcode.QUERY,
      authoritative: false,
      truncated: false,
      recursionDesired: true,
      recursionAvailable: false,
      zero: false,
      authenticData: false,
      checkingDisabled: false,
      rcode: Rcode.NOERROR,
      question: [{ name, type, class: Class.IN }],
      answer: [],
      authority: [],
      additional: [],
    };
    const { answer } = decodeMessage(await connection.exchange(encodeMessage(query), { timeoutMs: TIMEOUT_MS }));
    return answer.flatMap(({ rdata }) => (rdata.kind === "A" || rdata.kind === "AAAA" ? [rdata.address] : []));
  } finally {
    connection.close();
  }
}

/** What the system knows: its hosts file, then its resolvers. */
async function lookUpInSystem(host: string, parts: LookUpParts): Promise<readonly string[] | LookUpError> {
  const name = host.endsWith(".") ? host : `${host}.`;
  if (!isHostName(name)) return { kind: "error", text: `lookup ${name}: no such host` };
  const known = addressesInHosts(name.slice(0, -1).toLowerCase(), parts.files);
  if (known.length > 0) return known;
  const file = parts.files.read(RESOLV_CONF);
  const servers = file.kind === "file" ? readNameservers(file.bytes) : [];
  const resolvers = servers.length === 0 ? ["127.0.0.1"] : servers;
  const found = await lookUpAt(name, resolvers, parts);
  if (!("kind" in found)) return found;
  const [first = ""] = resolvers;
  return { kind: "error", text: `lookup ${name} on ${joinHostPort(first, "53")}: no such host` };
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
