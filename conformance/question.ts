/** A case's question as bytes, written here by hand so that no fault of the engine's own codec can hide. */
import type { CaseQuestion } from "./case.ts";

const TYPES: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  NULL: 10,
  PTR: 12,
  HINFO: 13,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  X25: 19,
  ISDN: 20,
  RT: 21,
  SIG: 24,
  KEY: 25,
  PX: 26,
  GPOS: 27,
  AAAA: 28,
  LOC: 29,
  SRV: 33,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  DNAME: 39,
  OPT: 41,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SMIMEA: 53,
  HIP: 55,
  NINFO: 56,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  NID: 104,
  L32: 105,
  L64: 106,
  LP: 107,
  EUI48: 108,
  EUI64: 109,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  MAILB: 253,
  MAILA: 254,
  ANY: 255,
  URI: 256,
  CAA: 257,
  AVC: 258,
  AMTRELAY: 260,
};
const CLASSES: Readonly<Record<string, number>> = { IN: 1, CH: 3, CHAOS: 3, HS: 4, NONE: 254, ANY: 255 };
const OPCODES: Readonly<Record<string, number>> = { QUERY: 0, IQUERY: 1, STATUS: 2, NOTIFY: 4, UPDATE: 5 };
const FLAGS: Readonly<Record<string, number>> = {
  qr: 0x8000,
  aa: 0x0400,
  tc: 0x0200,
  rd: 0x0100,
  ra: 0x0080,
  ad: 0x0020,
  cd: 0x0010,
};
const DO = 0x8000;

/** What a question asks: name, type and class numbers. */
export interface Asked {
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

/** Reads `NAME TYPE CLASS` as a case writes it. */
export function readAsked(text: string): Asked {
  const [name = ".", type = "A", rrclass = "IN"] = text.split(/\s+/);
  return { name, type: codeOf(TYPES, "TYPE", type), class: codeOf(CLASSES, "CLASS", rrclass) };
}

function codeOf(table: Readonly<Record<string, number>>, prefix: string, word: string): number {
  const upper = word.toUpperCase();
  const code = table[upper] ?? (upper.startsWith(prefix) ? Number(upper.slice(prefix.length)) : Number.NaN);
  if (Number.isNaN(code)) throw new Error(`unknown ${prefix} ${word}`);
  return code;
}

/** The message that a question is sent as. */
export function encodeQuestion(question: CaseQuestion): Buffer {
  const asked = readAsked(question.q ?? "");
  const opcode = OPCODES[(question.opcode ?? "QUERY").toUpperCase()] ?? Number(question.opcode);
  const flags = (question.flags ?? ["rd"]).reduce((bits, flag) => bits | (FLAGS[flag.toLowerCase()] ?? 0), 0);
  const authority = question.serial === undefined ? [] : [soa(asked, question.serial)];
  const additional = question.edns == null ? [] : [opt(question.edns)];
  const id = question.id ?? Math.floor(Math.random() * 65_536);
  return Buffer.concat([
    words(id, flags | (opcode << 11), 1, 0, authority.length, additional.length),
    encodeName(asked.name),
    words(asked.type, asked.class),
    ...authority,
    ...additional,
  ]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => {
    bytes.writeUInt16BE(value & 0xffff, index * 2);
  });
  return bytes;
}

/** A name in wire format; a backslash escapes the next character or three digits. */
export function encodeName(name: string): Buffer {
  const labels: number[][] = [[]];
  for (let index = 0; index < name.length; index++) {
    const character = name[index] ?? "";
    if (character === ".") labels.push([]);
    else if (character === "\\" && /^\d{3}/.test(name.slice(index + 1))) {
      labels.at(-1)?.push(Number(name.slice(index + 1, index + 4)));
      index += 3;
    } else if (character === "\\") labels.at(-1)?.push(name.charCodeAt(++index));
    else labels.at(-1)?.push(...Buffer.from(character, "utf8"));
  }
  const filled = labels.filter((label) => label.length > 0);
  return Buffer.from([...filled.flatMap((label) => [label.length, ...label]), 0]);
}

function soa(asked: Asked, serial: number): Buffer {
  const rdata = Buffer.alloc(22);
  rdata.writeUInt32BE(serial, 2);
  return Buffer.concat([encodeName(asked.name), words(6, asked.class, 0, 0, rdata.length), rdata]);
}

function opt(edns: NonNullable<CaseQuestion["edns"]>): Buffer {
  const options = Buffer.concat(
    (edns.options ?? []).map((option) =>
      "ecs" in option ? clientSubnet(option.ecs) : generic(option.code, option.hex ?? ""),
    ),
  );
  return Buffer.concat([
    Buffer.from([0]),
    words(41, edns.size ?? 1232, edns.version ?? 0, edns.do === true ? DO : 0, options.length),
    options,
  ]);
}

function generic(code: number, hex: string): Buffer {
  const data = Buffer.from(hex, "hex");
  return Buffer.concat([words(code, data.length), data]);
}

/** EDNS client subnet (RFC 7871 section 6): only the octets that the prefix length covers. */
function clientSubnet(text: string): Buffer {
  const [address = "", source] = text.split("/");
  const octets = address.includes(":") ? ipv6Octets(address) : Buffer.from(address.split(".").map(Number));
  const length = source === undefined ? (address.includes(":") ? 56 : 24) : Number(source);
  const covered = Buffer.from(octets.subarray(0, Math.ceil(length / 8)));
  const spare = covered.length * 8 - length;
  const last = covered.length - 1;
  if (last >= 0) covered[last] = ((covered[last] ?? 0) >> spare) << spare;
  const data = Buffer.concat([words(address.includes(":") ? 2 : 1), Buffer.from([length, 0]), covered]);
  return Buffer.concat([words(8, data.length), data]);
}

function ipv6Octets(address: string): Buffer {
  const [head = "", tail] = address.split("::");
  const groups = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  return words(...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right);
}
