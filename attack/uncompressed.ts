/** Messages with their names written out, so that two can be compared whatever points where. Not the engine's codec. */
import { Count, HEADER_OCTETS } from "./message-layout.ts";

/** A message in parts without pointers. */
export interface Uncompressed {
  /** The second word of the header. */
  readonly flags: number;
  readonly question: Buffer;
  /** The records of the answer, authority and additional section, and what stands behind the last. */
  readonly sections: readonly [readonly Buffer[], readonly Buffer[], readonly Buffer[]];
  readonly rest: Buffer;
  /** True when a name was compressed. */
  readonly hadPointers: boolean;
}

/** Where names stand in RDATA that may be compressed: octets before the first, and how many there are. */
const NAMES: ReadonlyMap<number, readonly [before: number, names: number]> = new Map([
  [2, [0, 1]],
  [5, [0, 1]],
  [6, [0, 2]],
  [12, [0, 1]],
  [15, [2, 1]],
  [33, [6, 1]],
  [46, [18, 1]],
]);
const MAX_POINTERS = 126;

/** Writes the names out. Undefined for a message that cannot be walked. */
export function uncompressed(message: Buffer): Uncompressed | undefined {
  const walk = new Walk(message);
  try {
    const question: Buffer[] = [];
    for (let left = message.readUInt16BE(Count.question); left > 0; left--) question.push(walk.name(), walk.take(4));
    const section = (count: number): Buffer[] =>
      Array.from({ length: message.readUInt16BE(count) }, () => walk.record());
    const sections = [section(Count.answer), section(Count.authority), section(Count.additional)] as const;
    const { hadPointers } = walk;
    const flags = message.readUInt16BE(2);
    return { flags, question: Buffer.concat(question), sections, rest: walk.rest(), hadPointers };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Reads in order; throws `RangeError` where there is nothing to read. */
class Walk {
  readonly #message: Buffer;
  #at = HEADER_OCTETS;
  hadPointers = false;

  constructor(message: Buffer) {
    this.#message = message;
  }

  take(octets: number): Buffer {
    const end = this.#at + octets;
    if (octets < 0 || end > this.#message.length) throw new RangeError("behind the end");
    const taken = this.#message.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  rest(): Buffer {
    return this.#message.subarray(this.#at);
  }

  name(): Buffer {
    const labels: Buffer[] = [];
    let behind = -1;
    for (let pointers = 0; pointers <= MAX_POINTERS; ) {
      const length = this.take(1).readUInt8();
      if (length >= 0xc0) {
        const target = ((length & 0x3f) << 8) | this.take(1).readUInt8();
        if (behind < 0) behind = this.#at;
        this.#at = target;
        this.hadPointers = true;
        pointers++;
        continue;
      }
      labels.push(Buffer.from([length]), this.take(length));
      if (length > 0) continue;
      if (behind >= 0) this.#at = behind;
      return Buffer.concat(labels);
    }
    throw new RangeError("too many pointers");
  }

  /** A record with the RDLENGTH that its RDATA then has. */
  record(): Buffer {
    const owner = this.name();
    const fixed = Buffer.from(this.take(10));
    const end = this.#at + fixed.readUInt16BE(8);
    const parts: Buffer[] = [];
    const [before, names] = NAMES.get(fixed.readUInt16BE(0)) ?? [0, 0];
    if (end > this.#at) {
      parts.push(this.take(before));
      for (let left = names; left > 0; left--) parts.push(this.name());
    }
    parts.push(this.take(end - this.#at));
    const rdata = Buffer.concat(parts);
    fixed.writeUInt16BE(rdata.length, 8);
    return Buffer.concat([owner, fixed, rdata]);
  }
}
