/** DNS over TCP (RFC 7766): segments in their order, and the messages in them, each after its length in two octets. */
import { u16At } from "../../dns/wire/octets.ts";
import type { SkipReason } from "../sink.ts";

const SYN = 0x02;
const FIN = 0x01;
const RST = 0x04;
const MOST_STREAMS = 2048;
const LENGTH_OCTETS = 2;
/** Sequence numbers are compared by what lies between them (RFC 9293 section 3.4). */
const HALF = 0x8000_0000;
const LEAST_MESSAGE = 12;

/** A segment of one direction. */
export interface Segment {
  readonly sequence: number;
  readonly flags: number;
  readonly octets: Uint8Array;
  /** Whether it was longer than what was captured. */
  readonly isCut: boolean;
}

interface Stream {
  /** The sequence number of the octet that comes next. */
  next: number;
  unread: Uint8Array;
}

export class TcpStreams {
  readonly #streams = new Map<string, Stream>();

  /** Adds a segment, and gives out the messages that are whole with it; why the stream is lost from here on. */
  add(key: string, segment: Segment, take: (message: Uint8Array) => void): SkipReason | undefined {
    const { sequence, flags, octets, isCut } = segment;
    const isStart = (flags & SYN) !== 0;
    if (isStart) this.#keep(key, { next: (sequence + 1) >>> 0, unread: new Uint8Array() });
    const gap = isStart || octets.length === 0 ? undefined : this.#addOctets(key, segment, take);
    const lost = isCut ? "cut" : gap;
    if (lost !== undefined || (flags & (FIN | RST)) !== 0) this.#streams.delete(key);
    return lost;
  }

  #addOctets(key: string, { sequence, octets }: Segment, take: (message: Uint8Array) => void): SkipReason | undefined {
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      // Its beginning was not captured: only a segment that is one whole message tells where a message begins.
      if (octets.length < LENGTH_OCTETS + LEAST_MESSAGE || u16At(octets, 0) !== octets.length - LENGTH_OCTETS)
        return "gap in a TCP stream";
      stream = { next: sequence, unread: new Uint8Array() };
      this.#keep(key, stream);
    }
    const ahead = (sequence - stream.next) >>> 0;
    if (ahead !== 0 && ahead < HALF) return "gap in a TCP stream";
    // What was sent again is known already.
    const known = (stream.next - sequence) >>> 0;
    if (known >= octets.length) return undefined;
    const fresh = octets.subarray(known);
    stream.next = (stream.next + fresh.length) >>> 0;
    stream.unread = messagesOf(joined(stream.unread, fresh), take);
    return undefined;
  }

  #keep(key: string, stream: Stream): void {
    this.#streams.delete(key);
    if (this.#streams.size >= MOST_STREAMS)
      for (const oldest of this.#streams.keys()) {
        this.#streams.delete(oldest);
        break;
      }
    this.#streams.set(key, stream);
  }
}

/** Gives out the whole messages, and gives back what is left: an octet string of its own, at most a message long. */
function messagesOf(octets: Uint8Array, take: (message: Uint8Array) => void): Uint8Array {
  let at = 0;
  while (octets.length - at >= LENGTH_OCTETS) {
    const end = at + LENGTH_OCTETS + u16At(octets, at);
    if (end > octets.length) break;
    take(octets.subarray(at + LENGTH_OCTETS, end));
    at = end;
  }
  return octets.slice(at);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const octets = new Uint8Array(first.length + second.length);
  octets.set(first);
  octets.set(second, first.length);
  return octets;
}
