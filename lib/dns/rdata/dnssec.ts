/** Keys and digests of DNSSEC (RFC 4034 sections 2 and 5) and types of the same form. */
import { algorithmByName } from "../iana/dnssec-algorithm.ts";
import { readUnsigned } from "../text/number.ts";
import { base64ToEnd, hexToEnd, type NumberText, u8, u8As, u16, u32 } from "./field-kinds.ts";
import { type RdataOf, row } from "./fields.ts";

const algorithm: NumberText = {
  read: (text) => readUnsigned(text, 0xff) ?? algorithmByName(text.toUpperCase()),
  write: String,
};

const keyFields = {
  flags: u16("Flags"),
  protocol: u8("Protocol"),
  algorithm: u8("Algorithm"),
  publicKey: base64ToEnd("PublicKey"),
};

const digestFields = {
  keyTag: u16("KeyTag"),
  algorithm: u8As("Algorithm", algorithm),
  digestType: u8("DigestType"),
  digest: hexToEnd("Digest", { upper: true }),
};

/** A key of the zone. */
export const dnskey = row("DNSKEY", keyFields);
/** A key as DNSSEC first had it (RFC 2535), today for SIG(0). */
export const key = row("KEY", keyFields);
/** A key for the parent's DS record (RFC 7344). */
export const cdnskey = row("CDNSKEY", keyFields);
/** A key for data of the zone. */
export const rkey = row("RKEY", keyFields);
/** The digest of a key of a delegated zone. */
export const ds = row("DS", digestFields);
/** What the parent's DS record is to be (RFC 7344). */
export const cds = row("CDS", digestFields);
/** A DS record outside the tree: obsolete (RFC 4431). */
export const dlv = row("DLV", digestFields);
/** A trust authority. */
export const ta = row("TA", digestFields);
/** The digest of a whole zone (RFC 8976). */
export const zonemd = row("ZONEMD", {
  serial: u32("Serial"),
  scheme: u8("Scheme"),
  hash: u8("Hash Algorithm"),
  digest: hexToEnd("Digest"),
});

export type DNSKEY = RdataOf<typeof dnskey>;
export type KEY = RdataOf<typeof key>;
export type CDNSKEY = RdataOf<typeof cdnskey>;
export type RKEY = RdataOf<typeof rkey>;
export type DS = RdataOf<typeof ds>;
export type CDS = RdataOf<typeof cds>;
export type DLV = RdataOf<typeof dlv>;
export type TA = RdataOf<typeof ta>;
export type ZONEMD = RdataOf<typeof zonemd>;
