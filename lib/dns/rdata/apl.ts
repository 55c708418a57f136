/** APL: lists of address prefixes (RFC 3123). */
import { readIpv4, readIpv6, writeIpv4, writeIpv6 } from "../../go/address.ts";
import { readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import type { Token } from "../text/token.ts";
import type { WireReader } from "../wire/reader.ts";
import { WireError } from "../wire/wire-error.ts";
import type { RdataCodec } from "./codec.ts";
import { addressBytes } from "./field-kinds.ts";

/** One prefix. */
interface AplPrefix {
  readonly negated: boolean;
  readonly family: "ipv4" | "ipv6";
  /** The network's first address. */
  readonly address: string;
  /** Bits. */
  readonly length: number;
}

/** A list of prefixes. */
export interface APL {
  readonly kind: "APL";
  readonly prefixes: readonly AplPrefix[];
}

const FAMILIES = {
  ipv4: { number: 1, octets: 4, read: readIpv4, write: writeIpv4 },
  ipv6: { number: 2, octets: 16, read: readIpv6, write: writeIpv6 },
} as const;

function familyOf(number: number): AplPrefix["family"] | undefined {
  return number === 1 ? "ipv4" : number === 2 ? "ipv6" : undefined;
}

function decodePrefix(reader: WireReader): AplPrefix {
  reader.need(4, "APL prefix");
  const family = familyOf(reader.u16());
  const length = reader.u8();
  const bits = reader.u8();
  if (family === undefined) throw new WireError("unrecognized APL address family");
  const { octets, write } = FAMILIES[family];
  const given = bits & 0x7f;
  if (length > 8 * octets) throw new WireError("APL prefix too long");
  if (given > octets) throw new WireError("APL length too long");
  reader.need(given, "APL address");
  const bytes = new Uint8Array(octets);
  for (let at = 0; at < given; at++) bytes[at] = reader.u8();
  if (bytes[given - 1] === 0) throw new WireError("extra APL address bits");
  return { negated: bits > 0x7f, family, address: write(bytes), length };
}

/** The address without the bits behind the prefix. */
function masked(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.map((byte, at) => byte & (0xff << Math.min(8, Math.max(0, 8 * (at + 1) - length))));
}

const FORM = /^(!?)(\d+):([^/]*)\/(\d+)$/;

function readPrefix(token: Token): AplPrefix | TextError {
  if (!token.text.includes(":")) return new TextError("missing colon in APL field", token);
  const [, sign = "", number = "", address = "", bits = ""] = FORM.exec(token.text) ?? [];
  const digits = /^!?(\d+):/.exec(token.text)?.[1];
  // CoreDNS gives no reason for a bad number and a bad address.
  if (digits === undefined || Number(digits) > 0xff_ff) return new TextError("", token);
  const family = familyOf(Number(digits));
  if (family === undefined) return new TextError("unrecognized APL family", token);
  const bytes = address.includes(":") ? readIpv6(address) : readIpv4(address);
  const length = bytes === undefined || number === "" ? undefined : readUnsigned(bits, 8 * bytes.length);
  if (bytes === undefined || length === undefined) return new TextError("", token);
  if (masked(bytes, length).some((byte, at) => byte !== bytes[at])) {
    return new TextError("extra bits in APL address", token);
  }
  if (bytes.length !== FAMILIES[family].octets) return new TextError("address mismatch with the APL family", token);
  return { negated: sign === "!", family, address: FAMILIES[family].write(bytes), length };
}

/** The codec of APL records. */
export const apl: RdataCodec<APL> = {
  kind: "APL",
  decode(reader) {
    const prefixes: AplPrefix[] = [];
    while (!reader.atEnd) prefixes.push(decodePrefix(reader));
    return { kind: "APL", prefixes };
  },
  encode({ prefixes }, sink) {
    for (const { family, length, negated, address } of prefixes) {
      const { number, read } = FAMILIES[family];
      const bytes = masked(addressBytes(address, read), length);
      let octets = Math.ceil(length / 8);
      while (octets > 0 && bytes[octets - 1] === 0) octets--;
      sink.u16(number);
      sink.u8(length);
      sink.u8(octets | (negated ? 0x80 : 0));
      sink.raw(bytes.subarray(0, octets));
      sink.counted(Math.ceil(length / 8) - octets);
    }
  },
  read({ lexer }) {
    const prefixes: AplPrefix[] = [];
    for (;;) {
      const token = lexer.next();
      if (token.kind === "newline" || token.kind === "end") return { kind: "APL", prefixes };
      if (token.kind === "blank" && prefixes.length > 0) continue;
      if (token.kind !== "string") return new TextError("unexpected APL field", token);
      const prefix = readPrefix(token);
      if (prefix instanceof TextError) return prefix;
      prefixes.push(prefix);
    }
  },
  write({ prefixes }) {
    const texts = prefixes.map(({ negated, family, address, length }) => {
      return `${negated ? "!" : ""}${FAMILIES[family].number}:${address}/${length}`;
    });
    return texts.join(" ");
  },
};
