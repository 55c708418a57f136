/** Private keys as dnssec-keygen writes them: names and values, a line each (CoreDNS reads them with miekg/dns). */

import { parseBase64 } from "../../go/base64.ts";
import { quote } from "../../go/quote.ts";
import { parseUint10 } from "../../go/strconv.ts";
import { DnssecAlgorithm } from "../iana/dnssec-algorithm.ts";
import type { DNSKEY } from "../rdata/dnssec.ts";
import type { TextError } from "../text/text-error.ts";
import { octetAt, u16At } from "../wire/octets.ts";

const BAD_PRIVATE_KEY = "dns: bad private key";
/** What CoreDNS says of a public half that does not fit its algorithm. */
export const BAD_KEY = "dns: bad key";
const BAD_ALGORITHM = "dns: bad algorithm";

const FORMATS: readonly (string | undefined)[] = ["v1.2", "v1.3"];
const RSA_FIELDS: readonly string[] = ["modulus", "publicexponent", "privateexponent", "prime1", "prime2"];
const ED25519_SEED_OCTETS = 32;
const NOTHING = new Uint8Array();
/** Modulus and exponent that CoreDNS can work with, in octets. */
const MIN_MODULUS = 64;
const MAX_MODULUS = 512;
const MAX_EXPONENT = 4;

/** The private half of a key; numbers are big-endian octets. */
export type PrivateKey =
  | {
      readonly kind: "RSA";
      readonly exponent: Uint8Array;
      readonly primes: readonly [Uint8Array, Uint8Array];
    }
  | { readonly kind: "ECDSA"; readonly scalar: Uint8Array }
  | { readonly kind: "ED25519"; readonly seed: Uint8Array };

/** Why a key cannot be used, in CoreDNS's words. */
export interface KeyError {
  readonly kind: "error";
  readonly text: string;
}

/**
 * Reads the private half of a key; what cannot be used together with the public one is an error. `text` has an octet per
 * character, `file` is named in mistakes. That both halves belong together is not looked at.
 */
export function readPrivateKey(
  publicKey: DNSKEY,
  { text, file }: { readonly text: string; readonly file: string },
): PrivateKey | KeyError {
  const fields = readFields(text, file);
  if (typeof fields === "string") return fault(fields);
  if (!FORMATS.includes(fields.get("private-key-format"))) return fault(BAD_PRIVATE_KEY);
  const [number = ""] = (fields.get("algorithm") ?? "").split(" ");
  const algorithm = parseUint10(number, 8);
  if (!algorithm.ok) return fault(BAD_PRIVATE_KEY);
  switch (algorithm.value) {
    case DnssecAlgorithm.RSASHA1:
    case DnssecAlgorithm["RSASHA1-NSEC3-SHA1"]:
    case DnssecAlgorithm.RSASHA256:
    case DnssecAlgorithm.RSASHA512:
      return readRsa(fields, publicKey);
    case DnssecAlgorithm.ECDSAP256SHA256:
    case DnssecAlgorithm.ECDSAP384SHA384:
      return readEcdsa(fields, publicKey);
    case DnssecAlgorithm.ED25519:
      return readEd25519(fields);
    default:
      return fault(BAD_ALGORITHM);
  }
}

/** True for a mistake that CoreDNS does not see when it reads a public half, but when it puts both halves together. */
export function isBadBase64({ reason }: TextError): boolean {
  return reason === "bad DNSKEY PublicKey";
}

function fault(text: string): KeyError {
  return { kind: "error", text };
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

function readRsa(fields: Fields, { publicKey }: DNSKEY): PrivateKey | KeyError {
  const numbers = readNumbers(fields, RSA_FIELDS);
  if (typeof numbers === "string") return fault(numbers);
  if (!isRsaKey(publicKey)) return fault(BAD_KEY);
  const [, , exponent, first, second] = numbers;
  return { kind: "RSA", exponent: exponent ?? NOTHING, primes: [first ?? NOTHING, second ?? NOTHING] };
}

function readEcdsa(fields: Fields, publicKey: DNSKEY): PrivateKey | KeyError {
  const numbers = readNumbers(fields, ["privatekey"]);
  if (typeof numbers === "string") return fault(numbers);
  return isEcdsaKey(publicKey) ? { kind: "ECDSA", scalar: numbers[0] ?? NOTHING } : fault(BAD_KEY);
}

function readEd25519(fields: Fields): PrivateKey | KeyError {
  const numbers = readNumbers(fields, ["privatekey"]);
  if (typeof numbers === "string") return fault(numbers);
  const [seed] = numbers;
  if (seed !== undefined && seed.length !== ED25519_SEED_OCTETS) return fault(BAD_PRIVATE_KEY);
  return { kind: "ED25519", seed: seed ?? NOTHING };
}

/** The values of these fields, or what is wrong with the base64 of the first in the file that cannot be read. */
function readNumbers(fields: Fields, names: readonly string[]): readonly (Uint8Array | undefined)[] | string {
  const numbers: (Uint8Array | undefined)[] = names.map(() => undefined);
  for (const [name, value] of fields) {
    const index = names.indexOf(name);
    if (index < 0) continue;
    const read = parseBase64(value);
    if (!read.ok) return read.error;
    numbers[index] = read.value;
  }
  return numbers;
}

/** RFC 3110 section 2, within what Go's library takes. */
function isRsaKey(octets: Uint8Array): boolean {
  const isLong = octetAt(octets, 0) === 0;
  const exponentOctets = isLong ? u16At(octets, 1) : octetAt(octets, 0);
  const start = isLong ? 3 : 1;
  if (exponentOctets > MAX_EXPONENT || exponentOctets === 0 || octets[start] === 0) return false;
  const modulus = octets.subarray(start + exponentOctets);
  if (modulus.length < MIN_MODULUS || modulus.length > MAX_MODULUS || modulus[0] === 0) return false;
  return exponentOctets < MAX_EXPONENT || octetAt(octets, start) < 0x80;
}

/** RFC 6605 section 4. */
function isEcdsaKey({ algorithm, publicKey }: DNSKEY): boolean {
  if (algorithm === DnssecAlgorithm.ECDSAP256SHA256) return publicKey.length === 64;
  return algorithm !== DnssecAlgorithm.ECDSAP384SHA384 || publicKey.length === 96;
}
