/** How many octets CoreDNS believes a message to have: never less than it has, for some types a little more. */
import type { Edns, Message, ResourceRecord } from "../message/message.ts";
import { nameOctets } from "../name/name.ts";
import { encodeRdataInto } from "../rdata/encode.ts";
import { HEADER_OCTETS } from "./decode.ts";
import { LengthMeter } from "./meter.ts";

const QUESTION_OCTETS = 4;
const RECORD_OCTETS = 10;

/** The length of a message in octets, with or without compression of names. */
export function messageLength(message: Message, compress = false): number {
  const meter = measureQuestions(message, compress);
  for (const record of message.answer) measureRecord(record, meter);
  for (const record of message.authority) measureRecord(record, meter);
  for (const record of message.additional) measureRecord(record, meter);
  return meter.length + (message.edns === undefined ? 0 : ednsLength(message.edns));
}

/** A meter behind header and questions. */
export function measureQuestions(message: Message, compress: boolean): LengthMeter {
  const meter = new LengthMeter(HEADER_OCTETS, compress);
  for (const { name } of message.question) {
    meter.compressedName(name);
    meter.length += QUESTION_OCTETS;
  }
  return meter;
}

/** Adds a record to the count. */
export function measureRecord(record: ResourceRecord, meter: LengthMeter): void {
  meter.compressedName(record.name);
  meter.length += RECORD_OCTETS;
  if (record.rdata.kind === "A") meter.length += 4;
  else encodeRdataInto(meter, record);
}

/** Octets of the OPT record. */
export function ednsLength(edns: Edns): number {
  const owner = edns.owner === undefined ? 1 : nameOctets(edns.owner);
  return edns.options.reduce((octets, { data }) => octets + 4 + data.length, owner + RECORD_OCTETS);
}
