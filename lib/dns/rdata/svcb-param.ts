/** Parameters of SVCB and HTTPS records (RFC 9460 section 14.3): value on the wire, value as text. */
import { isIpv4Mapped, readIpv4, readIpv6, writeIpv4, writeIpv6 } from "../../go/address.ts";
import { readBase64, writeBase64 } from "../../text/base.ts";
import { octetBytes, octetString } from "../../text/octets.ts";
import { decimalEscape, isDecimalEscape, isDigit, writeDecimalEscape } from "../text/escape.ts";
import { readUnsigned } from "../text/number.ts";
import { octetAt, u16At } from "../wire/octets.ts";
import { WireError } from "../wire/wire-error.ts";
import { readAlpn, writeAlpn } from "./svcb-alpn.ts";

/** What CoreDNS calls a key that is none; it is reserved. */
const INVALID_KEY = 0xff_ff;

/** How the value of a key is checked, read and written. */
interface ParamForm {
  /** Throws `WireError` for a value that cannot be. */
  check(value: Uint8Array): void;
  /** The value as CoreDNS writes it, where that is not as it was read; throws `WireError` for one that it does not write. */
  encode?(value: Uint8Array): Uint8Array;
  /** `undefined` when the text is no value of this key. */
  read(text: string): Uint8Array | undefined;
  write(value: Uint8Array): string;
}

const nothing = (what: string): ParamForm => ({
  check(value) {
    if (value.length > 0) throw WireError.ofValue(`${what} must have no value`);
  },
  read: (text) => (text === "" ? new Uint8Array() : undefined),
  write: () => "",
});

const mandatory: ParamForm = {
  check(value) {
    if (value.length % 2 !== 0) throw WireError.ofValue("bad svcbmandatory: value length is not a multiple of 2");
  },
  encode(value) {
    const keys = Array.from({ length: value.length / 2 }, (_, at) => u16At(value, 2 * at));
    return Uint8Array.from(keys.sort((a, b) => a - b).flatMap((key) => [key >> 8, key & 0xff]));
  },
  read(text) {
    if (text === "") return new Uint8Array();
    const keys = text
      .replace(/,$/, "")
      .split(",")
      .map((key) => svcbKey(key) ?? INVALID_KEY);
    return Uint8Array.from(keys.sort((a, b) => a - b).flatMap((key) => [key >> 8, key & 0xff]));
  },
  write(value) {
    const keys: string[] = [];
    for (let at = 0; at + 1 < value.length; at += 2) keys.push(svcbKeyName(u16At(value, at)));
    return keys.join(",");
  },
};

const alpn: ParamForm = {
  check(value) {
    let at = 0;
    while (at < value.length) at += 1 + octetAt(value, at);
    if (at > value.length) throw WireError.ofValue("bad svcbalpn: alpn array overflowing");
  },
  encode(value) {
    for (let at = 0; at < value.length; at += 1 + octetAt(value, at)) {
      if (value[at] === 0) throw WireError.ofValue("bad svcbalpn: empty alpn-id");
    }
    return value;
  },
  read: readAlpn,
  write: writeAlpn,
};

const port: ParamForm = {
  check(value) {
    if (value.length !== 2) throw WireError.ofValue("bad svcbport: port length is not exactly 2 octets");
  },
  read(text) {
    const number = readUnsigned(text, 0xff_ff);
    return number === undefined ? undefined : Uint8Array.of(number >> 8, number & 0xff);
  },
  write: (value) => String(u16At(value, 0)),
};

function hints(octets: 4 | 16, read: (text: string) => Uint8Array | undefined): ParamForm {
  return {
    check(value) {
      if (value.length === 0 || value.length % octets !== 0) {
        const family = octets === 4 ? "bad svcbipv4hint: ipv4" : "bas svcbipv6hint: ipv6";
        throw WireError.ofValue(
          `${family} address byte array length${octets === 4 ? " is" : ""} not a multiple of ${octets}`,
        );
      }
      if (octets === 4) return;
      for (let at = 0; at < value.length; at += 16) {
        if (isIpv4Mapped(value, at)) throw WireError.ofValue("bad svcbipv6hint: expected ipv6, got ipv4");
      }
    },
    read(text) {
      const addresses = text.replace(/,$/, "").split(",").map(read);
      const bytes: number[] = [];
      for (const address of addresses) {
        if (address === undefined) return undefined;
        bytes.push(...address);
      }
      return Uint8Array.from(bytes);
    },
    write(value) {
      const texts: string[] = [];
      for (let at = 0; at < value.length; at += octets) {
        texts.push(octets === 4 ? writeIpv4(value, at) : writeIpv6(value, at));
      }
      return texts.join(",");
    },
  };
}

const ech: ParamForm = { check() {}, read: readBase64, write: writeBase64 };

const opaque: ParamForm = {
  check() {},
  read: readParamOctets,
  write(value) {
    let text = "";
    for (const character of octetString(value)) {
      const octet = character.charCodeAt(0);
      if (octet < 0x20 || octet > 0x7e) text += writeDecimalEscape(octet);
      else text += '"; \\'.includes(character) ? `\\${character}` : character;
    }
    return text;
  },
};

/** Escapes as everywhere, but numbers above 255 and half numbers are mistakes here. */
function readParamOctets(text: string): Uint8Array | undefined {
  let octets = "";
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) !== "\\") {
      octets += text.charAt(at);
    } else if (isDecimalEscape(text, at)) {
      if (Number(text.slice(at + 1, at + 4)) > 0xff) return undefined;
      octets += String.fromCharCode(decimalEscape(text, at));
      at += 3;
    } else {
      if (at + 1 === text.length || isDigit(text.charCodeAt(at + 1))) return undefined;
      octets += text.charAt(++at);
    }
  }
  return octetBytes(octets);
}

function readHint6(text: string): Uint8Array | undefined {
  const bytes = readIpv6(text);
  return bytes === undefined || isIpv4Mapped(bytes) ? undefined : bytes;
}

const NAMED: readonly (readonly [string, ParamForm])[] = [
  ["mandatory", mandatory],
  ["alpn", alpn],
  ["no-default-alpn", nothing("bad svcbnodefaultalpn: no-default-alpn")],
  ["port", port],
  ["ipv4hint", hints(4, readIpv4)],
  ["ech", ech],
  ["ipv6hint", hints(16, readHint6)],
  ["dohpath", opaque],
  ["ohttp", nothing("bad svcbotthp: svcbotthp")],
];

const keys: ReadonlyMap<string, number> = new Map(NAMED.map(([name], key) => [name, key]));

/** The number of a key by its name, or by `key1234` when it has none; `undefined` for anything else. */
export function svcbKey(name: string): number | undefined {
  if (!name.startsWith("key")) return keys.get(name);
  const number = name.charAt(3) === "0" ? undefined : readUnsigned(name.slice(3), INVALID_KEY - 1);
  return number === undefined || number < NAMED.length ? undefined : number;
}

/** The name of a key; `key1234` for a number without one, nothing for the reserved one. */
export function svcbKeyName(key: number): string {
  return NAMED[key]?.[0] ?? (key === INVALID_KEY ? "" : `key${key}`);
}

/** How the value of a key is checked, read and written; throws `WireError` for the reserved key. */
export function svcbForm(key: number): ParamForm {
  if (key === INVALID_KEY) throw new WireError("bad SVCB key");
  return NAMED[key]?.[1] ?? opaque;
}
