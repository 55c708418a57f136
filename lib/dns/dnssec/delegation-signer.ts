/** Digests of keys, for the parent of a zone (RFC 4034 section 5.1.4). */

import { RRType } from "../iana/rrtype.ts";
import { MAX_NAME_OCTETS } from "../name/label.ts";
import { canonical, type Name } from "../name/name.ts";
import type { DNSKEY, DS } from "../rdata/dnssec.ts";
import { encodeRdataInto } from "../rdata/encode.ts";
import { CanonicalWriter } from "./canonical-rrset.ts";
import { keyTag } from "./key-tag.ts";

/** The digest of octets, of a type that is in the registry. */
export type Digest = (type: number, octets: Uint8Array) => Uint8Array;

/** The RDATA of the DS record of a key with this owner. */
export function delegationSigner(owner: Name, key: DNSKEY, by: { digestType: number; digest: Digest }): DS {
  const writer = new CanonicalWriter(new Uint8Array(MAX_NAME_OCTETS));
  writer.name(canonical(owner));
  encodeRdataInto(writer, { type: RRType.DNSKEY, rdata: key });
  return {
    kind: "DS",
    keyTag: keyTag(key),
    algorithm: key.algorithm,
    digestType: by.digestType,
    digest: by.digest(by.digestType, writer.bytes.subarray(0, writer.offset)),
  };
}
