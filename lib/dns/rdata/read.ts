/** RDATA of any type from presentation format, also in the form for unknown types (RFC 3597 section 5). */
import { rrtypeName } from "../iana/rrtype.ts";
import { TextError } from "../text/text-error.ts";
import type { Token } from "../text/token.ts";
import { WireReader } from "../wire/reader.ts";
import { WireError } from "../wire/wire-error.ts";
import { type RdataSource, readLineEnd } from "./codec.ts";
import { decodeRdata } from "./decode.ts";
import type { Rdata } from "./rdata.ts";
import { codecOfType, NO_TEXT, unknownCodec } from "./table.ts";

/** Reads RDATA of a type to the end of the line; `blank` is the token between type and RDATA. */
export function readRdata(type: number, source: RdataSource, blank: Token): Rdata | TextError {
  const first = source.lexer.peek();
  // A record without RDATA is what dynamic updates are made of.
  if (first.text === "") return readLineEnd(source.lexer) ?? { kind: "UNKNOWN", data: new Uint8Array() };
  if (blank.kind === "newline") return new TextError("unexpected newline", blank);
  const codec = codecOfType(type);
  const generic = first.text === "\\#";
  if (NO_TEXT.has(type) && !generic) {
    return new TextError(`${rrtypeName(type)} records do not have a presentation format`, blank);
  }
  const rdata = (generic || codec === undefined ? unknownCodec : codec).read(source);
  return rdata instanceof TextError || rdata.kind !== "UNKNOWN" ? rdata : decodeUnknown(rdata, type, blank);
}

/** RDATA that was written as that of an unknown type, which it may not be. */
function decodeUnknown(
  rdata: Extract<Rdata, { readonly kind: "UNKNOWN" }>,
  type: number,
  blank: Token,
): Rdata | TextError {
  try {
    return decodeRdata(new WireReader(rdata.data), type);
  } catch (error) {
    return new TextError(WireError.caught(error).message, blank);
  }
}
