/** A reply decoded for people: presentation format per section, flags, RCODE, EDNS. */
import dnsPacket, { type Answer } from "dns-packet";
import type { DecodedReply, RecordText } from "../../lib/api/ask.ts";
import { className } from "../../lib/dns/iana/class.ts";
import { EdnsOptionCode } from "../../lib/dns/iana/edns-option.ts";
import { extendedErrorPurpose } from "../../lib/dns/iana/extended-error.ts";
import { opcodeName } from "../../lib/dns/iana/opcode.ts";
import { Rcode, rcodeText } from "../../lib/dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../lib/dns/iana/rrtype.ts";
import { writeEscapes } from "../../lib/dns/text/escape.ts";
import { octetString } from "../../lib/text/octets.ts";
import { otherRdata } from "./other-rdata.ts";
import { knownRdata, unknownRdata } from "./rdata-text.ts";
import {
  type Frame,
  type FrameQuestion,
  type FrameRecord,
  readFrame,
  UnreadableMessage,
  uint16At,
} from "./sections.ts";

/** A decoded message and what an independent reader found odd about its bytes. */
export interface Decoded {
  readonly message: DecodedReply;
  readonly warnings: readonly string[];
}

/** Flags by their bit in the header's second word, in dig's order (RFC 1035 section 4.1.1, RFC 4035 section 3). */
const FLAGS = [
  ["qr", 0x80_00],
  ["aa", 0x04_00],
  ["tc", 0x02_00],
  ["rd", 0x01_00],
  ["ra", 0x00_80],
  ["z", 0x00_40],
  ["ad", 0x00_20],
  ["cd", 0x00_10],
] as const;

/** Decodes a message. Throws `UnreadableMessage` when its frame is broken. */
export function decodeReply(wire: Uint8Array): Decoded {
  const frame = readFrame(wire);
  const warnings: string[] = [];
  if (frame.trailingOctets > 0) warnings.push(`${frame.trailingOctets} octets after the last record`);
  const packet = decodeWithDnsPacket(wire, warnings);
  const section = (name: "answer" | "authority" | "additional", decoded: readonly Answer[] | undefined): RecordText[] =>
    frame[name].flatMap((record, index) =>
      record.type === RRType.OPT && name === "additional" ? [] : [writeRecord(frame, record, decoded?.[index])],
    );
  const opt = frame.additional.find((record) => record.type === RRType.OPT);
  const rcode = (frame.bits & 0xf) | (opt === undefined ? 0 : Math.trunc(opt.ttlSeconds / 0x1_00_00_00) << 4);
  const opcode = (frame.bits >> 11) & 0xf;
  return {
    warnings,
    message: {
      id: frame.id,
      opcode: opcodeName(opcode) || `OPCODE${opcode}`,
      // 16 is BADSIG only in a TSIG record; in a header it can but be BADVERS.
      rcode: rcode === Rcode.BADVERS ? "BADVERS" : rcodeText(rcode),
      flags: FLAGS.filter(([, bit]) => (frame.bits & bit) !== 0).map(([flag]) => flag),
      question: frame.question.map(writeQuestion),
      answer: section("answer", packet?.answers),
      authority: section("authority", packet?.authorities),
      additional: section("additional", packet?.additionals),
      ...(opt === undefined ? {} : { edns: readEdns(wire, opt) }),
    },
  };
}

function decodeWithDnsPacket(wire: Uint8Array, warnings: string[]): dnsPacket.DecodedPacket | undefined {
  try {
    return dnsPacket.decode(Buffer.from(wire.buffer, wire.byteOffset, wire.byteLength));
  } catch (error) {
    warnings.push(`dns-packet cannot read this message: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function writeQuestion(question: FrameQuestion): { name: string; class: string; type: string } {
  return { name: question.name, class: className(question.class), type: rrtypeName(question.type) };
}

function writeRecord({ wire }: Frame, record: FrameRecord, decoded: Answer | undefined): RecordText {
  return { ...writeQuestion(record), ttlSeconds: record.ttlSeconds, rdata: writeRdata(wire, record, decoded) };
}

function writeRdata(wire: Uint8Array, record: FrameRecord, decoded: Answer | undefined): string {
  if (decoded === undefined || record.start === record.end) return unknownRdata(wire, record);
  try {
    return knownRdata(wire, record, decoded) ?? otherRdata(wire, record) ?? unknownRdata(wire, record);
  } catch (error) {
    if (error instanceof UnreadableMessage || error instanceof RangeError) return unknownRdata(wire, record);
    throw error;
  }
}

/** The OPT record: class is the size, the TTL holds version and DO (RFC 6891 section 6.1.3). */
function readEdns(wire: Uint8Array, opt: FrameRecord): NonNullable<DecodedReply["edns"]> {
  const options: NonNullable<DecodedReply["edns"]>["options"] = [];
  for (let at = opt.start; at + 4 <= opt.end; ) {
    const code = uint16At(wire, at);
    const end = Math.min(opt.end, at + 4 + uint16At(wire, at + 2));
    options.push(writeOption(code, wire.subarray(at + 4, end)));
    at = end;
  }
  const version = (opt.ttlSeconds >>> 16) & 0xff;
  return { version, size: opt.class, dnssecOk: (opt.ttlSeconds & 0x80_00) !== 0, options };
}

const OPTION_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(EdnsOptionCode)
    .filter(([name]) => !name.startsWith("LOCAL_"))
    .map(([name, code]) => [code, name]),
);

function writeOption(code: number, data: Uint8Array): { code: number; name: string; text: string } {
  const name = OPTION_NAMES.get(code) ?? `OPT${code}`;
  const hex = Buffer.from(data).toString("hex");
  if (code === EdnsOptionCode.NSID) return { code, name, text: `${hex} ("${writeEscapes(octetString(data))}")` };
  if (code !== EdnsOptionCode.EDE || data.length < 2) return { code, name, text: hex };
  const purpose = uint16At(data, 0);
  const extra = new TextDecoder().decode(data.subarray(2));
  const words = `${purpose} (${extendedErrorPurpose(purpose) ?? "unassigned"})`;
  return { code, name, text: extra === "" ? words : `${words}: (${extra})` };
}
