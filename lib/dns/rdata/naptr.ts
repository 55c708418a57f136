/** NAPTR: rewriting a string until a service is found (RFC 3403 section 4). */
import type { Name } from "../name/name.ts";
import { readEscapes, writeEscapes } from "../text/escape.ts";
import { readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import { badField, type RdataCodec, type RdataSource, readLineEnd } from "./codec.ts";
import { nameOfToken } from "./field-kinds.ts";

/** A naming authority pointer. Flags, service and regexp are octet strings. */
export interface NAPTR {
  readonly kind: "NAPTR";
  readonly order: number;
  readonly preference: number;
  readonly flags: string;
  readonly service: string;
  readonly regexp: string;
  readonly replacement: Name;
}

function readNumber({ lexer }: RdataSource, what: string): number | TextError {
  const token = lexer.next();
  return (token.error ? undefined : readUnsigned(token.text, 0xff_ff)) ?? badField(what, token);
}

/** A string that must stand in quotes. */
function readQuoted({ lexer }: RdataSource, what: string): string | TextError {
  lexer.next();
  let token = lexer.next();
  if (token.kind !== "quote") return badField(what, token);
  token = lexer.next();
  if (token.kind === "quote") return "";
  if (token.kind !== "string") return badField(what, token);
  const octets = readEscapes(token.text);
  token = lexer.next();
  return token.kind === "quote" ? octets : badField(what, token);
}

/** The codec of NAPTR records. */
export const naptr: RdataCodec<NAPTR> = {
  kind: "NAPTR",
  decode(reader) {
    return {
      kind: "NAPTR",
      order: reader.u16(),
      preference: reader.u16(),
      flags: reader.characterString(),
      service: reader.characterString(),
      regexp: reader.characterString(),
      replacement: reader.name(),
    };
  },
  encode(naptr, sink) {
    sink.u16(naptr.order);
    sink.u16(naptr.preference);
    sink.characterString(naptr.flags);
    sink.characterString(naptr.service);
    sink.characterString(naptr.regexp);
    sink.name(naptr.replacement);
  },
  read(source) {
    const order = readNumber(source, "NAPTR Order");
    if (order instanceof TextError) return order;
    source.lexer.next();
    const preference = readNumber(source, "NAPTR Preference");
    if (preference instanceof TextError) return preference;
    const flags = readQuoted(source, "NAPTR Flags");
    if (flags instanceof TextError) return flags;
    const service = readQuoted(source, "NAPTR Service");
    if (service instanceof TextError) return service;
    const regexp = readQuoted(source, "NAPTR Regexp");
    if (regexp instanceof TextError) return regexp;
    source.lexer.next();
    const token = source.lexer.next();
    const replacement = nameOfToken(token, source.origin);
    if (replacement === undefined) return badField("NAPTR Replacement", token);
    return readLineEnd(source.lexer) ?? { kind: "NAPTR", order, preference, flags, service, regexp, replacement };
  },
  write(naptr) {
    const strings = [naptr.flags, naptr.service, naptr.regexp].map((octets) => `"${writeEscapes(octets)}"`);
    return `${naptr.order} ${naptr.preference} ${strings.join(" ")} ${naptr.replacement}`;
  },
};
