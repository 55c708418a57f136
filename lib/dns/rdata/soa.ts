/** SOA: what a zone says of itself (RFC 1035 section 3.3.13). */
import type { Name } from "../name/name.ts";
import { readTtl, readUnsigned } from "../text/number.ts";
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

const NUMBERS = 5;

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
    const numbers: number[] = [];
    while (numbers.length < NUMBERS) {
      lexer.next();
      token = lexer.next();
      const plain = readUnsigned(token.text, 0xff_ff_ff_ff);
      const number = plain ?? (numbers.length === 0 ? undefined : readTtl(token.text));
      if (token.error || number === undefined) return badField("SOA zone parameter", token);
      numbers.push(number);
    }
    const [serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0] = numbers;
    return readLineEnd(lexer) ?? { kind: "SOA", mname, rname, serial, refresh, retry, expire, minimum };
  },
  write(soa) {
    return `${soa.mname} ${soa.rname} ${soa.serial} ${soa.refresh} ${soa.retry} ${soa.expire} ${soa.minimum}`;
  },
};
