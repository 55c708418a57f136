/** Messages that are right: what mutations start from. */
import { RRType } from "../lib/dns/iana/rrtype.ts";
import type { Edns, Message, ResourceRecord } from "../lib/dns/message/message.ts";
import { nameOfLabels } from "../lib/dns/name/name.ts";
import { readRecord } from "../lib/dns/text/record.ts";
import { samples } from "../lib/dns/text/samples.fixture.ts";
import { encodeMessage } from "../lib/dns/wire/encode.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** A question as a client asks it. */
export interface AskedQuestion {
  readonly labels: readonly string[];
  readonly type: number;
}

/** A record of every type that has a text. */
const records: readonly ResourceRecord[] = samples.flatMap((line) => {
  // The octets of 192.0 are those of a pointer to the message ID, which is to be there only where a mutation made it.
  const read = readRecord(line.replaceAll("192.0.2.", "198.51.100."));
  return read !== undefined && "rdata" in read ? [read] : [];
});
const COMMON: readonly number[] = [
  ...[RRType.A, RRType.AAAA, RRType.NS, RRType.CNAME, RRType.SOA, RRType.MX, RRType.TXT, RRType.SRV],
];
const common = records.filter(({ type }) => COMMON.includes(type));
const SIZES = [0, 100, 512, 800, 1232, 4096, 0xff_ff];
const MANY_RECORDS = 60;

/** A question, with and without EDNS. */
export function honestQuestion({ labels, type }: AskedQuestion, random: SeededRandom): Buffer {
  return Buffer.from(encodeMessage(message({ labels, type }, { ...ednsOf(random), recursionDesired: true })));
}

/** A reply to a question: of common types and of rare ones, small and too large. */
export function honestReply(question: AskedQuestion, random: SeededRandom): Buffer {
  const several = (most: number): ResourceRecord[] =>
    Array.from({ length: random.below(most + 1) }, () => recordFor(question, random));
  const answer = several(random.chance(10) ? MANY_RECORDS : 4);
  const parts = { response: true, answer, authority: several(2), additional: several(2) };
  const rcode = random.chance(80) ? 0 : random.below(6);
  const reply = message(question, { ...parts, rcode, recursionAvailable: true, ...ednsOf(random) });
  return Buffer.from(encodeMessage(reply, { compress: random.chance(50) }));
}

function recordFor({ labels }: AskedQuestion, random: SeededRandom): ResourceRecord {
  const record = random.pick(random.chance(50) ? common : records);
  return random.chance(50) ? { ...record, name: nameOfLabels(labels) } : record;
}

function ednsOf(random: SeededRandom): { readonly edns?: Edns } {
  if (random.chance(40)) return {};
  const options = random.chance(20) ? [{ code: 10, data: random.octets(8) }] : [];
  return { edns: { version: 0, udpSize: random.pick(SIZES), dnssecOk: random.chance(30), z: 0, options } };
}

function message({ labels, type }: AskedQuestion, parts: Partial<Message>): Message {
  return {
    ...{ id: 0, response: false, opcode: 0, authoritative: false, truncated: false, recursionDesired: false },
    ...{ recursionAvailable: false, zero: false, authenticData: false, checkingDisabled: false, rcode: 0 },
    question: [{ name: nameOfLabels(labels), type, class: 1 }],
    ...{ answer: [], authority: [], additional: [] },
    ...parts,
  };
}
