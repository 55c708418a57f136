/** Names of types, classes and return codes as the cases and recordings have them, written here by hand. */

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
const CLASSES: Readonly<Record<string, number>> = { IN: 1, CHAOS: 3, CH: 3, HS: 4, NONE: 254, ANY: 255 };
/** 16 has two names (RFC 6891, RFC 8945); recordings use the first. */
const RCODES: readonly string[] = [
  ...["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH"],
  ...["NOTZONE", "DSOTYPENI", "RCODE12", "RCODE13", "RCODE14", "RCODE15"],
  ...["BADVERS", "BADKEY", "BADTIME", "BADMODE", "BADNAME", "BADALG", "BADTRUNC", "BADCOOKIE"],
];

/** The class that most types belong to. */
export const CLASS_IN = 1;

const typeNames = namesOf(TYPES);
const classNames = namesOf(CLASSES);

/** The name of a type; `TYPE65400` without one. */
export function typeName(code: number): string {
  return typeNames.get(code) ?? `TYPE${code}`;
}

/** The name of a class; `CLASS7` without one. */
export function className(code: number): string {
  return classNames.get(code) ?? `CLASS${code}`;
}

/** The name of a return code, of all twelve bits. */
export function rcodeName(code: number): string {
  return RCODES[code] ?? `RCODE${code}`;
}

/** The number of a type by name or as `TYPE65`. Throws for a word that is none. */
export function typeNumber(word: string): number {
  return codeOf(TYPES, "TYPE", word);
}

/** The number of a class by name or as `CLASS3`. Throws for a word that is none. */
export function classNumber(word: string): number {
  return codeOf(CLASSES, "CLASS", word);
}

function codeOf(table: Readonly<Record<string, number>>, prefix: string, word: string): number {
  const upper = word.toUpperCase();
  const code = table[upper] ?? (upper.startsWith(prefix) ? Number(upper.slice(prefix.length)) : Number.NaN);
  if (Number.isNaN(code)) throw new Error(`unknown ${prefix} ${word}`);
  return code;
}

/** Of two names for one number the later one is shown. */
function namesOf(table: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(table).map(([name, code]) => [code, name]));
}
