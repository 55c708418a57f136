/** The registries, held against the tables of miekg/dns 1.1.73, with which CoreDNS 1.15.0 is built. */
import { describe, expect, test } from "vitest";
import { Class, classByName, className } from "./class.ts";
import {
  algorithmByName,
  algorithmName,
  CertificateType,
  certificateTypeByName,
  certificateTypeName,
  DigestType,
  DnssecAlgorithm,
} from "./dnssec-algorithm.ts";
import { EdnsOptionCode } from "./edns-option.ts";
import { ExtendedError, extendedErrorByPurpose, extendedErrorPurpose } from "./extended-error.ts";
import { Opcode, opcodeByName, opcodeName } from "./opcode.ts";
import { Rcode, rcodeByName, rcodeName, rcodeText } from "./rcode.ts";
import { RRType, rrtypeByName, rrtypeName } from "./rrtype.ts";

/** `NAME 1, OTHER 2` as a table. */
function tableOf(list: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    list.split(/, ?\n?/).map((entry) => {
      const at = entry.lastIndexOf(" ");
      return [entry.slice(0, at).trim(), Number(entry.slice(at + 1))];
    }),
  );
}

const TYPES =
  tableOf(`None 0, A 1, NS 2, MD 3, MF 4, CNAME 5, SOA 6, MB 7, MG 8, MR 9, NULL 10, PTR 12, HINFO 13, MINFO 14, MX 15,
TXT 16, RP 17, AFSDB 18, X25 19, ISDN 20, RT 21, NSAP-PTR 23, SIG 24, KEY 25, PX 26, GPOS 27, AAAA 28, LOC 29, NXT 30,
EID 31, NIMLOC 32, SRV 33, ATMA 34, NAPTR 35, KX 36, CERT 37, DNAME 39, OPT 41, APL 42, DS 43, SSHFP 44, IPSECKEY 45,
RRSIG 46, NSEC 47, DNSKEY 48, DHCID 49, NSEC3 50, NSEC3PARAM 51, TLSA 52, SMIMEA 53, HIP 55, NINFO 56, RKEY 57,
TALINK 58, CDS 59, CDNSKEY 60, OPENPGPKEY 61, CSYNC 62, ZONEMD 63, SVCB 64, HTTPS 65, SPF 99, UINFO 100, UID 101,
GID 102, UNSPEC 103, NID 104, L32 105, L64 106, LP 107, EUI48 108, EUI64 109, NXNAME 128, TKEY 249, TSIG 250, IXFR 251,
AXFR 252, MAILB 253, MAILA 254, ANY 255, URI 256, CAA 257, AVC 258, AMTRELAY 260, RESINFO 261, TA 32768, DLV 32769,
Reserved 65535`);
const RCODES =
  tableOf(`NOERROR 0, FORMERR 1, SERVFAIL 2, NXDOMAIN 3, NOTIMP 4, REFUSED 5, YXDOMAIN 6, YXRRSET 7, NXRRSET 8,
NOTAUTH 9, NOTZONE 10, DSOTYPENI 11, BADSIG 16, BADKEY 17, BADTIME 18, BADMODE 19, BADNAME 20, BADALG 21, BADTRUNC 22,
BADCOOKIE 23`);
const ALGORITHMS = tableOf(`RSAMD5 1, DH 2, DSA 3, RSASHA1 5, DSA-NSEC3-SHA1 6, RSASHA1-NSEC3-SHA1 7, RSASHA256 8,
RSASHA512 10, ECC-GOST 12, ECDSAP256SHA256 13, ECDSAP384SHA384 14, ED25519 15, ED448 16, INDIRECT 252, PRIVATEDNS 253,
PRIVATEOID 254`);
const CERTIFICATES = tableOf("PKIX 1, SPKI 2, PGP 3, IPIX 4, ISPKI 5, IPGP 6, ACPKIX 7, IACPKIX 8, URI 253, OID 254");
const OPCODES = tableOf("QUERY 0, IQUERY 1, STATUS 2, NOTIFY 4, UPDATE 5");
const EXTENDED_ERRORS = tableOf(`Other 0, Unsupported DNSKEY Algorithm 1, Unsupported DS Digest Type 2, Stale Answer 3,
Forged Answer 4, DNSSEC Indeterminate 5, DNSSEC Bogus 6, Signature Expired 7, Signature Not Yet Valid 8, DNSKEY Missing 9,
RRSIGs Missing 10, No Zone Key Bit Set 11, NSEC Missing 12, Cached Error 13, Not Ready 14, Blocked 15, Censored 16,
Filtered 17, Prohibited 18, Stale NXDOMAIN Answer 19, Not Authoritative 20, Not Supported 21, No Reachable Authority 22,
Network Error 23, Invalid Data 24, Signature Expired Before Valid 25, Too Early 26,
Unsupported NSEC3 Iterations Value 27, Unable To Conform To Policy 28, Synthesized 29, Invalid Query Type 30`);

/** A registry: its numbers, and how names and numbers lead to each other. */
interface Registry {
  readonly facts: Readonly<Record<string, number>>;
  readonly numbers: Readonly<Record<string, number | undefined>>;
  readonly byName: (name: string) => number | undefined;
  readonly nameOf: (number: number) => string | undefined;
}

const REGISTRIES: Readonly<Record<string, Registry>> = {
  "RR types": { facts: TYPES, numbers: RRType, byName: rrtypeByName, nameOf: rrtypeName },
  "response codes": {
    facts: RCODES,
    numbers: { ...Rcode, BADVERS: undefined },
    byName: rcodeByName,
    nameOf: rcodeName,
  },
  "key algorithms": { facts: ALGORITHMS, numbers: DnssecAlgorithm, byName: algorithmByName, nameOf: algorithmName },
  "certificate types": {
    facts: CERTIFICATES,
    numbers: CertificateType,
    byName: certificateTypeByName,
    nameOf: certificateTypeName,
  },
  opcodes: { facts: OPCODES, numbers: { ...Opcode, DSO: undefined }, byName: opcodeByName, nameOf: opcodeName },
};

describe.each(Object.entries(REGISTRIES))("%s", (_, { facts, numbers, byName, nameOf }) => {
  test("have the numbers of the registry", () => expect(defined(numbers)).toEqual(facts));
  test("names lead to numbers, and back", () => {
    for (const [name, number] of Object.entries(facts)) expect([byName(name), nameOf(number)]).toEqual([number, name]);
  });
});

function defined(table: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number | undefined>> {
  return Object.fromEntries(Object.entries(table).filter(([, number]) => number !== undefined));
}

test("extended errors: numbers, and purposes in the registry's words", () => {
  expect(Object.values(ExtendedError)).toEqual(Object.values(EXTENDED_ERRORS));
  for (const [purpose, code] of Object.entries(EXTENDED_ERRORS)) {
    expect([extendedErrorByPurpose(purpose), extendedErrorPurpose(code)]).toEqual([code, purpose]);
    const name = purpose
      .replace("DNSSEC Bogus", "DNS Bogus")
      .replace("Iterations Value", "Iter Value")
      .replaceAll(" ", "");
    expect(Object.entries(ExtendedError)).toContainEqual([name, code]);
  }
  expect(extendedErrorPurpose(31)).toBeUndefined();
  expect(extendedErrorByPurpose("Nonsense")).toBeUndefined();
});

test("classes; ANY is written as a number, since it would be read as the type", () => {
  expect(Class).toEqual({ IN: 1, CS: 2, CH: 3, HS: 4, NONE: 254, ANY: 255 });
  expect([1, 2, 3, 4, 254, 255, 32].map(className)).toEqual(["IN", "CS", "CH", "HS", "NONE", "CLASS255", "CLASS32"]);
  expect(["IN", "ANY", "in", "CLASS1"].map(classByName)).toEqual([1, 255, undefined, undefined]);
});

test("digests of DS records, and EDNS options", () => {
  expect(DigestType).toEqual({ SHA1: 1, SHA256: 2, GOST94: 3, SHA384: 4, SHA512: 5 });
  const { LOCAL_START, LOCAL_END, ...codes } = EdnsOptionCode;
  expect(Object.values(codes)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18, 19]);
  expect([codes.NSID, codes.SUBNET, codes.COOKIE, codes.EDE]).toEqual([3, 8, 10, 15]);
  expect([LOCAL_START, LOCAL_END]).toEqual([65_001, 65_534]);
});

test("what has no name", () => {
  expect(rrtypeName(1234)).toBe("TYPE1234");
  expect(["a", "TYPE1", ""].map(rrtypeByName)).toEqual([undefined, undefined, undefined]);
  expect([rcodeName(12), rcodeText(12), rcodeText(3)]).toEqual(["", "RCODE12", "NXDOMAIN"]);
  expect([rcodeByName("NOTIMPL"), rcodeByName("nxdomain"), Rcode.BADVERS]).toEqual([4, undefined, 16]);
  expect([opcodeName(3), opcodeName(6), opcodeByName("DSO"), Opcode.DSO]).toEqual(["", "", undefined, 6]);
  expect([algorithmName(4), certificateTypeName(9)]).toEqual([undefined, undefined]);
});
