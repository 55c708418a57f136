/** Where the blocks of a configuration listen, and whether an address is one of those. */
import type { SchemeTransport } from "../corefile/zone-address.ts";
import { parseIp } from "../go/net.ts";
import { directive as bind } from "../plugins/bind/directive.ts";
import type { LintBlock } from "./block.ts";

/** In a container of Docker's, packets to this address go to Docker, whoever listens there. */
const DOCKER_RESOLVER = "127.0.0.11";

/** An address to which queries are sent. */
export interface Destination {
  readonly transport: SchemeTransport;
  readonly host: string;
  readonly port: string;
}

/** The addresses of bind; undefined without it, and when there is something in it that cannot be told. */
export function boundAddresses(block: LintBlock): readonly string[] | undefined {
  if (!block.has(bind.name)) return undefined;
  const uses = block.uses(bind);
  return uses.flatMap(({ args, properties }) => {
    return properties.except === undefined ? args.addresses.map(({ value }) => value) : [];
  });
}

/** Whether two blocks listen on the same addresses, as far as their words tell. */
export function sameAddresses(left: LintBlock, right: LintBlock): boolean {
  const text = (block: LintBlock): string => (boundAddresses(block) ?? [""]).toSorted().join(" ");
  return text(left) === text(right);
}

/** Whether a block surely gets what is sent there: it listens on every address of this machine, or on this very one. */
export function listensAt(block: LintBlock, { transport, host, port }: Destination): boolean {
  const bound = boundAddresses(block);
  const isEverywhere = bound === undefined || bound.some((address) => address === "0.0.0.0" || address === "::");
  const isHere = isEverywhere ? isLoopback(host) && host !== DOCKER_RESOLVER : isAmong(host, bound);
  return isHere && block.isWhole && block.keys.some((key) => key.transport === transport && key.port === port);
}

function isAmong(host: string, addresses: readonly string[]): boolean {
  const bytes = parseIp(host);
  return bytes !== undefined && addresses.some((address) => String(parseIp(address)) === String(bytes));
}

/** Who may reach an address: this machine, a site (RFC 1918, RFC 4193, RFC 6598, link-local), everybody, or it is none. */
export type Reach = "loopback" | "private" | "public" | "unknown";

/** Who may reach an address. */
export function reachOf(host: string): Reach {
  const bytes = parseIp(host);
  if (bytes === undefined) return host === "localhost" ? "loopback" : "unknown";
  return bytes.length === 4 ? reachOfIpv4(bytes) : reachOfIpv6(bytes);
}

function reachOfIpv4([first = 0, second = 0]: Uint8Array): Reach {
  if (first === 127) return "loopback";
  const isShared = first === 100 && second >= 64 && second < 128;
  const isLinkLocal = first === 169 && second === 254;
  const isInner = first === 10 || (first === 172 && second >= 16 && second < 32) || (first === 192 && second === 168);
  if (isShared || isLinkLocal || isInner) return "private";
  return first > 0 && first < 224 ? "public" : "unknown";
}

function reachOfIpv6(bytes: Uint8Array): Reach {
  const [first = 0, second = 0] = bytes;
  if (bytes.every((byte, index) => byte === (index === 15 ? 1 : 0))) return "loopback";
  if ((first & 0xfe) === 0xfc || (first === 0xfe && (second & 0xc0) === 0x80)) return "private";
  return (first & 0xe0) === 0x20 ? "public" : "unknown";
}

/** 127.0.0.0/8 and ::1: the machine itself. */
export function isLoopback(host: string): boolean {
  return reachOf(host) === "loopback";
}
