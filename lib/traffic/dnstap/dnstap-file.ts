/** Files of dnstap: Frame Streams in one direction (farsightsec.com), each frame a message of dnstap.proto. */
import { writeAddress } from "../../go/address.ts";
import { octetString } from "../../text/octets.ts";
import { seenMessage } from "../dns-message.ts";
import { OctetQueue, u32At } from "../octet-queue.ts";
import type { SkipReason, TrafficReader, TrafficSink } from "../sink.ts";
import { readFields } from "./field-reader.ts";

const CONTENT_TYPE = "protobuf:dnstap.Dnstap";
const MOST_CONTROL_OCTETS = 512;
const MOST_FRAME_OCTETS = 1024 * 1024;
const STOP = 3;
const LENGTH_OCTETS = 4;

/** Fields of Dnstap and of its Message. */
const OUTER_MESSAGE = 14;
const FIELD = { type: 1, protocol: 3, askerAddress: 4, askerPort: 6, queryMessage: 10, responseMessage: 14 } as const;
/** Types of messages that servers exchange with clients: those of an authoritative server, and of any other. */
const QUERIES: ReadonlySet<number> = new Set([1, 5]);
const REPLIES: ReadonlySet<number> = new Set([2, 6]);
const VIA = { 1: "udp", 2: "tcp" } as const;

export class DnstapReader implements TrafficReader {
  readonly #queue = new OctetQueue();
  readonly #sink: TrafficSink;
  #isOver = false;
  damage: string | undefined;

  constructor(sink: TrafficSink) {
    this.#sink = sink;
  }

  push(octets: Uint8Array): void {
    if (this.#isOver) return;
    this.#queue.push(octets);
    while (this.#readFrame());
  }

  end(): void {
    // A program that is still writing has not said STOP.
    if (!this.#isOver && this.#queue.length > 0) this.damage = "the file ends within a frame";
  }

  #readFrame(): boolean {
    const head = this.#queue.peek(LENGTH_OCTETS);
    if (head === undefined) return false;
    const length = u32At(head, 0, false);
    if (length === 0) return this.#readControl();
    if (length > MOST_FRAME_OCTETS) return this.#giveUp("frame");
    const frame = this.#queue.take(LENGTH_OCTETS + length);
    if (frame === undefined) return false;
    const skipped = this.#readDnstap(frame.subarray(LENGTH_OCTETS));
    if (skipped !== undefined) this.#sink.skip(skipped);
    return true;
  }

  #readControl(): boolean {
    const head = this.#queue.peek(3 * LENGTH_OCTETS);
    if (head === undefined) return false;
    const length = u32At(head, 4, false);
    if (length < LENGTH_OCTETS || length > MOST_CONTROL_OCTETS) return this.#giveUp("control frame");
    if (this.#queue.take(2 * LENGTH_OCTETS + length) === undefined) return false;
    this.#isOver = u32At(head, 8, false) === STOP;
    return !this.#isOver;
  }

  #giveUp(what: string): false {
    this.damage = `the ${what} at octet ${this.#queue.taken} cannot be as long as it says`;
    this.#isOver = true;
    this.#queue.clear();
    return false;
  }

  #readDnstap(frame: Uint8Array): SkipReason | undefined {
    let message: Uint8Array | undefined;
    const isWhole = readFields(frame, (number, value) => {
      if (number === OUTER_MESSAGE && typeof value !== "number") message = value;
    });
    if (!isWhole || message === undefined) return "malformed";
    const fields = new Map<number, number | Uint8Array>();
    if (!readFields(message, (number, value) => fields.set(number, value))) return "malformed";
    return this.#readMessage(fields);
  }

  #readMessage(fields: ReadonlyMap<number, number | Uint8Array>): SkipReason | undefined {
    const type = fields.get(FIELD.type);
    if (typeof type !== "number") return "malformed";
    const isQuery = QUERIES.has(type);
    if (!isQuery && !REPLIES.has(type)) return "asked by a server";
    const octets = fields.get(isQuery ? FIELD.queryMessage : FIELD.responseMessage);
    if (octets === undefined || typeof octets === "number") return "malformed";
    const seen = seenMessage(octets);
    if (typeof seen === "string") return seen;
    const address = fields.get(FIELD.askerAddress);
    const port = fields.get(FIELD.askerPort);
    const protocol = fields.get(FIELD.protocol);
    this.#sink.exchange(seen, {
      client: typeof address === "object" && isAddress(address) ? writeAddress(address) : undefined,
      port: typeof port === "number" ? port : 0,
      via: protocol === 1 || protocol === 2 ? VIA[protocol] : undefined,
    });
    return undefined;
  }
}

const isAddress = ({ length }: Uint8Array): boolean => length === 4 || length === 16;

/** Whether a file begins as one of dnstap. */
export function isDnstapHead(head: Uint8Array): boolean {
  return u32At(head, 0, false) === 0 && octetString(head).includes(CONTENT_TYPE);
}
