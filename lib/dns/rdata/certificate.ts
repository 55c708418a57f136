/** Certificates, keys and fingerprints of protocols other than DNSSEC. */
import {
  algorithmByName,
  algorithmName,
  certificateTypeByName,
  certificateTypeName,
} from "../iana/dnssec-algorithm.ts";
import { readUnsigned } from "../text/number.ts";
import { base64ToEnd, hexToEnd, type NumberText, u8, u8As, u16, u16As } from "./field-kinds.ts";
import { type Field, type RdataOf, row } from "./fields.ts";

const certificateType: NumberText = {
  read: (text) => certificateTypeByName(text) ?? readUnsigned(text, 0xff_ff),
  write: (value) => certificateTypeName(value) ?? String(value),
};

const algorithm: NumberText = {
  read: (text) => algorithmByName(text) ?? readUnsigned(text, 0xff),
  write: (value) => algorithmName(value) ?? String(value),
};

const LONGEST_WORD = 1024;
const plainHex = hexToEnd("Certificate");

/** Long certificates are written in words of 1024 digits. */
const words: Field<Uint8Array> = {
  ...plainHex,
  write(value) {
    const digits = plainHex.write(value);
    const parts: string[] = [];
    for (let at = 0; at <= digits.length; at += LONGEST_WORD) parts.push(digits.slice(at, at + LONGEST_WORD));
    return parts.join(" ");
  },
};

const associationFields = { usage: u8("Usage"), selector: u8("Selector"), matchingType: u8("MatchingType") };

/** A certificate (RFC 4398). */
export const cert = row("CERT", {
  certificateType: u16As("Type", certificateType),
  keyTag: u16("KeyTag"),
  algorithm: u8As("Algorithm", algorithm),
  certificate: base64ToEnd("Certificate"),
});
/** The fingerprint of an SSH host key (RFC 4255). */
export const sshfp = row("SSHFP", {
  algorithm: u8("Algorithm"),
  fingerprintType: u8("Type"),
  fingerprint: hexToEnd("Fingerprint", { upper: true, gap: true }),
});
/** A TLS server's certificate (RFC 6698). */
export const tlsa = row("TLSA", { ...associationFields, certificate: plainHex });
/** A certificate for S/MIME (RFC 8162). */
export const smimea = row("SMIMEA", { ...associationFields, certificate: words });
/** An OpenPGP key (RFC 7929). */
export const openpgpkey = row("OPENPGPKEY", { publicKey: base64ToEnd("PublicKey") });
/** The identity of a DHCP client (RFC 4701). */
export const dhcid = row("DHCID", { digest: base64ToEnd("Digest") });
/** An endpoint of Nimrod. */
export const eid = row("EID", { endpoint: hexToEnd("Endpoint", { upper: true }) });
/** A locator of Nimrod. */
export const nimloc = row("NIMLOC", { locator: hexToEnd("Locator", { upper: true }) });

export type CERT = RdataOf<typeof cert>;
export type SSHFP = RdataOf<typeof sshfp>;
export type TLSA = RdataOf<typeof tlsa>;
export type SMIMEA = RdataOf<typeof smimea>;
export type OPENPGPKEY = RdataOf<typeof openpgpkey>;
export type DHCID = RdataOf<typeof dhcid>;
export type EID = RdataOf<typeof eid>;
export type NIMLOC = RdataOf<typeof nimloc>;
