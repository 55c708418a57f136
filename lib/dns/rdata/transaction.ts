/** Records that sign or key a single message: TSIG (RFC 8945) and TKEY (RFC 2930). */

import { readHex, writeHex } from "../../text/base.ts";
import { type Name, readName } from "../name/name.ts";
import { readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import { END } from "../text/token.ts";
import type { WireReader } from "../wire/reader.ts";
import type { RdataSink } from "../wire/sink.ts";
import { badField, type RdataCodec, type RdataSource } from "./codec.ts";
import { writeDate } from "./rrsig.ts";

/** The signature of a message by a shared secret. */
export interface TSIG {
  readonly kind: "TSIG";
  readonly algorithm: Name;
  /** Seconds since 1970. */
  readonly timeSigned: number;
  /** Seconds by which clocks may differ. */
  readonly fudge: number;
  readonly mac: Uint8Array;
  readonly originalId: number;
  /** An extended RCODE. */
  readonly error: number;
  readonly other: Uint8Array;
}

/** Keys by agreement. */
export interface TKEY {
  readonly kind: "TKEY";
  readonly algorithm: Name;
  /** Seconds since 1970. */
  readonly inception: number;
  /** Seconds since 1970. */
  readonly expiration: number;
  readonly mode: number;
  /** An extended RCODE. */
  readonly error: number;
  readonly key: Uint8Array;
  readonly other: Uint8Array;
}

function decodeSized(reader: WireReader): Uint8Array {
  return reader.take(reader.u16(), "hex");
}

function encodeSized(bytes: Uint8Array, sink: RdataSink): void {
  sink.u16(bytes.length);
  sink.raw(bytes);
}

/** The codec of TSIG records, which have no presentation format; the text is for logs. */
export const tsig: RdataCodec<TSIG> = {
  kind: "TSIG",
  decode(reader) {
    const algorithm = reader.name();
    const timeSigned = reader.u48();
    const fudge = reader.u16();
    const mac = decodeSized(reader);
    const originalId = reader.u16();
    const error = reader.u16();
    return { kind: "TSIG", algorithm, timeSigned, fudge, mac, originalId, error, other: decodeSized(reader) };
  },
  encode(tsig, sink) {
    sink.name(tsig.algorithm);
    sink.u48(tsig.timeSigned);
    sink.u16(tsig.fudge);
    encodeSized(tsig.mac, sink);
    sink.u16(tsig.originalId);
    sink.u16(tsig.error);
    encodeSized(tsig.other, sink);
  },
  read: () => new TextError("TSIG records do not have a presentation format", END),
  write(tsig) {
    const mac = `${tsig.mac.length} ${writeHex(tsig.mac).toUpperCase()}`;
    const times = `${writeDate(tsig.timeSigned)} ${tsig.fudge}`;
    const other = `${tsig.other.length} ${writeHex(tsig.other)}`;
    return ` ${tsig.algorithm} ${times} ${mac} ${tsig.originalId} ${tsig.error} ${other}`;
  },
};

/** A length and as many octets in hexadecimal digits, each token with a blank behind it. */
function readSized({ lexer }: RdataSource, what: readonly [string, string]): Uint8Array | TextError {
  let token = lexer.next();
  if (token.error || readUnsigned(token.text, 0xff) === undefined) return badField(what[0], token);
  lexer.next();
  token = lexer.next();
  if (token.kind !== "string") return badField(what[1], token);
  return readHex(token.text) ?? badField(what[1], token);
}

/** The codec of TKEY records; what CoreDNS reads is not what it writes. */
export const tkey: RdataCodec<TKEY> = {
  kind: "TKEY",
  decode(reader) {
    const algorithm = reader.name();
    const inception = reader.u32();
    const expiration = reader.u32();
    const mode = reader.u16();
    const error = reader.u16();
    const key = decodeSized(reader);
    return { kind: "TKEY", algorithm, inception, expiration, mode, error, key, other: decodeSized(reader) };
  },
  encode(tkey, sink) {
    sink.name(tkey.algorithm);
    sink.u32(tkey.inception);
    sink.u32(tkey.expiration);
    sink.u16(tkey.mode);
    sink.u16(tkey.error);
    encodeSized(tkey.key, sink);
    encodeSized(tkey.other, sink);
  },
  read(source) {
    const token = source.lexer.next();
    const algorithm = token.kind === "string" ? readName(token.text) : undefined;
    if (algorithm === undefined) return badField("TKEY algorithm", token);
    source.lexer.next();
    const key = readSized(source, ["TKEY key length", "TKEY key"]);
    if (key instanceof TextError) return key;
    source.lexer.next();
    const other = readSized(source, ["TKEY otherdata length", "TKEY otherday"]);
    if (other instanceof TextError) return other;
    return { kind: "TKEY", algorithm, inception: 0, expiration: 0, mode: 0, error: 0, key, other };
  },
  write(tkey) {
    const times = `${writeDate(tkey.inception)} ${writeDate(tkey.expiration)}`;
    const key = `${tkey.key.length} ${writeHex(tkey.key)}`;
    return ` ${tkey.algorithm} ${times} ${tkey.mode} ${tkey.error} ${key} ${tkey.other.length} ${writeHex(tkey.other)}`;
  },
};
