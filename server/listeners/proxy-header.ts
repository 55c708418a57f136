/** The header of the PROXY protocol, versions 1 and 2, as go-proxyproto 0.15.0 reads it, with its errors. */
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { readAddress } from "../../lib/go/address.ts";
import { writeAddr } from "../../lib/go/net.ts";
import { parseUint10 } from "../../lib/go/strconv.ts";

/** A header that was read. */
export interface ProxyHeader {
  readonly version: 1 | 2;
  /** The proxy speaks for itself: the connection's own addresses count. */
  readonly isLocal: boolean;
  /** The octet of family and protocol: 0x12 is UDP over IPv4. */
  readonly protocol: number;
  /** Undefined for what has no IP address. */
  readonly source: Endpoint | undefined;
  readonly destination: Endpoint | undefined;
  /** The fields behind the addresses (TLV), as they came. */
  readonly fields: Uint8Array;
  /** Octets of the header itself. */
  readonly length: number;
}

/** What the first octets are; `more` when that cannot be told yet. */
export type HeaderReading =
  | { readonly kind: "header"; readonly header: ProxyHeader }
  | { readonly kind: "none" }
  | { readonly kind: "more" }
  | { readonly kind: "broken"; readonly why: string };

const SIGNATURE_1 = Uint8Array.from("PROXY", (character) => character.charCodeAt(0));
const SIGNATURE_2 = Uint8Array.of(0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a);
const MAX_LINE_OCTETS = 107;
/** Of version 2: signature, command, protocol, length. */
const FIXED_OCTETS = 16;
const MAX_LENGTH = 4096;
const LOCAL = 0x20;
const PROXY = 0x21;
const UNSPECIFIED = 0x00;
/** What the specification lists; anything else is no header. */
const PROTOCOLS: ReadonlySet<number> = new Set([UNSPECIFIED, 0x11, 0x12, 0x21, 0x22, 0x31, 0x32]);
/** Octets of the addresses, by family. */
const ADDRESS_OCTETS: Readonly<Record<number, number>> = { 0: 0, 1: 12, 2: 36, 3: 216 };
const LF = 0x0a;
const CR = 0x0d;
const NONE: HeaderReading = { kind: "none" };
const MORE: HeaderReading = { kind: "more" };
const NO_FIELDS = new Uint8Array(0);

/** True for headers of UDP and of datagrams of Unix. */
export function isDatagram({ protocol }: ProxyHeader): boolean {
  return (protocol & 0x0f) === 0x02;
}

/** Reads what stands first. `isAll` says that nothing follows: then it is never `more`. */
export function readProxyHeader(bytes: Uint8Array, isAll: boolean): HeaderReading {
  const [first] = bytes;
  if (first === undefined) return isAll ? NONE : MORE;
  if (first !== SIGNATURE_1[0] && first !== SIGNATURE_2[0]) return NONE;
  if (bytes.length < SIGNATURE_1.length) return isAll ? NONE : MORE;
  if (startsWith(bytes, SIGNATURE_1)) return readLine(bytes);
  if (bytes.length < SIGNATURE_2.length) return isAll ? NONE : MORE;
  if (!startsWith(bytes, SIGNATURE_2)) return NONE;
  return readBinary(bytes, isAll);
}

function startsWith(bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.every((octet, index) => bytes[index] === octet);
}

function broken(why: string): HeaderReading {
  return { kind: "broken", why: `proxyproto: ${why}` };
}

/** Version 1 must come in one piece: whoever sends it drop by drop is no proxy. */
function readLine(bytes: Uint8Array): HeaderReading {
  const end = bytes.subarray(0, MAX_LINE_OCTETS).indexOf(LF);
  if (end < 0) {
    return bytes.length < MAX_LINE_OCTETS
      ? broken("can't read version 1 header")
      : broken("version 1 header must be 107 bytes or less");
  }
  if (bytes[end - 1] !== CR) return broken("version 1 header is invalid, must end with \\r\\n");
  const line = Array.from(bytes.subarray(0, end - 1), (octet) => String.fromCharCode(octet)).join("");
  const [signature, protocol, ...words] = line.split(" ");
  if (signature !== "PROXY") return broken("can't read version 1 header");
  const length = end + 1;
  if (protocol === "UNKNOWN") {
    const own = {
      version: 1,
      isLocal: true,
      protocol: UNSPECIFIED,
      source: undefined,
      destination: undefined,
    } as const;
    return { kind: "header", header: { ...own, fields: NO_FIELDS, length } };
  }
  const family = protocol === "TCP4" ? 4 : protocol === "TCP6" ? 16 : undefined;
  if (family === undefined || words.length !== 4) return broken("can't read address family or protocol");
  const [source = "", destination = "", sourcePort = "", destinationPort = ""] = words;
  const addresses = [ofFamily(source, family), ofFamily(destination, family)] as const;
  const wrongAddress = addresses.find(({ why }) => why !== undefined)?.why;
  if (wrongAddress !== undefined) return broken(wrongAddress);
  const ports = [portOf(sourcePort), portOf(destinationPort)] as const;
  const wrongPort = ports.find(({ why }) => why !== undefined)?.why;
  if (wrongPort !== undefined) return broken(wrongPort);
  const endOf = (which: 0 | 1): Endpoint => ({ address: addresses[which].text, port: ports[which].number });
  const facts = { version: 1, isLocal: false, protocol: family === 4 ? 0x11 : 0x21 } as const;
  return { kind: "header", header: { ...facts, source: endOf(0), destination: endOf(1), fields: NO_FIELDS, length } };
}

function ofFamily(text: string, octets: number): { readonly text: string; readonly why?: string } {
  const bytes = readAddress(text);
  return bytes?.length === octets ? { text: plainText(bytes) } : { text, why: "invalid address" };
}

function portOf(text: string): { readonly number: number; readonly why?: string } {
  const wrong = "invalid port number";
  if (text.length > 1 && text.startsWith("0")) return { number: 0, why: wrong };
  const read = parseUint10(text, 16);
  return read.ok ? { number: read.value } : { number: 0, why: `${wrong}: ${read.error}` };
}

function readBinary(bytes: Uint8Array, isAll: boolean): HeaderReading {
  const cut = (what: string, why = "EOF"): HeaderReading => (isAll ? broken(`${what}: ${why}`) : MORE);
  const [command, protocol, high, low] = bytes.subarray(SIGNATURE_2.length, FIXED_OCTETS);
  if (command === undefined) return cut("can't read proxy protocol version and command");
  if (command !== LOCAL && command !== PROXY) return broken("unsupported proxy protocol version and command");
  if (protocol === undefined) return cut("can't read address family or protocol");
  const isLocal = command === LOCAL;
  if (!PROTOCOLS.has(protocol) || (protocol === UNSPECIFIED && !isLocal)) {
    return broken("unsupported address family and protocol");
  }
  if (high === undefined || low === undefined)
    return cut("can't read length", high === undefined ? "EOF" : "unexpected EOF");
  const claimed = high * 256 + low;
  const addressOctets = ADDRESS_OCTETS[protocol >> 4] ?? 0;
  if ((claimed < addressOctets && !isLocal) || claimed > MAX_LENGTH) return broken("invalid length");
  const body = bytes.subarray(FIXED_OCTETS, FIXED_OCTETS + claimed);
  const facts = { version: 2, isLocal, length: FIXED_OCTETS + claimed } as const;
  if (claimed < addressOctets) {
    if (body.length < claimed) return cut("invalid length");
    const header = { ...facts, protocol: UNSPECIFIED, source: undefined, destination: undefined, fields: NO_FIELDS };
    return { kind: "header", header };
  }
  if (body.length < addressOctets) return cut("invalid address", body.length === 0 ? "EOF" : "unexpected EOF");
  if (body.length < claimed) {
    if (!isAll) return MORE;
    return body.length === addressOctets ? broken("invalid length") : { kind: "broken", why: "unexpected EOF" };
  }
  return {
    kind: "header",
    header: { ...facts, protocol, ...endsOf(body, protocol >> 4), fields: body.slice(addressOctets) },
  };
}

function endsOf(body: Uint8Array, family: number): Pick<ProxyHeader, "source" | "destination"> {
  if (family !== 1 && family !== 2) return { source: undefined, destination: undefined };
  const size = family === 1 ? 4 : 16;
  const end = (which: 0 | 1): Endpoint => {
    const port = size * 2 + which * 2;
    return {
      address: plainText(body.slice(size * which, size * (which + 1))),
      port: (body[port] ?? 0) * 256 + (body[port + 1] ?? 0),
    };
  };
  return { source: end(0), destination: end(1) };
}

/** As Go prints an address: an IPv4 address in IPv6 clothes is IPv4. */
function plainText(bytes: Uint8Array): string {
  const text = writeAddr({ bytes, zone: "" });
  return text.startsWith("::ffff:") && text.includes(".") ? text.slice("::ffff:".length) : text;
}

/**
 * The fields as they are told to plugins: put together again, padding without its contents. Undefined when there are none,
 * or they are cut short.
 */
export function proxyFields({ fields }: ProxyHeader): Uint8Array | undefined {
  const PADDING = 0x04;
  const told: Uint8Array[] = [];
  for (let at = 0; at < fields.length; ) {
    const [type = 0, high = 0, low = 0] = fields.subarray(at, at + 3);
    const next = at + 3 + high * 256 + low;
    if (at + 2 >= fields.length || next > fields.length) return undefined;
    told.push(type === PADDING ? Uint8Array.of(type, 0, 0) : fields.subarray(at, next));
    at = next;
  }
  return told.length === 0 ? undefined : new Uint8Array(Buffer.concat(told));
}
