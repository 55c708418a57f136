/** HINFO (RFC 1035 section 3.3.2) and the types that are read like it. */
import { readEscapes, writeEscapes } from "../text/escape.ts";
import { TextError } from "../text/text-error.ts";
import { readCharacterStrings, writeCharacterStrings } from "./character-strings.ts";
import { type RdataCodec, type RdataSource, readLineEnd } from "./codec.ts";

/** A host's hardware and system. */
export interface HINFO {
  readonly kind: "HINFO";
  /** An octet string. */
  readonly cpu: string;
  /** An octet string. */
  readonly os: string;
}

/** An ISDN number (RFC 1183 section 3.2). */
export interface ISDN {
  readonly kind: "ISDN";
  /** An octet string. */
  readonly address: string;
  /** An octet string; empty when there is none. */
  readonly subAddress: string;
}

/** An X.25 number (RFC 1183 section 3.1). */
export interface X25 {
  readonly kind: "X25";
  /** An octet string. */
  readonly address: string;
}

/** User information: reserved by IANA, of no use. */
export interface UINFO {
  readonly kind: "UINFO";
  /** An octet string. */
  readonly text: string;
}

/** Two strings; one string with blanks in it is split at them, and all but the first make up the second. */
function readPair(source: RdataSource, what: string): readonly [string, string] | TextError {
  const strings = readCharacterStrings(source, what);
  if (strings instanceof TextError) return strings;
  const [only = ""] = strings;
  const words = strings.length === 1 ? only.split(/[ \t\n\v\f\r]+/).filter((word) => word !== "") : [];
  const [first = "", ...rest] = words.length > 1 ? words : strings;
  return [first, rest.join(" ")];
}

/** The codec of HINFO records. */
export const hinfo: RdataCodec<HINFO> = {
  kind: "HINFO",
  decode(reader) {
    return { kind: "HINFO", cpu: reader.characterString(), os: reader.characterString() };
  },
  encode({ cpu, os }, sink) {
    sink.characterString(cpu);
    sink.characterString(os);
  },
  read(source) {
    const pair = readPair(source, "HINFO Fields");
    return pair instanceof TextError ? pair : { kind: "HINFO", cpu: pair[0], os: pair[1] };
  },
  write: ({ cpu, os }) => writeCharacterStrings([cpu, os]),
};

/** The codec of ISDN records. */
export const isdn: RdataCodec<ISDN> = {
  kind: "ISDN",
  decode(reader) {
    const address = reader.characterString();
    return { kind: "ISDN", address, subAddress: reader.atEnd ? "" : reader.characterString() };
  },
  encode({ address, subAddress }, sink) {
    sink.characterString(address);
    sink.characterString(subAddress);
  },
  read(source) {
    const pair = readPair(source, "ISDN Fields");
    return pair instanceof TextError ? pair : { kind: "ISDN", address: pair[0], subAddress: pair[1] };
  },
  write: ({ address, subAddress }) => writeCharacterStrings([address, subAddress]),
};

/** The codec of X25 records. */
export const x25: RdataCodec<X25> = {
  kind: "X25",
  decode: (reader) => ({ kind: "X25", address: reader.characterString() }),
  encode: ({ address }, sink) => sink.characterString(address),
  read({ lexer }) {
    const token = lexer.next();
    if (token.error) return new TextError("bad X25 PSDNAddress", token);
    return readLineEnd(lexer) ?? { kind: "X25", address: readEscapes(token.text) };
  },
  write: ({ address }) => writeEscapes(address),
};

/** The codec of UINFO records; all but the first string is dropped. */
export const uinfo: RdataCodec<UINFO> = {
  kind: "UINFO",
  decode: (reader) => ({ kind: "UINFO", text: reader.characterString() }),
  encode: ({ text }, sink) => sink.characterString(text),
  read(source) {
    const strings = readCharacterStrings(source, "UINFO Uinfo");
    return strings instanceof TextError ? strings : { kind: "UINFO", text: strings[0] ?? "" };
  },
  write: ({ text }) => writeCharacterStrings([text]),
};
