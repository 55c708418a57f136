/** Signatures of RRsets (RFC 4034 section 3; CoreDNS signs with miekg/dns, whose limits are kept). */
import { RRType } from "../iana/rrtype.ts";
import type { ResourceRecord } from "../message/message.ts";
import { MAX_NAME_OCTETS } from "../name/label.ts";
import { canonical, countLabels, type Name } from "../name/name.ts";
import type { DNSKEY } from "../rdata/dnssec.ts";
import type { RRSIG } from "../rdata/rrsig.ts";
import { WireError } from "../wire/wire-error.ts";
import { CanonicalWriter, canonicalRrset } from "./canonical-rrset.ts";
import type { KeyError } from "./private-key.ts";

/** Gives the signature of octets in the form that RRSIG records have for the key's algorithm. */
export type Sign = (octets: Uint8Array) => Uint8Array;

/** A key as signing needs it. */
export interface SigningKey {
  readonly record: ResourceRecord<DNSKEY>;
  readonly tag: number;
  /** What signs with it, or why nothing can. */
  readonly sign: Sign | KeyError;
}

/** What a signature says beside which RRset it covers, and by which key. */
export interface SignatureTerms {
  readonly signer: Name;
  readonly ttl: number;
  readonly originalTtl: number;
  /** Seconds since 1970. */
  readonly inception: number;
  readonly expiration: number;
}

export type SignatureRecord = ResourceRecord<RRSIG>;

/** The signature of an RRset, which has a record at least; or why there is none, in CoreDNS's words. */
export function signRrset(
  rrset: readonly ResourceRecord[],
  key: SigningKey,
  terms: SignatureTerms,
): SignatureRecord | KeyError {
  const { record, tag, sign } = key;
  const [first] = rrset;
  if (first === undefined || tag === 0) return { kind: "error", text: "dns: bad key" };
  if (typeof sign !== "function") return sign;
  const covering = {
    typeCovered: first.type,
    algorithm: record.rdata.algorithm,
    // A name that begins with an asterisk counts as a wildcard, whatever comes after it.
    labels: countLabels(first.name) - (first.name.startsWith("*") ? 1 : 0),
    originalTtl: terms.originalTtl,
    expiration: terms.expiration,
    inception: terms.inception,
    keyTag: tag,
    signer: terms.signer,
  };
  try {
    const signature = sign(signedOctets(rrset, covering));
    const { name, class: rrclass } = first;
    const rdata: RRSIG = { kind: "RRSIG", ...covering, signature };
    return { name, type: RRType.RRSIG, class: rrclass, ttl: terms.ttl, rdata };
  } catch (error) {
    if (error instanceof WireError) return { kind: "error", text: error.message };
    throw error;
  }
}

/** What is signed: the signature's RDATA up to the signature itself, then the RRset (RFC 4034 section 3.1.8.1). */
export function signedOctets(
  rrset: readonly ResourceRecord[],
  covering: Omit<RRSIG, "kind" | "signature">,
): Uint8Array {
  const writer = new CanonicalWriter(new Uint8Array(MAX_NAME_OCTETS));
  writer.u16(covering.typeCovered);
  writer.u8(covering.algorithm);
  writer.u8(covering.labels);
  writer.u32(covering.originalTtl);
  writer.u32(covering.expiration);
  writer.u32(covering.inception);
  writer.u16(covering.keyTag);
  writer.name(canonical(covering.signer));
  writer.raw(canonicalRrset(rrset, covering));
  return writer.bytes.subarray(0, writer.offset);
}
