/** What can be wrong with a DNS message, one kind a line: each takes a message and gives one that is wrong in its way. */
import {
  Count,
  exchanged,
  HEADER_OCTETS,
  layoutOf,
  nameOctets,
  type RecordPlace,
  recordOctets,
  withRdata,
  withRecord,
} from "./message-layout.ts";
import type { SeededRandom } from "./seeded-random.ts";

type Mutation = (message: Buffer, random: SeededRandom) => Buffer;

const OPT = 41;
const TSIG = 250;
const ROOT = Buffer.from([0]);
const EDGES = [0, 1, 2, 3, 4, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff];
const LENGTHS = [0, 1, 2, 3, 4, 5, 15, 16, 17, 255, 256, 0xff_ff];
const TYPES = [0, 1, 2, 5, 6, 12, 15, 16, 28, 33, 35, 39, 41, 43, 46, 47, 48, 50, 64, 65, 99, 250, 251, 252, 255, 257];
/** Known option codes with the lengths that a reader may trip over. */
const OPTIONS = [0, 1, 2, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 18, 19, 20, 65_001];
const MOST_OPTIONS = 40;

/** All kinds by what they do. Nothing touches the ID: that is how a reply is known. */
const mutations: Readonly<Record<string, Mutation>> = {
  "bits flipped": (message, random) => {
    const changed = Buffer.from(message);
    for (let times = 1 + random.below(6); times > 0; times--) {
      const at = behindId(message, random);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
    }
    return changed;
  },
  "an octet at an edge": (message, random) => put(message, behindId(message, random), random.pick(EDGES)),
  "cut short": (message, random) => message.subarray(0, HEADER_OCTETS + random.below(message.length)),
  "header only": (message) => message.subarray(0, HEADER_OCTETS),
  "octets behind the end": (message, random) => Buffer.concat([message, random.octets(1 + random.below(40))]),
  "a count": (message, random) => {
    const count = random.pick([0, 1, 2, 3, 255, 0xff_ff]);
    return put16(message, random.pick(Object.values(Count)), count);
  },
  "opcode and flags": (message, random) => put(message, 2, random.below(256)),
  "RCODE and flags": (message, random) => put(message, 3, random.below(256)),
  "the question in other letters": (message) => {
    const changed = Buffer.from(message);
    for (let at = HEADER_OCTETS + 1; at < layoutOf(message).questionEnd - 4; at++) {
      const octet = changed[at] ?? 0;
      if (octet > 0x60 && octet < 0x7b && at % 2 === 0) changed[at] = octet - 0x20;
    }
    return changed;
  },
  "another type asked": (message, random) => put16(message, layoutOf(message).questionEnd - 4, random.pick(TYPES)),
  "another class asked": (message, random) =>
    put16(message, layoutOf(message).questionEnd - 2, random.pick([0, 1, 2, 3, 4, 254, 255])),
  "a name near 255 octets": (message, random) => {
    const { questionEnd } = layoutOf(message);
    const long = nameOctets([...["a", "b", "c"].map((letter) => letter.repeat(63)), "d".repeat(55 + random.below(9))]);
    const [start, end] = [HEADER_OCTETS, Math.max(questionEnd - 4, HEADER_OCTETS)];
    return exchanged(message, [start, end], long);
  },
  "a label of a length that is none": (message, random) => {
    const { records } = layoutOf(message);
    const at = records.length === 0 || random.chance(50) ? HEADER_OCTETS : random.pick(records).owner;
    return put(message, at, 0x40 + random.below(0x80));
  },
  "a pointer": (message, random) => {
    const { records, questionEnd } = layoutOf(message);
    const places = [HEADER_OCTETS, ...records.flatMap(({ owner, rdata }) => [owner, rdata])];
    const at = random.pick(places);
    const to = random.pick([
      at,
      at + 2,
      HEADER_OCTETS,
      random.below(HEADER_OCTETS),
      questionEnd,
      message.length,
      0x3f_ff,
    ]);
    return put16(message, at, 0xc0_00 | to);
  },
  RDLENGTH: onRecord((message, { type }, random) => put16(message, type + 8, random.pick(LENGTHS))),
  "RDATA that ends early": onRecord((message, record, random) =>
    withRdata(
      message,
      record,
      message.subarray(record.rdata, record.rdata + random.below(record.end - record.rdata + 1)),
    ),
  ),
  "RDATA that is too long": onRecord((message, record, random) =>
    withRdata(
      message,
      record,
      Buffer.concat([message.subarray(record.rdata, record.end), random.octets(1 + random.below(5))]),
    ),
  ),
  "RDATA of chance": onRecord((message, record, random) => withRdata(message, record, random.octets(random.below(40)))),
  "an octet of RDATA": onRecord((message, { rdata, end }, random) =>
    rdata === end
      ? message
      : put(message, rdata + random.below(end - rdata), random.pick([...EDGES, random.below(256)])),
  ),
  "another type of record": onRecord((message, { type }, random) => put16(message, type, random.pick(TYPES))),
  "another class of record": onRecord((message, { type }, random) => put16(message, type + 2, random.below(0x1_00_00))),
  "another TTL": onRecord((message, { type }, random) => put(message, type + 4, random.pick([0x7f, 0x80, 0xff]))),
  "one more OPT record": (message, random) => withRecord(message, "additional", opt(random)),
  "an OPT record out of its place": (message, random) =>
    withRecord(message, random.pick(["answer", "authority"] as const), opt(random)),
  "an OPT record with a name": (message, random) =>
    withRecord(message, "additional", opt(random, nameOctets(["opt", "example"]))),
  "a signature": (message, random) => {
    const section = random.chance(80) ? "additional" : "answer";
    const rdata = Buffer.concat([nameOctets(["hmac-sha256"]), Buffer.alloc(8), Buffer.from([0, 4]), random.octets(10)]);
    return withRecord(message, section, recordOctets(nameOctets(["key"]), [TSIG, 255, 0], rdata));
  },
  "a section twice": (message) => {
    const { records, sectionEnds } = layoutOf(message);
    const first = records[0];
    if (first === undefined) return message;
    return withRecord(message, "answer", message.subarray(first.owner, Math.min(first.end, sectionEnds[2])));
  },
};

const kinds = Object.keys(mutations);

/** A message that is wrong in one to three ways, and their names. */
export function mutated(message: Buffer, random: SeededRandom): { readonly octets: Buffer; readonly kinds: string[] } {
  let octets: Buffer = message;
  const applied: string[] = [];
  for (let times = 1 + (random.chance(30) ? random.below(3) : 0); times > 0; times--) {
    const kind = random.pick(kinds);
    octets = mutations[kind]?.(octets, random) ?? octets;
    applied.push(kind);
  }
  return { octets, kinds: applied };
}

function onRecord(change: (message: Buffer, record: RecordPlace, random: SeededRandom) => Buffer): Mutation {
  return (message, random) => {
    const { records } = layoutOf(message);
    return records.length === 0 ? message : change(message, random.pick(records), random);
  };
}

function behindId(message: Buffer, random: SeededRandom): number {
  return 2 + random.below(Math.max(message.length - 2, 1));
}

function put(message: Buffer, at: number, octet: number): Buffer {
  if (at >= message.length) return message;
  const changed = Buffer.from(message);
  changed[at] = octet;
  return changed;
}

function put16(message: Buffer, at: number, value: number): Buffer {
  return put(put(message, at, value >> 8), at + 1, value & 0xff);
}

function opt(random: SeededRandom, owner: Buffer = ROOT): Buffer {
  const options: Buffer[] = [];
  for (let left = random.chance(10) ? MOST_OPTIONS : random.below(3); left > 0; left--) {
    const data = random.octets(random.pick([0, 1, 2, 3, 4, 5, 7, 8, 16, 18]));
    const head = Buffer.from([0, 0, 0, random.chance(5) ? data.length + 1 : data.length]);
    head.writeUInt16BE(random.pick(OPTIONS), 0);
    options.push(head, Buffer.from(data));
  }
  const ttl = random.pick([0, 0, 0x80_00, 0x01_00_00_00, 0x01_00_00, 0x40_01, 0x7f_ff]);
  return recordOctets(owner, [OPT, random.pick([0, 100, 512, 1232, 4096, 0xff_ff]), ttl], Buffer.concat(options));
}
