/** RDATA in presentation format, out of what dns-packet decodes; RFC 3597's form for types that it does not know. */
import type { Answer } from "dns-packet";
import { writeEscapes } from "../../lib/dns/text/escape.ts";
import { octetString, utf8Octets } from "../../lib/text/octets.ts";
import { type FrameRecord, readNameAt, uint16At, uint32At } from "./sections.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const quote = (value: string | Uint8Array): string =>
  `"${writeEscapes(typeof value === "string" ? utf8Octets(value) : octetString(value))}"`;

/** Names in RDATA are read off the wire, because dns-packet does not escape dots inside labels. */
function namesFrom(wire: Uint8Array, start: number, count: number): string[] {
  const names: string[] = [];
  for (let at = start; names.length < count; ) {
    const { name, next } = readNameAt(wire, at);
    names.push(name);
    at = next;
  }
  return names;
}

/** RDATA as `\# LENGTH HEX` (RFC 3597 section 5). */
export function unknownRdata(wire: Uint8Array, { start, end }: FrameRecord): string {
  return start === end ? "\\# 0" : `\\# ${end - start} ${hex(wire.subarray(start, end))}`;
}

/** RDATA of a record, as dns-packet decoded it; `undefined` when it does not decode this type. */
export function knownRdata(wire: Uint8Array, record: FrameRecord, decoded: Answer): string | undefined {
  const { start, end } = record;
  switch (decoded.type) {
    case "A":
      return end - start === 4 ? decoded.data : undefined;
    case "AAAA":
      return end - start === 16 ? decoded.data : undefined;
    case "NS":
    case "CNAME":
    case "PTR":
    case "DNAME":
      return namesFrom(wire, start, 1).join("");
    case "MX":
      return `${uint16At(wire, start)} ${namesFrom(wire, start + 2, 1)}`;
    case "SRV":
      return [0, 2, 4]
        .map((at) => uint16At(wire, start + at))
        .join(" ")
        .concat(" ", namesFrom(wire, start + 6, 1).join(""));
    case "SOA": {
      const rname = readNameAt(wire, start).next;
      const numbers = readNameAt(wire, rname).next;
      const values = [0, 4, 8, 12, 16].map((at) => uint32At(wire, numbers + at));
      return [...namesFrom(wire, start, 2), ...values].join(" ");
    }
    case "RP":
      return namesFrom(wire, start, 2).join(" ");
    case "TXT":
      return [decoded.data].flat().map(quote).join(" ");
    case "HINFO":
      return `${quote(decoded.data.cpu)} ${quote(decoded.data.os)}`;
    case "CAA":
      return `${decoded.data.flags ?? 0} ${decoded.data.tag} ${quote(decoded.data.value)}`;
    case "NAPTR": {
      const { order, preference, flags, services, regexp } = decoded.data;
      return [order, preference, quote(flags), quote(services), quote(regexp), naptrReplacement(wire, start)].join(" ");
    }
    case "SSHFP":
      return `${decoded.data.algorithm} ${decoded.data.hash} ${decoded.data.fingerprint.toUpperCase()}`;
    case "TLSA": {
      const { usage, selector, matchingType, certificate } = decoded.data;
      return [usage, selector, matchingType, hex(certificate).toUpperCase()].join(" ");
    }
    default:
      return dnssecRdata(wire, record, decoded);
  }
}

/** The records of RFC 4034 and RFC 5155. */
function dnssecRdata(wire: Uint8Array, { start }: FrameRecord, decoded: Answer): string | undefined {
  switch (decoded.type) {
    case "DS": {
      const { keyTag, algorithm, digestType, digest } = decoded.data;
      return [keyTag, algorithm, digestType, hex(digest).toUpperCase()].join(" ");
    }
    case "DNSKEY":
      return `${decoded.data.flags} 3 ${decoded.data.algorithm} ${base64(decoded.data.key)}`;
    case "RRSIG": {
      const { typeCovered, algorithm, labels, originalTTL, expiration, inception, keyTag, signature } = decoded.data;
      const signer = readNameAt(wire, start + 18).name;
      const times = [signatureTime(expiration), signatureTime(inception)];
      return [typeText(typeCovered), algorithm, labels, originalTTL, ...times, keyTag, signer, base64(signature)].join(
        " ",
      );
    }
    case "NSEC":
      return [readNameAt(wire, start).name, ...decoded.data.rrtypes.map(typeText)].join(" ");
    case "NSEC3": {
      const { algorithm, flags, iterations, salt, nextDomain, rrtypes } = decoded.data;
      const saltText = salt.length === 0 ? "-" : hex(salt).toUpperCase();
      return [algorithm, flags, iterations, saltText, base32hex(nextDomain), ...rrtypes.map(typeText)].join(" ");
    }
    default:
      return undefined;
  }
}

/** The replacement stands behind order, preference and three character-strings (RFC 3403 section 4.1). */
function naptrReplacement(wire: Uint8Array, start: number): string {
  let at = start + 4;
  for (let string = 0; string < 3; string++) at += 1 + (wire[at] ?? 0);
  return readNameAt(wire, at).name;
}

/** dns-packet writes `UNKNOWN_65` for a type without a name there. */
function typeText(name: string): string {
  return name.startsWith("UNKNOWN_") ? `TYPE${name.slice("UNKNOWN_".length)}` : name;
}

/** Seconds since 1970 as YYYYMMDDHHmmSS (RFC 4034 section 3.2). */
function signatureTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/[-:T]/g, "").slice(0, 14);
}

const BASE32HEX = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

/** RFC 4648 section 7, without padding. */
function base32hex(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32HEX[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + BASE32HEX[(held << (5 - bits)) & 31];
}
