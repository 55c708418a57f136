/** EDNS as text, the way CoreDNS prints an OPT record (RFC 6891). */

import { writeAddress } from "../../go/address.ts";
import { bracketed } from "../../go/net.ts";
import { writeHex } from "../../text/base.ts";
import { octetString } from "../../text/octets.ts";
import { algorithmName, DigestType } from "../iana/dnssec-algorithm.ts";
import { EdnsOptionCode } from "../iana/edns-option.ts";
import { extendedErrorPurpose } from "../iana/extended-error.ts";
import type { Edns, EdnsOption } from "../message/message.ts";
import { octetAt, u16At } from "../wire/octets.ts";
import { WireReader } from "../wire/reader.ts";

/** Compact answers OK: the second bit of the flags. */
const COMPACT_OK = 0x40_00;

const digestNames: ReadonlyMap<number, string> = new Map(
  Object.entries(DigestType).map(([name, code]) => [code, name]),
);

/** How the data of an option is written. */
type Writer = (data: Uint8Array) => string;

function u32(data: Uint8Array, at = 0): number {
  return u16At(data, at) * 0x1_00_00 + u16At(data, at + 2);
}

const listed =
  (nameOf: (code: number) => string | undefined): Writer =>
  (data) =>
    Array.from(data, (code) => ` ${nameOf(code) ?? code}`).join("");

function writeNsid(data: Uint8Array): string {
  return `${writeHex(data)}  ${Array.from(octetString(data), (character) => `(${character})`).join("")}`;
}

/** Address, source prefix and scope (RFC 7871 section 6). */
function writeSubnet(data: Uint8Array): string {
  const bytes = new Uint8Array(u16At(data, 0) === 2 ? 16 : 4);
  bytes.set(data.subarray(4, 4 + bytes.length));
  const address = writeAddress(bytes);
  return `${bracketed(address)}/${octetAt(data, 2)}/${octetAt(data, 3)}`;
}

function writeLongLivedQuery(data: Uint8Array): string {
  const id = (BigInt(u32(data, 6)) << 32n) | BigInt(u32(data, 10));
  return `${u16At(data, 0)} ${u16At(data, 2)} ${u16At(data, 4)} ${id} ${u32(data, 14)}`;
}

function writeKeepalive(data: Uint8Array): string {
  const timeout = u16At(data, 0);
  // The product of two numbers of sixteen bits is one of sixteen bits in CoreDNS.
  return timeout === 0
    ? "use tcp keep-alive, timeout omitted"
    : `use tcp keep-alive, timeout ${(timeout * 100) % 0x1_00_00}ms`;
}

function writeExtendedError(data: Uint8Array): string {
  const code = u16At(data, 0);
  const purpose = extendedErrorPurpose(code);
  return `${code}${purpose === undefined ? "" : ` (${purpose})`}: (${octetString(data, 2)})`;
}

const writers: ReadonlyMap<number, readonly [string, Writer]> = new Map<number, readonly [string, Writer]>([
  [EdnsOptionCode.LLQ, ["LONG LIVED QUERIES", writeLongLivedQuery]],
  [EdnsOptionCode.UL, ["UPDATE LEASE", (data) => `${u32(data)} ${u32(data, 4)}`]],
  [EdnsOptionCode.NSID, ["NSID", writeNsid]],
  [EdnsOptionCode.ESU, ["ESU", octetString]],
  [EdnsOptionCode.DAU, ["DNSSEC ALGORITHM UNDERSTOOD", listed(algorithmName)]],
  [EdnsOptionCode.DHU, ["DS HASH UNDERSTOOD", listed((code) => digestNames.get(code))]],
  [EdnsOptionCode.N3U, ["NSEC3 HASH UNDERSTOOD", listed((code) => digestNames.get(code))]],
  [EdnsOptionCode.SUBNET, ["SUBNET", writeSubnet]],
  [EdnsOptionCode.EXPIRE, ["EXPIRE", (data) => (data.length === 0 ? "" : String(u32(data)))]],
  [EdnsOptionCode.COOKIE, ["COOKIE", writeHex]],
  [EdnsOptionCode.TCP_KEEPALIVE, ["KEEPALIVE", writeKeepalive]],
  [EdnsOptionCode.PADDING, ["PADDING", (data) => writeHex(data).toUpperCase()]],
  [EdnsOptionCode.EDE, ["EDE", writeExtendedError]],
  [EdnsOptionCode.REPORTING, ["REPORT-CHANNEL", (data) => new WireReader(data).name()]],
  [EdnsOptionCode.ZONEVERSION, ["ZONEVERSION", (data) => octetString(data, 2)]],
]);

/** Writes one option as a comment line. */
function writeEdnsOption({ code, data }: EdnsOption): string {
  const [label, write] = writers.get(code) ?? ["LOCAL OPT", (bytes: Uint8Array) => `${code}:0x${writeHex(bytes)}`];
  return `; ${label}: ${write(data)}`;
}

/** Writes EDNS as dig's OPT pseudosection. */
export function writeEdns(edns: Edns): string {
  const flags = `${edns.dnssecOk ? " do" : ""}${edns.z & COMPACT_OK ? " co" : ""}`;
  const rest = edns.z & ~COMPACT_OK;
  const unknown = rest === 0 ? "" : `MBZ: 0x${rest.toString(16).padStart(4, "0")}, `;
  const head = `; EDNS: version ${edns.version}; flags:${flags}; ${unknown}udp: ${edns.udpSize}`;
  return ["\n;; OPT PSEUDOSECTION:", head, ...edns.options.map(writeEdnsOption)].join("\n");
}
