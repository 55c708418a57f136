/** Records as they stand in the database: one after the other in wire format, without compression. */
import { encodeRdataInto } from "../../dns/rdata/encode.ts";
import { decodeMessage, HEADER_OCTETS } from "../../dns/wire/decode.ts";
import { u16At } from "../../dns/wire/octets.ts";
import { skipName } from "../../dns/wire/skip-name.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { WireWriter } from "../../dns/wire/writer.ts";
import { beyondLimits, type Limits } from "./contents.ts";
import type { Records } from "./records.ts";

const FIXED_OCTETS = 10;

/** The octets of records. */
export function encodeRecords(records: Records): Uint8Array {
  const writer = new WireWriter(new Uint8Array(4096));
  for (const record of records) {
    writer.name(record.name);
    writer.u16(record.type);
    writer.u16(record.class);
    writer.u32(record.ttl);
    writer.u16(0);
    const start = writer.offset;
    encodeRdataInto(writer, record);
    writer.setU16(start - 2, writer.offset - start);
  }
  return writer.bytes.subarray(0, writer.offset);
}

/** The records, or why CoreDNS does not take them. */
export function decodeRecords(octets: Uint8Array, limits: Limits): Records | string {
  if (octets.length === 0 || octets.length > limits.octets) {
    return `invalid stored zone size (max_bytes ${limits.octets})`;
  }
  const records: Records[number][] = [];
  try {
    for (let at = 0; at < octets.length; ) {
      if (records.length === limits.records) return `stored zone exceeds max_records (${limits.records})`;
      const end = endOfRecord(octets, at);
      for (const record of decodeOne(octets.subarray(at, end))) records.push(record);
      at = end;
    }
  } catch (error) {
    if (error instanceof WireError) return error.message;
    throw error;
  }
  return beyondLimits(records, limits) ?? records;
}

function endOfRecord(octets: Uint8Array, at: number): number {
  const fields = skipName(octets, at);
  if (fields + FIXED_OCTETS > octets.length) throw new WireError("overflow unpacking uint16");
  const end = fields + FIXED_OCTETS + u16At(octets, fields + 8);
  if (end > octets.length) throw new WireError("overflowing header size");
  return end;
}

/** Reads a record as the only one of a message. */
function decodeOne(octets: Uint8Array): Records {
  const message = new Uint8Array(HEADER_OCTETS + octets.length);
  message[7] = 1;
  message.set(octets, HEADER_OCTETS);
  return decodeMessage(message).answer;
}
