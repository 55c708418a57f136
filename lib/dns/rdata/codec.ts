/** What every RR type knows: its RDATA from and to wire format and from and to presentation format. */
import type { Name } from "../name/name.ts";
import type { Lexer } from "../text/lexer.ts";
import { TextError } from "../text/text-error.ts";
import type { Token } from "../text/token.ts";
import type { WireReader } from "../wire/reader.ts";
import type { RdataSink } from "../wire/sink.ts";

/** RDATA of one kind in its four forms. */
export interface RdataCodec<R extends { readonly kind: string }> {
  readonly kind: string;
  /** Reads whole RDATA from wire format up to the reader's limit; throws `WireError`. */
  decode(reader: WireReader): R;
  /** Writes wire format; throws `WireError` for what has none. */
  encode(rdata: R, sink: RdataSink): void;
  /** Reads presentation format to the end of the line. */
  read(source: RdataSource): R | TextError;
  /** Writes presentation format. */
  write(rdata: R): string;
}

/** Where presentation format comes from. */
export interface RdataSource {
  readonly lexer: Lexer;
  /** What relative names are relative to; `undefined` when there is nothing. */
  readonly origin: Name | undefined;
}

/** A mistake in the RDATA of a type, in CoreDNS's words. */
export function badField(what: string, token: Token): TextError {
  return new TextError(`bad ${what}`, token);
}

/** Reads to the end of the line, where nothing but blanks may be left. */
export function readLineEnd(lexer: Lexer): TextError | undefined {
  let token = lexer.next();
  if (token.kind === "blank") token = lexer.next();
  return token.kind === "newline" || token.kind === "end" ? undefined : new TextError("garbage after rdata", token);
}
