/** Extended DNS error codes (RFC 8914 section 5.2): why a reply is as it is, for people. */

/** Number of each extended error code, named after its purpose. */
export const ExtendedError = {
  Other: 0,
  UnsupportedDNSKEYAlgorithm: 1,
  UnsupportedDSDigestType: 2,
  StaleAnswer: 3,
  ForgedAnswer: 4,
  DNSSECIndeterminate: 5,
  DNSBogus: 6,
  SignatureExpired: 7,
  SignatureNotYetValid: 8,
  DNSKEYMissing: 9,
  RRSIGsMissing: 10,
  NoZoneKeyBitSet: 11,
  NSECMissing: 12,
  CachedError: 13,
  NotReady: 14,
  Blocked: 15,
  Censored: 16,
  Filtered: 17,
  Prohibited: 18,
  StaleNXDOMAINAnswer: 19,
  NotAuthoritative: 20,
  NotSupported: 21,
  NoReachableAuthority: 22,
  NetworkError: 23,
  InvalidData: 24,
  SignatureExpiredBeforeValid: 25,
  TooEarly: 26,
  UnsupportedNSEC3IterValue: 27,
  UnableToConformToPolicy: 28,
  Synthesized: 29,
  InvalidQueryType: 30,
} as const;

/** Purpose of each code; the code is the place in the list. */
const purposes: readonly string[] = [
  "Other",
  "Unsupported DNSKEY Algorithm",
  "Unsupported DS Digest Type",
  "Stale Answer",
  "Forged Answer",
  "DNSSEC Indeterminate",
  "DNSSEC Bogus",
  "Signature Expired",
  "Signature Not Yet Valid",
  "DNSKEY Missing",
  "RRSIGs Missing",
  "No Zone Key Bit Set",
  "NSEC Missing",
  "Cached Error",
  "Not Ready",
  "Blocked",
  "Censored",
  "Filtered",
  "Prohibited",
  "Stale NXDOMAIN Answer",
  "Not Authoritative",
  "Not Supported",
  "No Reachable Authority",
  "Network Error",
  "Invalid Data",
  "Signature Expired Before Valid",
  "Too Early",
  "Unsupported NSEC3 Iterations Value",
  "Unable To Conform To Policy",
  "Synthesized",
  "Invalid Query Type",
];

const numbers: ReadonlyMap<string, number> = new Map(purposes.map((purpose, code) => [purpose, code]));

/** The purpose of an extended error code as the registry has it, `undefined` for a code without one. */
export function extendedErrorPurpose(code: number): string | undefined {
  return purposes[code];
}

/** The code of a purpose written exactly as in the registry, for instance `Stale Answer`. */
export function extendedErrorByPurpose(purpose: string): number | undefined {
  return numbers.get(purpose);
}
