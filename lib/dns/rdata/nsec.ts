/** Proofs that something is not there: NSEC (RFC 4034 section 4), NSEC3 (RFC 5155), and CSYNC (RFC 7477). */

import { readBase32Hex, readHex, writeBase32Hex, writeHex } from "../../text/base.ts";
import { rrtypeByName, rrtypeName } from "../iana/rrtype.ts";
import { readUnsigned } from "../text/number.ts";
import { decodeTypeBitmap } from "../wire/type-bitmap.ts";
import { badField } from "./codec.ts";
import { name, tokenField, u8, u16, u32 } from "./field-kinds.ts";
import { type Field, type RdataOf, row } from "./fields.ts";

/** The types that a name has, to the end of the line. */
const types: Field<readonly number[]> = {
  toEnd: true,
  list: true,
  decode: decodeTypeBitmap,
  encode: (value, to) => to.typeBitmap(value),
  read({ lexer }, owner) {
    const found: number[] = [];
    for (;;) {
      const token = lexer.next();
      if (token.kind === "newline" || token.kind === "end") return found;
      if (token.kind === "blank") continue;
      // CoreDNS takes the digits behind any four characters for a type's number.
      const type = rrtypeByName(token.text.toUpperCase()) ?? readUnsigned(token.text.slice(4), 0xff_ff);
      if (token.kind !== "string" || type === undefined) return badField(`${owner} TypeBitMap`, token);
      found.push(type);
    }
  },
  write: (value) => value.map(rrtypeName).join(" "),
};

/** Salt in hexadecimal digits; `-` is none. */
const salt: Field<Uint8Array> = tokenField(
  "Salt",
  {
    decode: (from) => from.take(from.u8(), "hex"),
    encode(value, to) {
      to.u8(value.length);
      to.raw(value);
    },
  },
  {
    read: ({ text }) => (text === "-" ? new Uint8Array() : text === "" ? undefined : readHex(text)),
    write: (value) => (value.length === 0 ? "-" : writeHex(value).toUpperCase()),
  },
);

/** The hash of a name, in base32hex. */
const nextHashed: Field<Uint8Array> = tokenField(
  "NextDomain",
  {
    decode: (from) => from.take(from.u8(), "base32"),
    encode(value, to) {
      to.u8(value.length);
      to.base32(value);
      to.counted(2);
    },
  },
  { read: ({ text }) => (text === "" ? undefined : readBase32Hex(text)), write: writeBase32Hex },
);

const hashFields = { hash: u8("Hash"), flags: u8("Flags"), iterations: u16("Iterations"), salt };

/** The next name of the zone, and the types that the owner has. */
export const nsec = row("NSEC", { next: name("NextDomain"), types });
/** NSEC as DNSSEC first had it (RFC 2535). */
export const nxt = row("NXT", { next: name("NextDomain"), types }, "NSEC");
/** The hash of the next name of the zone, and the types that the owner's original has. */
export const nsec3 = row("NSEC3", { ...hashFields, nextHashed, types });
/** How a zone hashes its names (RFC 5155 section 4). */
export const nsec3param = row("NSEC3PARAM", hashFields);
/** What the parent is to take over from the child. */
export const csync = row("CSYNC", { serial: u32("serial"), flags: u16("flags"), types });

export type NSEC = RdataOf<typeof nsec>;
export type NXT = RdataOf<typeof nxt>;
export type NSEC3 = RdataOf<typeof nsec3>;
export type NSEC3PARAM = RdataOf<typeof nsec3param>;
export type CSYNC = RdataOf<typeof csync>;
