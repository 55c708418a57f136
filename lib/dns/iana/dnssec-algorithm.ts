/** Numbers of DNSSEC: key algorithms (RFC 8624), digests of DS records, certificate types (RFC 4398 section 2.1). */

/** Number of each DNSSEC key algorithm. */
export const DnssecAlgorithm = {
  RSAMD5: 1,
  DH: 2,
  DSA: 3,
  RSASHA1: 5,
  "DSA-NSEC3-SHA1": 6,
  "RSASHA1-NSEC3-SHA1": 7,
  RSASHA256: 8,
  RSASHA512: 10,
  "ECC-GOST": 12,
  ECDSAP256SHA256: 13,
  ECDSAP384SHA384: 14,
  ED25519: 15,
  ED448: 16,
  INDIRECT: 252,
  PRIVATEDNS: 253,
  PRIVATEOID: 254,
} as const;

/** Number of each digest of a DS record. */
export const DigestType = { SHA1: 1, SHA256: 2, GOST94: 3, SHA384: 4, SHA512: 5 } as const;

/** Number of each certificate type of a CERT record. */
export const CertificateType = {
  PKIX: 1,
  SPKI: 2,
  PGP: 3,
  IPIX: 4,
  ISPKI: 5,
  IPGP: 6,
  ACPKIX: 7,
  IACPKIX: 8,
  URI: 253,
  OID: 254,
} as const;

const algorithmNumbers: ReadonlyMap<string, number> = new Map<string, number>(Object.entries(DnssecAlgorithm));
const algorithmNames: ReadonlyMap<number, string> = new Map(
  Object.entries(DnssecAlgorithm).map(([name, number]) => [number, name]),
);
const certificateNumbers: ReadonlyMap<string, number> = new Map<string, number>(Object.entries(CertificateType));
const certificateNames: ReadonlyMap<number, string> = new Map(
  Object.entries(CertificateType).map(([name, number]) => [number, name]),
);

/** The mnemonic of a key algorithm, `undefined` for a number without one. */
export function algorithmName(number: number): string | undefined {
  return algorithmNames.get(number);
}

/** The number of a key algorithm's mnemonic in capitals. */
export function algorithmByName(name: string): number | undefined {
  return algorithmNumbers.get(name);
}

/** The mnemonic of a certificate type, `undefined` for a number without one. */
export function certificateTypeName(number: number): string | undefined {
  return certificateNames.get(number);
}

/** The number of a certificate type's mnemonic in capitals. */
export function certificateTypeByName(name: string): number | undefined {
  return certificateNumbers.get(name);
}
