/** The kinds of fields that RDATA is made of. `label` is how CoreDNS calls the field in mistakes. */

import { readIpv4, writeIpv4 } from "../../go/address.ts";
import { readBase64, readHex, writeBase64, writeHex } from "../../text/base.ts";
import type { Name } from "../name/name.ts";
import { ROOT, readRelativeName } from "../name/name.ts";
import { readUnsigned } from "../text/number.ts";
import type { TextError } from "../text/text-error.ts";
import type { Token } from "../text/token.ts";
import { WireError } from "../wire/wire-error.ts";
import { badField, type RdataSource } from "./codec.ts";
import type { Field } from "./fields.ts";

/** The name that a token stands for: `@` is the origin itself; `undefined` when it is none. */
export function nameOfToken(token: Token, origin: Name | undefined): Name | undefined {
  const { text } = token;
  if (token.error) return undefined;
  if (text === "@") return origin;
  if (text === "\n") return undefined;
  if (origin !== undefined) return readRelativeName(text, origin);
  return text.endsWith(".") ? readRelativeName(text, ROOT) : undefined;
}

/** A text of a number's own, beside decimals. */
export interface NumberText {
  read(text: string): number | undefined;
  write(value: number): string;
}

/** A field that is one token of text. */
export function tokenField<T>(
  label: string,
  wire: Pick<Field<T>, "decode" | "encode">,
  text: { read(token: Token, source: RdataSource): T | undefined; write(value: T): string },
): Field<T> {
  return {
    ...wire,
    read(source, owner) {
      const token = source.lexer.next();
      const value = token.error ? undefined : text.read(token, source);
      return value === undefined ? badField(`${owner} ${label}`, token) : value;
    },
    write: text.write,
  };
}

const unsigned = (limit: number) => ({ read: (token: Token) => readUnsigned(token.text, limit), write: String });

/** A number of eight bits. */
export function u8(label: string): Field<number> {
  return tokenField(label, { decode: (from) => from.u8(), encode: (value, to) => to.u8(value) }, unsigned(0xff));
}

/** A number of sixteen bits. */
export function u16(label: string): Field<number> {
  return tokenField(label, { decode: (from) => from.u16(), encode: (value, to) => to.u16(value) }, unsigned(0xff_ff));
}

const u32Wire: Pick<Field<number>, "decode" | "encode"> = {
  decode: (from) => from.u32(),
  encode: (value, to) => to.u32(value),
};

/** A number of thirty-two bits. */
export function u32(label: string): Field<number> {
  return tokenField(label, u32Wire, unsigned(0xff_ff_ff_ff));
}

/** A number of thirty-two bits with a text of its own. */
export function u32As(label: string, text: NumberText): Field<number> {
  return tokenField(label, u32Wire, { read: (token) => text.read(token.text), write: text.write });
}

/** A number of eight bits with a text of its own. */
export function u8As(label: string, text: NumberText): Field<number> {
  const wire: Pick<Field<number>, "decode" | "encode"> = {
    decode: (from) => from.u8(),
    encode: (value, to) => to.u8(value),
  };
  return tokenField(label, wire, { read: (token) => text.read(token.text), write: text.write });
}

/** A number of sixteen bits with a text of its own. */
export function u16As(label: string, text: NumberText): Field<number> {
  const wire: Pick<Field<number>, "decode" | "encode"> = {
    decode: (from) => from.u16(),
    encode: (value, to) => to.u16(value),
  };
  return tokenField(label, wire, { read: (token) => text.read(token.text), write: text.write });
}

const nameText = { read: (token: Token, source: RdataSource) => nameOfToken(token, source.origin), write: String };

/** A name that must not be compressed. */
export function name(label: string): Field<Name> {
  return tokenField(label, { decode: (from) => from.name(), encode: (value, to) => to.name(value) }, nameText);
}

/** A name that may be compressed: only the types of RFC 1035 have such (RFC 3597 section 4). */
export function compressedName(label: string): Field<Name> {
  return tokenField(
    label,
    { decode: (from) => from.name(), encode: (value, to) => to.compressedName(value) },
    nameText,
  );
}

/** The bytes of an address in a record; throws `WireError` for text that is no address. */
export function addressBytes(text: string, read: (text: string) => Uint8Array | undefined): Uint8Array {
  const bytes = read(text);
  if (bytes === undefined) throw new WireError("bad rdata");
  return bytes;
}

/** An IPv4 address in canonical text. */
export function ipv4(label: string): Field<string> {
  return tokenField(
    label,
    {
      decode: (from) => writeIpv4(from.take(4, "a")),
      encode: (value, to) => to.raw(addressBytes(value, readIpv4)),
    },
    { read: ({ text }) => (readIpv4(text) === undefined ? undefined : text), write: String },
  );
}

/** The tokens up to the end of the line as one text without the blanks between them. */
export function readTextToEnd(source: RdataSource, what: string): string | TextError {
  let text = "";
  for (;;) {
    const token = source.lexer.next();
    if (token.kind === "newline" || token.kind === "end") return text;
    if (token.error || (token.kind !== "string" && token.kind !== "blank")) return badField(what, token);
    if (token.kind === "string") text += token.text;
  }
}

/** Binary data to the end of the line, as hexadecimal digits. */
export function hexToEnd(label: string, options: HexOptions = {}): Field<Uint8Array> {
  return {
    toEnd: true,
    decode: (from) => from.take(from.left, "hex"),
    encode: (value, to) => to.raw(value),
    read(source, owner) {
      if (options.gap) source.lexer.next();
      const token = source.lexer.peek();
      const text = readTextToEnd(source, `${owner} ${label}`);
      return typeof text === "string" ? (readHex(text) ?? badField(`${owner} ${label}`, token)) : text;
    },
    write: (value) => (options.upper ? writeHex(value).toUpperCase() : writeHex(value)),
  };
}

/** How a type writes hexadecimal digits. */
export interface HexOptions {
  readonly upper?: boolean;
  /** True for the types for which CoreDNS drops one token before the digits, whatever it is. */
  readonly gap?: boolean;
}

/** Binary data to the end of the line, as base64. */
export function base64ToEnd(label: string): Field<Uint8Array> {
  return {
    toEnd: true,
    decode: (from) => from.take(from.left, "base64"),
    encode: (value, to) => to.base64(value),
    read(source, owner) {
      const token = source.lexer.peek();
      const text = readTextToEnd(source, `${owner} ${label}`);
      return typeof text === "string" ? (readBase64(text) ?? badField(`${owner} ${label}`, token)) : text;
    },
    write: writeBase64,
  };
}
