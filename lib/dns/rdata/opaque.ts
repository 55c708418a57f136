/** RDATA that nobody looks into: NULL (RFC 1035 section 3.3.10) and types without a codec (RFC 3597). */
import { readHex, writeHex } from "../../text/base.ts";
import { octetString } from "../../text/octets.ts";
import { readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import { END } from "../text/token.ts";
import { badField, type RdataCodec } from "./codec.ts";
import { readTextToEnd } from "./field-kinds.ts";

/** Anything. */
export interface NULL {
  readonly kind: "NULL";
  readonly data: Uint8Array;
}

/**
 * The RDATA of a type without a codec; also that of any type when there is none, as in dynamic updates (RFC 2136), or
 * when it ends too early.
 */
export interface UNKNOWN {
  readonly kind: "UNKNOWN";
  readonly data: Uint8Array;
}

/** The codec of NULL records, which have no presentation format; the text is for logs. */
export const nullCodec: RdataCodec<NULL> = {
  kind: "NULL",
  decode: (reader) => ({ kind: "NULL", data: reader.rest() }),
  encode: ({ data }, sink) => sink.raw(data),
  read: () => new TextError("NULL records do not have a presentation format", END),
  write: ({ data }) => octetString(data),
};

/** The codec of types without one of their own. */
export const unknown: RdataCodec<UNKNOWN> = {
  kind: "UNKNOWN",
  decode: (reader) => ({ kind: "UNKNOWN", data: reader.rest() }),
  encode: ({ data }, sink) => sink.raw(data),
  read(source) {
    const { lexer } = source;
    let token = lexer.next();
    if (token.text !== "\\#") return badField("RFC3597 Rdata", token);
    lexer.next();
    token = lexer.next();
    const length = token.error ? undefined : readUnsigned(token.text, 0xff_ff);
    if (length === undefined) return badField("RFC3597 Rdata ", token);
    const digits = readTextToEnd(source, "RFC3597 Rdata");
    if (digits instanceof TextError) return digits;
    const data = readHex(digits);
    return data?.length === length ? { kind: "UNKNOWN", data } : badField("RFC3597 Rdata", token);
  },
  write: ({ data }) => `\\# ${data.length} ${writeHex(data)}`,
};
