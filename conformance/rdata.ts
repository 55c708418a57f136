/** RDATA in the presentation form of the recordings, field by field; `\# LENGTH HEX` for types without a shape (RFC 3597). */
import { type Cursor, Unreadable } from "./cursor.ts";
import { showApl, showGateway, showHip, showLocation, showParameters } from "./odd-rdata.ts";
import { CLASS_IN, typeName, typeNumber } from "./registries.ts";

/** Reads one field and writes it; an empty text stands for nothing. */
type Field = (rdata: Cursor) => string;

const octet: Field = (rdata) => String(rdata.number(1));
const short: Field = (rdata) => String(rdata.number(2));
const long: Field = (rdata) => String(rdata.number(4));
const name: Field = (rdata) => rdata.name();
const string: Field = (rdata) => quoted(rdata.take(rdata.number(1)));
const bare: Field = (rdata) => rdata.take(rdata.number(1)).toString("latin1");
const strings: Field = (rdata) => many(rdata, string).join(" ");
const hex: Field = (rdata) => rdata.rest().toString("hex");
const base64: Field = (rdata) => rdata.rest().toString("base64");
const type: Field = (rdata) => typeName(rdata.number(2));
const ipv4: Field = (rdata) => [...rdata.take(4)].join(".");
const ipv6: Field = (rdata) => showIpv6(rdata.take(16));
const quotedRest: Field = (rdata) => quoted(rdata.rest());
const dashed: Field = (rdata) => grouped(rdata.rest(), 1).join("-");
const locator: Field = (rdata) => grouped(rdata.take(8), 2).join(":");
const salt: Field = (rdata) => rdata.take(rdata.number(1)).toString("hex") || "-";
const hashed: Field = (rdata) => base32hex(rdata.take(rdata.number(1)));

/** YYYYMMDDHHmmSS (RFC 4034 section 3.2). */
const time: Field = (rdata) => new Date(rdata.number(4) * 1000).toISOString().replace(/[-:T]/g, "").slice(0, 14);

/** Windows of a bit for each type (RFC 4034 section 4.1.2). */
const types: Field = (rdata) =>
  many(rdata, () => {
    const window = rdata.number(1) * 256;
    return [...rdata.take(rdata.number(1))].flatMap((bits, index) =>
      [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => ((bits << bit) & 0x80 ? [typeName(window + index * 8 + bit)] : [])),
    );
  })
    .flat()
    .join(" ");

const CERTIFICATES = ["", "PKIX", "SPKI", "PGP", "IPKIX", "ISPKI", "IPGP", "ACPKIX", "IACPKIX"];
const ALGORITHMS: Readonly<Record<number, string>> = {
  1: "RSAMD5",
  3: "DSA",
  5: "RSASHA1",
  7: "RSASHA1NSEC3SHA1",
  8: "RSASHA256",
  10: "RSASHA512",
  13: "ECDSAP256SHA256",
  14: "ECDSAP384SHA384",
  15: "ED25519",
  16: "ED448",
};
const certificate: Field = (rdata) => named(CERTIFICATES, rdata.number(2));
const algorithm: Field = (rdata) => named(ALGORITHMS, rdata.number(1));

const key = [short, octet, octet, base64];
const digest = [short, octet, octet, hex];
const preferred = [short, name];
const usage = [octet, octet, octet, hex];

const SHAPES: Readonly<Record<string, readonly Field[]>> = {
  A: [ipv4],
  AAAA: [ipv6],
  NS: [name],
  CNAME: [name],
  PTR: [name],
  DNAME: [name],
  SOA: [name, name, long, long, long, long, long],
  MX: preferred,
  AFSDB: preferred,
  RT: preferred,
  KX: preferred,
  LP: preferred,
  PX: [short, name, name],
  SRV: [short, short, short, name],
  RP: [name, name],
  TXT: [strings],
  SPF: [strings],
  NINFO: [strings],
  AVC: [strings],
  HINFO: [string, string],
  X25: [string],
  ISDN: [strings],
  GPOS: [bare, bare, bare],
  NAPTR: [short, short, string, string, string, name],
  CAA: [octet, bare, quotedRest],
  URI: [short, short, quotedRest],
  LOC: [showLocation],
  CERT: [certificate, short, algorithm, base64],
  KEY: key,
  DNSKEY: key,
  CDNSKEY: key,
  DS: digest,
  CDS: digest,
  RRSIG: [type, octet, octet, long, time, time, short, name, base64],
  SIG: [type, octet, octet, long, time, time, short, name, base64],
  NSEC: [name, types],
  NSEC3: [octet, octet, short, salt, hashed, types],
  NSEC3PARAM: [octet, octet, short, salt],
  TLSA: usage,
  SMIMEA: usage,
  SSHFP: [octet, octet, hex],
  ZONEMD: [long, octet, octet, hex],
  OPENPGPKEY: [base64],
  DHCID: [base64],
  CSYNC: [long, short, types],
  EUI48: [dashed],
  EUI64: [dashed],
  NID: [short, locator],
  L64: [short, locator],
  L32: [short, ipv4],
  APL: [(rdata) => many(rdata, (item) => showApl(item, showIpv6)).join(" ")],
  HIP: [showHip],
  IPSECKEY: [(rdata) => showGateway(rdata, showIpv6)],
  SVCB: [short, name, (rdata) => showParameters(rdata, { quoted, showIpv6 })],
  HTTPS: [short, name, (rdata) => showParameters(rdata, { quoted, showIpv6 })],
};

/** Types that are known for class IN only: in other classes the recordings have their octets. */
const IN_ONLY = new Set(
  ["A", "AAAA", "APL", "DHCID", "HTTPS", "IPSECKEY", "KX", "NAPTR", "PX", "SRV", "SVCB"].map(typeNumber),
);

/** Writes the RDATA of a record of this type and class: its octets when they are cut off or go on after its fields. */
export function showRdata(rdata: Cursor, type: number, rrclass: number): string {
  const shape = rrclass !== CLASS_IN && IN_ONLY.has(type) ? undefined : SHAPES[typeName(type)];
  const { at } = rdata;
  if (shape !== undefined && !rdata.atEnd) {
    try {
      const texts = shape.map((field) => field(rdata));
      if (rdata.atEnd) return texts.filter((text) => text !== "").join(" ");
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  rdata.at = at;
  const octets = rdata.rest();
  return `\\# ${octets.length} ${octets.toString("hex")}`;
}

function many<T>(rdata: Cursor, read: (rdata: Cursor) => T): T[] {
  const found: T[] = [];
  while (!rdata.atEnd) found.push(read(rdata));
  return found;
}

function quoted(octets: Buffer): string {
  let text = "";
  for (const octet of octets) {
    const character = String.fromCharCode(octet);
    if (character === '"' || character === "\\") text += `\\${character}`;
    else if (octet >= 0x20 && octet < 0x7f) text += character;
    else text += `\\${String(octet).padStart(3, "0")}`;
  }
  return `"${text}"`;
}

function named(names: Readonly<Record<number, string>>, code: number): string {
  return names[code] || String(code);
}

function grouped(octets: Buffer, size: number): string[] {
  return octets.toString("hex").match(new RegExp(`.{${size * 2}}`, "g")) ?? [];
}

/** RFC 5952: the longest run of zeros as `::`; an IPv4 address in it in dots. */
function showIpv6(octets: Buffer): string {
  const groups = grouped(octets, 2).map((group) => group.replace(/^0{1,3}/, ""));
  const dots = [...octets.subarray(12)].join(".");
  if (/^0,0,0,0,0,ffff,/.test(`${groups},`)) return `::ffff:${dots}`;
  const runs = groups.join(":").match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest === "") return groups.join(":");
  if (longest.length === 11 && groups[0] === "0") return `::${dots}`;
  return groups
    .join(":")
    .replace(new RegExp(`(^|:)${longest}(:|$)`), "::")
    .replace(":::", "::");
}

/** RFC 4648 section 7, in the lower case of the recordings. */
function base32hex(octets: Buffer): string {
  const bits = [...octets].map((octet) => octet.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => Number.parseInt(five.padEnd(5, "0"), 2).toString(32)).join("");
}
