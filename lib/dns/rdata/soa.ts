/** SOA: what a zone says of itself (RFC 1035 section 3.3.13). */
import type { Name } from "../name/name.ts";
import type { Lexer } from "../text/lexer.ts";
import { readTtl, readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import { badField, type RdataCodec, readLineEnd } from "./codec.ts";
import { nameOfToken } from "./field-kinds.ts";

/** The start of a zone. All times are in seconds. */
export interface SOA {
  readonly kind: "SOA";
  /** MNAME: the primary server. */
  readonly mname: Name;
  /** RNAME: the mailbox of whoever is responsible, its first label the part before the @. */
  readonly rname: Name;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  /** The TTL of negative replies (RFC 2308 section 4). */
  readonly minimum: number;
}

const readPlain = (text: string): number | undefined => readUnsigned(text, 0xff_ff_ff_ff);
const readTime = (text: string): number | undefined => readPlain(text) ?? readTtl(text);

/** Reads a blank and a number behind it. */
function readNumber(lexer: Lexer, read: (text: string) => number | undefined): number | TextError {
  lexer.next();
  const token = lexer.next();
  const number = token.error ? undefined : read(token.text);
  return number ?? badField("SOA zone parameter", token);
}

/** The codec of SOA records. Times may have units, the serial may not. */
export const soa: RdataCodec<SOA> = {
  kind: "SOA",
  decode(reader) {
    const names = { mname: reader.name(), rname: reader.name() };
    const times = { serial: reader.u32(), refresh: reader.u32(), retry: reader.u32(), expire: reader.u32() };
    return { kind: "SOA", ...names, ...times, minimum: reader.u32() };
  },
  encode(soa, sink) {
    sink.compressedName(soa.mname);
    sink.compressedName(soa.rname);
    sink.u32(soa.serial);
    sink.u32(soa.refresh);
    sink.u32(soa.retry);
    sink.u32(soa.expire);
    sink.u32(soa.minimum);
  },
  read({ lexer, origin }) {
    let token = lexer.next();
    const mname = nameOfToken(token, origin);
    if (mname === undefined) return badField("SOA Ns", token);
    lexer.next();
    token = lexer.next();
    const rname = nameOfToken(token, origin);
    if (rname === undefined) return badField("SOA Mbox", token);
    const serial = readNumber(lexer, readPlain);
    if (serial instanceof TextError) return serial;
    const refresh = readNumber(lexer, readTime);
    if (refresh instanceof TextError) return refresh;
    const retry = readNumber(lexer, readTime);
    if (retry instanceof TextError) return retry;
    const expire = readNumber(lexer, readTime);
    if (expire instanceof TextError) return expire;
    const minimum = readNumber(lexer, readTime);
    if (minimum instanceof TextError) return minimum;
    return readLineEnd(lexer) ?? { kind: "SOA", mname, rname, serial, refresh, retry, expire, minimum };
  },
  write(soa) {
    return `${soa.mname} ${soa.rname} ${soa.serial} ${soa.refresh} ${soa.retry} ${soa.expire} ${soa.minimum}`;
  },
};
