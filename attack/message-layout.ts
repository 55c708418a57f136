/** Where the parts of a DNS message stand, and how they are exchanged for others: what mutations are made with. */

/** Octets of a header. */
export const HEADER_OCTETS = 12;

/** Where a record stands; all are offsets from the start of the message. */
export interface RecordPlace {
  readonly owner: number;
  /** Of TYPE; CLASS, TTL and RDLENGTH are 2, 4 and 8 octets behind it. */
  readonly type: number;
  readonly rdata: number;
  readonly end: number;
}

/** Where the sections of a message stand. */
export interface Layout {
  readonly questionEnd: number;
  readonly records: readonly RecordPlace[];
  /** Behind the answer, authority and additional section. */
  readonly sectionEnds: readonly [number, number, number];
}

/** The sections by the offset of their counts in the header. */
export const Count = { question: 4, answer: 6, authority: 8, additional: 10 } as const;

/** Finds the parts of a message, as far as it can be walked. */
export function layoutOf(message: Buffer): Layout {
  let at = HEADER_OCTETS;
  const questionEnd = Math.min(endOfName(message, at) + 4, message.length);
  at = questionEnd;
  const records: RecordPlace[] = [];
  const ends: number[] = [];
  for (const count of [Count.answer, Count.authority, Count.additional]) {
    for (let left = countAt(message, count); left > 0; left--) {
      const type = endOfName(message, at);
      const rdata = type + 10;
      if (rdata > message.length) break;
      const end = rdata + message.readUInt16BE(type + 8);
      if (end > message.length) break;
      records.push({ owner: at, type, rdata, end });
      at = end;
    }
    ends.push(at);
  }
  const [answer = at, authority = at, additional = at] = ends;
  return { questionEnd, records, sectionEnds: [answer, authority, additional] };
}

function countAt(message: Buffer, offset: number): number {
  return offset + 2 <= message.length ? message.readUInt16BE(offset) : 0;
}

function endOfName(message: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const octet = message[at];
    if (octet === undefined) return message.length;
    if (octet >= 0xc0) return at + 2;
    if (octet === 0) return at + 1;
    at += octet + 1;
  }
}

/** The message with the octets from `start` to `end` exchanged for others. */
export function exchanged(message: Buffer, [start, end]: readonly [number, number], octets: Uint8Array): Buffer {
  return Buffer.concat([message.subarray(0, start), octets, message.subarray(end)]);
}

/** The message with other RDATA in a record, and the RDLENGTH that goes with it. */
export function withRdata(message: Buffer, { rdata, end }: RecordPlace, octets: Uint8Array): Buffer {
  const changed = exchanged(message, [rdata, end], octets);
  changed.writeUInt16BE(octets.length & 0xff_ff, rdata - 2);
  return changed;
}

/** The message with one more record at the end of a section. */
export function withRecord(message: Buffer, section: "answer" | "authority" | "additional", record: Buffer): Buffer {
  if (message.length < HEADER_OCTETS) return message;
  const end = layoutOf(message).sectionEnds[["answer", "authority", "additional"].indexOf(section)] ?? message.length;
  const changed = exchanged(message, [end, end], record);
  changed.writeUInt16BE((changed.readUInt16BE(Count[section]) + 1) & 0xff_ff, Count[section]);
  return changed;
}

/** A record on the wire; `owner` is a name on the wire. */
export function recordOctets(
  owner: Uint8Array,
  [type, recordClass, ttl]: readonly number[],
  rdata: Uint8Array,
): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type ?? 0, 0);
  fixed.writeUInt16BE(recordClass ?? 0, 2);
  fixed.writeUInt32BE(ttl ?? 0, 4);
  fixed.writeUInt16BE(rdata.length, 8);
  return Buffer.concat([owner, fixed, rdata]);
}

/** A name on the wire, uncompressed. No label is checked: that is what mutations want. */
export function nameOctets(labels: readonly string[]): Buffer {
  return Buffer.concat([
    ...labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}
