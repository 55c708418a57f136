/** What a MAC is computed over (RFC 8945 section 4.3). */
import { Class } from "../iana/class.ts";
import { canonical, type Name, nameOctets } from "../name/name.ts";
import type { TSIG } from "../rdata/transaction.ts";
import { WireWriter } from "../wire/writer.ts";

/** A TSIG record: its owner is the name of the key. */
export interface TsigRecord {
  readonly name: Name;
  readonly ttl: number;
  readonly rdata: TSIG;
}

/** A message and what its signature covers beside it. */
export interface Covered {
  /** The message without its TSIG record, that record not counted. */
  readonly message: Uint8Array;
  readonly record: TsigRecord;
  /** The MAC of the request, or that of the message before this one; empty when there is none. */
  readonly prior: Uint8Array;
  /** True for the messages of a stream behind the first: only the times of the record are covered. */
  readonly timersOnly: boolean;
}

const OTHER_OCTETS = 26;

/** The octets in their order. */
export function signedOctets({ message, record, prior, timersOnly }: Covered): Uint8Array {
  const { name, ttl, rdata } = record;
  const variables = nameOctets(name) + nameOctets(rdata.algorithm) + rdata.other.length + OTHER_OCTETS;
  const writer = new WireWriter(new Uint8Array(2 + prior.length + message.length + variables));
  if (prior.length > 0) {
    writer.u16(prior.length);
    writer.raw(prior);
  }
  const start = writer.offset;
  writer.raw(message);
  writer.setU16(start, rdata.originalId);
  if (!timersOnly) {
    writer.name(canonical(name));
    writer.u16(Class.ANY);
    writer.u32(ttl);
    writer.name(canonical(rdata.algorithm));
  }
  writer.u48(rdata.timeSigned);
  writer.u16(rdata.fudge);
  if (!timersOnly) {
    writer.u16(rdata.error);
    writer.u16(rdata.other.length);
    writer.raw(rdata.other);
  }
  return writer.bytes.subarray(0, writer.offset);
}
