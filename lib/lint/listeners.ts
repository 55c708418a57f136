/** Where the blocks of a configuration listen, and whether an address is one of those. */
import type { SchemeTransport } from "../corefile/zone-address.ts";
import { parseIp } from "../directive/go/net.ts";
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
  if (!block.has("bind")) return undefined;
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
  if (!block.isWhole || !block.keys.some((key) => key.transport === transport && key.port === port)) return false;
  const bound = boundAddresses(block);
  if (bound === undefined || bound.some((address) => address === "0.0.0.0" || address === "::")) {
    return isLoopback(host) && host !== DOCKER_RESOLVER;
  }
  const bytes = String(parseIp(host));
  return bound.some((address) => String(parseIp(address)) === bytes && parseIp(address) !== undefined);
}

/** 127.0.0.0/8 and ::1: the machine itself. */
export function isLoopback(host: string): boolean {
  const bytes = parseIp(host);
  if (bytes === undefined) return host === "localhost";
  return bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
}

/** Addresses that are only known within a site: RFC 1918, RFC 4193, shared (RFC 6598) and link-local ones. */
export function isPrivate(host: string): boolean {
  const bytes = parseIp(host);
  if (bytes === undefined) return false;
  const [first = 0, second = 0] = bytes;
  if (bytes.length === 16) return (first & 0xfe) === 0xfc || (first === 0xfe && (second & 0xc0) === 0x80);
  if (first === 10 || (first === 169 && second === 254)) return true;
  if (first === 172) return second >= 16 && second < 32;
  return (first === 192 && second === 168) || (first === 100 && second >= 64 && second < 128);
}

/** Addresses that anybody may reach. */
export function isPublic(host: string): boolean {
  const bytes = parseIp(host);
  if (bytes === undefined || isPrivate(host) || isLoopback(host)) return false;
  const [first = 0] = bytes;
  return bytes.length === 16 ? (first & 0xe0) === 0x20 : first > 0 && first < 224;
}
