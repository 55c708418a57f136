/** Messages in their binary form (dnstap.proto, in Protocol Buffers). */
import { parseAddr } from "../../go/net.ts";
import { octetBytes, utf8Octets } from "../../text/octets.ts";
import type { TapMessage } from "./api.ts";
import { FieldWriter } from "./field-writer.ts";

/** Fields of Dnstap. */
const FRAME = { identity: 1, version: 2, extra: 3, message: 14, type: 15 } as const;
/** The only type of a Dnstap. */
const MESSAGE = 1;

/** Fields of Message. */
const FIELD = {
  type: 1,
  family: 2,
  protocol: 3,
  askerAddress: 4,
  askedAddress: 5,
  askerPort: 6,
  askedPort: 7,
  querySeconds: 8,
  queryNanoseconds: 9,
  queryMessage: 10,
  responseSeconds: 12,
  responseNanoseconds: 13,
  responseMessage: 14,
} as const;

const INET = 1;
const INET6 = 2;
const UDP = 1;
const TCP = 2;

/** Who sends, and what stands in every message. */
export interface PayloadHead {
  readonly identity: string;
  readonly version: string;
}

/** Writes messages of one sender. */
export class PayloadWriter {
  readonly #head: Uint8Array;
  readonly #inner = new FieldWriter();
  readonly #outer = new FieldWriter();

  constructor({ identity, version }: PayloadHead) {
    const head = new FieldWriter();
    head.octets(FRAME.identity, octetBytes(utf8Octets(identity)));
    head.octets(FRAME.version, octetBytes(utf8Octets(version)));
    this.#head = head.take();
  }

  /** A message, with a text of the user's or without. */
  write(message: TapMessage, extra: string | undefined): Uint8Array {
    this.#writeMessage(message);
    const outer = this.#outer;
    outer.raw(this.#head);
    if (extra !== undefined) outer.octets(FRAME.extra, octetBytes(utf8Octets(extra)));
    outer.octets(FRAME.message, this.#inner.take());
    outer.number(FRAME.type, MESSAGE);
    return outer.take();
  }

  #writeMessage(message: TapMessage): void {
    const inner = this.#inner;
    const { asker, asked, queryMs, responseMs, queryMessage, responseMessage } = message;
    const askerAddress = asker === undefined ? undefined : octetsOf(asker.address);
    const askedAddress = asked === undefined ? undefined : octetsOf(asked.address);
    const told = askedAddress ?? askerAddress;
    inner.number(FIELD.type, message.type);
    if (told !== undefined) inner.number(FIELD.family, told.length === 4 ? INET : INET6);
    inner.number(FIELD.protocol, message.protocol === "udp" ? UDP : TCP);
    if (askerAddress !== undefined) inner.octets(FIELD.askerAddress, askerAddress);
    if (askedAddress !== undefined) inner.octets(FIELD.askedAddress, askedAddress);
    if (asker !== undefined) inner.number(FIELD.askerPort, asker.port);
    if (asked !== undefined) inner.number(FIELD.askedPort, asked.port);
    inner.number(FIELD.querySeconds, secondsOf(queryMs));
    inner.fixed32(FIELD.queryNanoseconds, nanosecondsOf(queryMs));
    if (queryMessage !== undefined) inner.octets(FIELD.queryMessage, queryMessage);
    if (responseMs !== undefined) {
      inner.number(FIELD.responseSeconds, secondsOf(responseMs));
      inner.fixed32(FIELD.responseNanoseconds, nanosecondsOf(responseMs));
    }
    if (responseMessage !== undefined) inner.octets(FIELD.responseMessage, responseMessage);
  }
}

/** 4 or 16 octets; an IPv4 address in IPv6 form counts as IPv4. */
function octetsOf(address: string): Uint8Array {
  return parseAddr(address)?.bytes ?? new Uint8Array(4);
}

const secondsOf = (ms: number): number => Math.floor(ms / 1000);
/** Milliseconds have no more than microseconds behind the point that mean anything. */
const nanosecondsOf = (ms: number): number => Math.floor((ms - secondsOf(ms) * 1000) * 1000) * 1000;
