/** Private keys as dnssec-keygen writes them: names and values, a line each (CoreDNS reads them with miekg/dns). */

import { DnssecAlgorithm } from "../../dns/iana/dnssec-algorithm.ts";
import type { DNSKEY } from "../../dns/rdata/dnssec.ts";
import { parseBase64 } from "../../go/base64.ts";
import { quote } from "../../go/quote.ts";
import { parseUint10 } from "../../go/strconv.ts";

const BAD_PRIVATE_KEY = "dns: bad private key";
const BAD_KEY = "dns: bad key";
const BAD_ALGORITHM = "dns: bad algorithm";

const FORMATS: readonly (string | undefined)[] = ["v1.2", "v1.3"];
const RSA_FIELDS: readonly string[] = ["modulus", "publicexponent", "privateexponent", "prime1", "prime2"];
const ED25519_SEED_OCTETS = 32;
/** Modulus and exponent that CoreDNS can work with, in octets. */
const MIN_MODULUS = 64;
const MAX_MODULUS = 512;
const MAX_EXPONENT = 4;

/**
 * Why the private half of a key cannot be used together with the public one; undefined when it can. `text` has an octet
 * per character, `file` is named in mistakes.
 */
export function privateKeyError(publicKey: DNSKEY, { text, file }: { text: string; file: string }): string | undefined {
  const fields = readFields(text, file);
  if (typeof fields === "string") return fields;
  if (!FORMATS.includes(fields.get("private-key-format"))) return BAD_PRIVATE_KEY;
  const [number = ""] = (fields.get("algorithm") ?? "").split(" ");
  const algorithm = parseUint10(number, 8);
  if (!algorithm.ok) return BAD_PRIVATE_KEY;
  switch (algorithm.value) {
    case DnssecAlgorithm.RSASHA1:
    case DnssecAlgorithm["RSASHA1-NSEC3-SHA1"]:
    case DnssecAlgorithm.RSASHA256:
    case DnssecAlgorithm.RSASHA512:
      return base64Error(fields, RSA_FIELDS) ?? (isRsaKey(publicKey.publicKey) ? undefined : BAD_KEY);
    case DnssecAlgorithm.ECDSAP256SHA256:
    case DnssecAlgorithm.ECDSAP384SHA384:
      return base64Error(fields, ["privatekey"]) ?? (isEcdsaKey(publicKey) ? undefined : BAD_KEY);
    case DnssecAlgorithm.ED25519:
      return ed25519Error(fields);
    default:
      return BAD_ALGORITHM;
  }
}

type Fields = ReadonlyMap<string, string>;

/**
 * Names in lower case with their values, or what is wrong with a line. What CoreDNS's reader makes of odd files is kept:
 * a colon swallows the character behind it even when that ends the line, and colons in values vanish.
 */
function readFields(text: string, file: string): Fields | string {
  const fields = new Map<string, string>();
  let [name, word, isName, isComment] = ["", "", true, false];
  let [line, lineStart] = [1, 0];
  const isWrong = (at: number): string | undefined => {
    if (name !== "") {
      fields.set(name.toLowerCase(), word);
      return undefined;
    }
    const column = at - lineStart + (text[at] === "\n" ? 0 : 1);
    return `${file}: dns: no private key seen: ${quote(word)} at line: ${line}:${column}`;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === ":" && !isComment && isName) {
      [name, word, isName] = [word, "", false];
      at++;
    } else if (character === ";") {
      isComment = true;
    } else if (character === "\n") {
      isComment = false;
      if (!isName || word !== "") {
        const wrong = isWrong(at);
        if (wrong !== undefined) return wrong;
        [name, word, isName] = ["", "", true];
      }
    } else if (!isComment && character !== ":") {
      word += character;
    }
    if (text[at] === "\n") [line, lineStart] = [line + 1, at + 1];
  }
  if (word === "") return fields;
  return isWrong(text.length - 1) ?? fields;
}

function base64Error(fields: Fields, names: readonly string[]): string | undefined {
  for (const [name, value] of fields) {
    if (!names.includes(name)) continue;
    const read = parseBase64(value);
    if (!read.ok) return read.error;
  }
  return undefined;
}

function ed25519Error(fields: Fields): string | undefined {
  const written = fields.get("privatekey");
  if (written === undefined) return undefined;
  const read = parseBase64(written);
  if (!read.ok) return read.error;
  return read.value.length === ED25519_SEED_OCTETS ? undefined : BAD_PRIVATE_KEY;
}

/** RFC 3110 section 2, within what Go's library takes. */
function isRsaKey(octets: Uint8Array): boolean {
  if (octets.length < 2 + MIN_MODULUS) return false;
  const [first = 0, second = 0, third = 0] = octets;
  const isLong = first === 0;
  const exponentOctets = isLong ? (second << 8) | third : first;
  const start = isLong ? 3 : 1;
  if (exponentOctets > MAX_EXPONENT || exponentOctets === 0 || octets[start] === 0) return false;
  const modulus = octets.subarray(start + exponentOctets);
  if (modulus.length < MIN_MODULUS || modulus.length > MAX_MODULUS || modulus[0] === 0) return false;
  return exponentOctets < MAX_EXPONENT || (octets[start] ?? 0) < 0x80;
}

/** RFC 6605 section 4. */
function isEcdsaKey({ algorithm, publicKey }: DNSKEY): boolean {
  if (algorithm === DnssecAlgorithm.ECDSAP256SHA256) return publicKey.length === 64;
  return algorithm !== DnssecAlgorithm.ECDSAP384SHA384 || publicKey.length === 96;
}
