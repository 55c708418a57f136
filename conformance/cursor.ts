/** A place in a reply's bytes. Read here by hand, with nothing of the engine's codec, so that no fault of it can hide. */

/** Bytes that are no message, with the place. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Reads forwards from `at` up to `end`; throws `Unreadable` past it. */
export class Cursor {
  readonly wire: Buffer;
  readonly end: number;
  at: number;

  constructor(wire: Buffer, { at, end }: { readonly at: number; readonly end: number }) {
    if (end > wire.length) throw new Unreadable(`octet ${end} is past the end of ${wire.length}`);
    this.wire = wire;
    this.at = at;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.at >= this.end;
  }

  take(octets: number): Buffer {
    const from = this.at;
    if (from + octets > this.end) throw new Unreadable(`octet ${from} lacks ${octets} octets after it`);
    this.at += octets;
    return this.wire.subarray(from, this.at);
  }

  /** All that is left. */
  rest(): Buffer {
    return this.take(this.end - this.at);
  }

  /** An unsigned number in network order. */
  number(octets: 1 | 2 | 4): number {
    return this.take(octets).readUIntBE(0, octets);
  }

  /** A domain name without compression and in lower case, as signatures have it (RFC 4034 section 6.2). */
  canonicalName(): Buffer {
    const { labels, next } = labelsAt(this.wire, this.at);
    this.at = next;
    const lengths = labels.map((label) => Buffer.concat([Buffer.of(label.length), label]));
    const octets = Buffer.concat([...lengths, Buffer.of(0)]);
    for (const [at, octet] of octets.entries()) if (octet > 0x40 && octet < 0x5b) octets[at] = octet + 0x20;
    return octets;
  }

  /** A domain name in presentation form, whose compression pointers point backwards (RFC 1035 section 4.1.4). */
  name(): string {
    const { labels, next } = labelsAt(this.wire, this.at);
    this.at = next;
    if (next > this.end) throw new Unreadable(`the name before octet ${next} is longer than what holds it`);
    return labels.length === 0 ? "." : labels.map((label) => `${showLabel(label)}.`).join("");
  }
}

function labelsAt(wire: Buffer, start: number): { readonly labels: readonly Buffer[]; readonly next: number } {
  const labels: Buffer[] = [];
  let next: number | undefined;
  let limit = start;
  for (let at = start; ; ) {
    const length = wire[at];
    if (length === undefined) throw new Unreadable(`the name at octet ${start} has no end`);
    if (length === 0) return { labels, next: next ?? at + 1 };
    if (length >= 0xc0) {
      const target = ((length & 0x3f) << 8) | (wire[at + 1] ?? 0);
      if (target >= limit) throw new Unreadable(`the pointer at octet ${at} does not point backwards`);
      next ??= at + 2;
      limit = target;
      at = target;
      continue;
    }
    if (length > 63) throw new Unreadable(`the label at octet ${at} has a reserved type`);
    labels.push(wire.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
}

/** Escapes as the recordings have them. */
function showLabel(label: Buffer): string {
  let text = "";
  for (const octet of label) {
    const character = String.fromCharCode(octet);
    if ('"().;\\@$'.includes(character)) text += `\\${character}`;
    else if (octet > 0x20 && octet < 0x7f) text += character;
    else text += `\\${String(octet).padStart(3, "0")}`;
  }
  return text;
}
