/**
 * Where to listen and whom to dial, read off text once and as Go reads it (Go, net.Listen and net.Dial). Whoever opens
 * sockets gets addresses only: of a text such as `0` or `127.1` the system would make an address that CoreDNS refuses.
 */
import { joinHostPort, parseAddr, splitHostPort, writeAddr } from "../go/net.ts";
import { lookUpPort } from "../go/port.ts";
import { type Exchange, ExchangeError } from "../ports/exchange.ts";
import type { ListenError, ListenPlace } from "../ports/http.ts";
import type { LookUpError, LookUpParts } from "./ask-resolver.ts";
import { lookUpInSystem } from "./system-look-up.ts";

/** Whom Go dials when no host is named. */
const LOOPBACK = "127.0.0.1";

/** Reads `host:port` for a listener of TCP; `localhost:http` and `:` are taken, too. */
export async function readListenPlace(text: string, parts: LookUpParts): Promise<ListenPlace | ListenError> {
  const refused = (why: string): ListenError => ({ kind: "error", text: `listen tcp: ${why}` });
  const split = splitHostPort(text);
  if (!split.ok) return refused(split.error);
  const read = lookUpPort("tcp", split.port);
  if (!read.ok) return refused(read.error);
  if (split.host === "") return { text, address: "", port: read.port };
  const addresses = await lookUpAddresses(split.host, parts);
  if ("kind" in addresses) return refused(addresses.text);
  // A listener takes one address, of IPv4 when there is one.
  const address = addresses.find((one) => !one.includes(":")) ?? addresses[0] ?? "";
  return { text, address, port: read.port };
}

/** Reads `host:port` that is to be dialled over TCP; a name is looked up now. */
export async function readDialPlace(
  text: string,
  parts: LookUpParts,
): Promise<Pick<ListenPlace, "address" | "port"> | ListenError> {
  const refused = (why: string): ListenError => ({ kind: "error", text: `dial tcp: ${why}` });
  const split = splitHostPort(text);
  if (!split.ok) return refused(split.error);
  const read = lookUpPort("tcp", split.port);
  if (!read.ok) return refused(read.error);
  if (split.host === "") return { address: LOOPBACK, port: read.port };
  const addresses = await lookUpAddresses(split.host, parts);
  return "kind" in addresses ? refused(addresses.text) : { address: addresses[0] ?? "", port: read.port };
}

/** `127.0.0.1:8080` as Go prints where something listens; `:8080` for all addresses. */
export function placeText({ address, port }: Pick<ListenPlace, "address" | "port">): string {
  return joinHostPort(address, port);
}

/** Looks names up before they are dialled, so that `base` gets addresses and Unix sockets only. */
export function dialByAddress(base: Exchange, parts: Omit<LookUpParts, "exchange">): Exchange {
  return {
    async connect(endpoint, timeoutMs) {
      if (endpoint.path !== undefined) return base.connect(endpoint, timeoutMs);
      const addresses = await lookUpAddresses(endpoint.address, { ...parts, exchange: base });
      if ("kind" in addresses) throw new ExchangeError("other", `dial ${endpoint.transport}: ${addresses.text}`);
      return base.connect({ ...endpoint, address: addresses[0] ?? "" }, timeoutMs);
    },
  };
}

/** The address that a text is, or those of the host that it names; at least one. */
async function lookUpAddresses(host: string, parts: LookUpParts): Promise<readonly string[] | LookUpError> {
  const literal = parseAddr(host);
  return literal === undefined ? lookUpInSystem(host, parts) : [writeAddr(literal)];
}
