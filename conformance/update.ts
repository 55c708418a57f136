/** Dynamic updates (RFC 2136) out of the lines in which a case writes them. */
import { typeNumber } from "./registries.ts";
import { encodeName, ipv6Octets, longs, words } from "./words.ts";

const IN = 1;
const NONE = 254;
const ANY = 255;

/** The records of the two sections, each as octets. */
export interface UpdateSections {
  readonly prerequisites: readonly Buffer[];
  readonly updates: readonly Buffer[];
}

/**
 * Reads lines such as `add NAME TTL TYPE RDATA`, `delete NAME [TYPE [RDATA]]`, `yxdomain NAME`, `nxdomain NAME`,
 * `yxrrset NAME TYPE [RDATA]` and `nxrrset NAME TYPE`; `record prerequisite|update NAME CLASS TTL TYPE [HEX]` is
 * any record at all.
 */
export function encodeUpdate(lines: readonly string[]): UpdateSections {
  const prerequisites: Buffer[] = [];
  const updates: Buffer[] = [];
  for (const line of lines) {
    const [word = "", name = "", ...rest] = line.split(/\s+/);
    const [type, ...rdata] = rest;
    if (word === "add") updates.push(added(name, rest));
    else if (word === "delete") updates.push(record({ name, type, rdata, valueless: ANY, valued: NONE }));
    else if (word === "record") (name === "update" ? updates : prerequisites).push(anyRecord(rest));
    else if (word.startsWith("y")) prerequisites.push(record({ name, type, rdata, valueless: ANY, valued: IN }));
    else prerequisites.push(record({ name, type, rdata, valueless: NONE, valued: NONE }));
  }
  return { prerequisites, updates };
}

interface Line {
  readonly name: string;
  readonly type: string | undefined;
  readonly rdata: readonly string[];
  /** The class of a record without RDATA, and of one with it. */
  readonly valueless: number;
  readonly valued: number;
}

function added(name: string, [ttl = "0", type = "A", ...rdata]: readonly string[]): Buffer {
  return encoded(name, [typeNumber(type), IN, Number(ttl)], encodeRdata(type, rdata));
}

function record({ name, type = "ANY", rdata, valueless, valued }: Line): Buffer {
  return rdata.length === 0
    ? encoded(name, [typeNumber(type), valueless, 0], Buffer.alloc(0))
    : encoded(name, [typeNumber(type), valued, 0], encodeRdata(type, rdata));
}

function anyRecord([name = "", rrclass = "1", ttl = "0", type = "A", hex = ""]: readonly string[]): Buffer {
  return encoded(name, [typeNumber(type), Number(rrclass), Number(ttl)], Buffer.from(hex, "hex"));
}

function encoded(name: string, [type, rrclass, ttl]: readonly [number, number, number], rdata: Buffer): Buffer {
  return Buffer.concat([encodeName(name), words(type, rrclass), longs(ttl), words(rdata.length), rdata]);
}

function encodeRdata(type: string, values: readonly string[]): Buffer {
  const [first = "", ...others] = values;
  const numbers = values.map(Number);
  if (first === "\\#") return Buffer.from(others.slice(1).join(""), "hex");
  switch (type) {
    case "A":
      return Buffer.from(first.split(".").map(Number));
    case "AAAA":
      return ipv6Octets(first);
    case "CNAME":
    case "NS":
    case "PTR":
      return encodeName(first);
    case "MX":
      return Buffer.concat([words(numbers[0] ?? 0), encodeName(others[0] ?? ".")]);
    case "TXT":
      return Buffer.concat(values.map((text) => Buffer.from([text.length, ...Buffer.from(text)])));
    case "SOA":
      return Buffer.concat([encodeName(first), encodeName(others[0] ?? "."), longs(...numbers.slice(2))]);
    case "DS":
      return Buffer.concat([
        words(numbers[0] ?? 0),
        Buffer.from(numbers.slice(1, 3)),
        Buffer.from(values[3] ?? "", "hex"),
      ]);
    case "NSEC":
      return Buffer.concat([encodeName(first), bitmap(others.map(typeNumber))]);
    default:
      throw new Error(`updates with ${type} are not known to this runner`);
  }
}

/** Types below 256 (RFC 4034 section 4.1.2). */
function bitmap(types: readonly number[]): Buffer {
  const bits = Buffer.alloc(Math.floor(Math.max(...types) / 8) + 1);
  for (const type of types) bits[type >> 3] = (bits[type >> 3] ?? 0) | (0x80 >> (type & 7));
  return Buffer.concat([Buffer.from([0, bits.length]), bits]);
}
