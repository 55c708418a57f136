/**
 * The fields of RDATA as CoreDNS has them (miekg/dns): where RDATA may end early, and what is said of a field that cannot
 * be read.
 */

/**
 * A field by its name in CoreDNS, and what it holds: a number of so many octets, a name, a character-string, an address,
 * the gateway of the type that a field before it says, as many octets as the field named before it says, or the `rest`.
 */
export interface RdataField {
  readonly name: string;
  readonly holds: string;
}

const LAYOUTS: Readonly<Record<string, string>> = {
  A: "A ipv4",
  AAAA: "AAAA ipv6",
  AFSDB: "Subtype 2, Hostname name",
  AMTRELAY: "Precedence 1, GatewayType 1, GatewayHost gateway",
  APL: "Prefixes rest",
  AVC: "Txt rest",
  CAA: "Flag 1, Tag string, Value rest",
  CDNSKEY: "Flags 2, Protocol 1, Algorithm 1, PublicKey rest",
  CDS: "KeyTag 2, Algorithm 1, DigestType 1, Digest rest",
  CERT: "Type 2, KeyTag 2, Algorithm 1, Certificate rest",
  CNAME: "Target name",
  CSYNC: "Serial 4, Flags 2, TypeBitMap rest",
  DHCID: "Digest rest",
  DLV: "KeyTag 2, Algorithm 1, DigestType 1, Digest rest",
  DNAME: "Target name",
  DNSKEY: "Flags 2, Protocol 1, Algorithm 1, PublicKey rest",
  DS: "KeyTag 2, Algorithm 1, DigestType 1, Digest rest",
  EID: "Endpoint rest",
  EUI48: "Address 6",
  EUI64: "Address 8",
  GID: "Gid 4",
  GPOS: "Longitude string, Latitude string, Altitude string",
  HINFO: "Cpu string, Os string",
  HIP: "HitLength 1, PublicKeyAlgorithm 1, PublicKeyLength 2, Hit HitLength, PublicKey PublicKeyLength, RendezvousServers rest",
  HTTPS: "Priority 2, Target name, Value rest",
  IPSECKEY: "Precedence 1, GatewayType 1, Algorithm 1, GatewayHost gateway, PublicKey rest",
  ISDN: "Address string, SubAddress string",
  KEY: "Flags 2, Protocol 1, Algorithm 1, PublicKey rest",
  KX: "Preference 2, Exchanger name",
  L32: "Preference 2, Locator32 ipv4",
  L64: "Preference 2, Locator64 8",
  LOC: "Version 1, Size 1, HorizPre 1, VertPre 1, Latitude 4, Longitude 4, Altitude 4",
  LP: "Preference 2, Fqdn name",
  MB: "Mb name",
  MD: "Md name",
  MF: "Mf name",
  MG: "Mg name",
  MINFO: "Rmail name, Email name",
  MR: "Mr name",
  MX: "Preference 2, Mx name",
  NAPTR: "Order 2, Preference 2, Flags string, Service string, Regexp string, Replacement name",
  NID: "Preference 2, NodeID 8",
  NIMLOC: "Locator rest",
  NINFO: "ZSData rest",
  NS: "Ns name",
  "NSAP-PTR": "Ptr name",
  NSEC: "NextDomain name, TypeBitMap rest",
  NSEC3:
    "Hash 1, Flags 1, Iterations 2, SaltLength 1, Salt SaltLength, HashLength 1, NextDomain HashLength, TypeBitMap rest",
  NSEC3PARAM: "Hash 1, Flags 1, Iterations 2, SaltLength 1, Salt SaltLength",
  NULL: "Data rest",
  NXT: "NextDomain name, TypeBitMap rest",
  OPENPGPKEY: "PublicKey rest",
  PTR: "Ptr name",
  PX: "Preference 2, Map822 name, Mapx400 name",
  RESINFO: "Txt rest",
  RKEY: "Flags 2, Protocol 1, Algorithm 1, PublicKey rest",
  RP: "Mbox name, Txt name",
  RRSIG:
    "TypeCovered 2, Algorithm 1, Labels 1, OrigTtl 4, Expiration 4, Inception 4, KeyTag 2, SignerName name, Signature rest",
  RT: "Preference 2, Host name",
  SIG: "TypeCovered 2, Algorithm 1, Labels 1, OrigTtl 4, Expiration 4, Inception 4, KeyTag 2, SignerName name, Signature rest",
  SMIMEA: "Usage 1, Selector 1, MatchingType 1, Certificate rest",
  SOA: "Ns name, Mbox name, Serial 4, Refresh 4, Retry 4, Expire 4, Minttl 4",
  SPF: "Txt rest",
  SRV: "Priority 2, Weight 2, Port 2, Target name",
  SSHFP: "Algorithm 1, Type 1, FingerPrint rest",
  SVCB: "Priority 2, Target name, Value rest",
  TA: "KeyTag 2, Algorithm 1, DigestType 1, Digest rest",
  TALINK: "PreviousName name, NextName name",
  TKEY: "Algorithm name, Inception 4, Expiration 4, Mode 2, Error 2, KeySize 2, Key KeySize, OtherLen 2, OtherData OtherLen",
  TLSA: "Usage 1, Selector 1, MatchingType 1, Certificate rest",
  TSIG: "Algorithm name, TimeSigned 6, Fudge 2, MACSize 2, MAC MACSize, OrigId 2, Error 2, OtherLen 2, OtherData OtherLen",
  TXT: "Txt rest",
  UID: "Uid 4",
  UINFO: "Uinfo string",
  URI: "Priority 2, Weight 2, Target rest",
  X25: "PSDNAddress string",
  ZONEMD: "Serial 4, Scheme 1, Hash 1, Digest rest",
};

const fields: ReadonlyMap<string, readonly RdataField[]> = new Map(
  Object.entries(LAYOUTS).map(([type, texts]) => [type, texts.split(", ").map(readField)]),
);

function readField(text: string): RdataField {
  const [name = "", holds = "rest"] = text.split(" ");
  return { name, holds };
}

/** The fields of a type by its name; none for one without a codec. */
export function fieldsOf(type: string): readonly RdataField[] {
  return fields.get(type) ?? [];
}

/** How many octets, all zero, CoreDNS writes for fields that are missing: none for names, addresses and the rest. */
export function octetsWhenMissing(missing: readonly RdataField[]): number {
  return missing.reduce((octets, { holds }) => octets + (holds === "string" ? 1 : Number(holds) || 0), 0);
}
