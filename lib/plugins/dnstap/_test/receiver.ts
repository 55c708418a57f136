/** For tests: the receiving side, which reads frames and messages by itself. */
import type { FakeStream } from "../../../ports/_test/fake-streams.ts";
import { writeHex } from "../../../text/base.ts";
import { octetString } from "../../../text/octets.ts";

const CONTENT_TYPE = "protobuf:dnstap.Dnstap";

/** A control frame of this kind. */
export function controlFrame(kind: number, contentType = ""): Uint8Array {
  const fields = contentType === "" ? [] : [...u32(1), ...u32(contentType.length), ...ascii(contentType)];
  return Uint8Array.from([...u32(0), ...u32(4 + fields.length), ...u32(kind), ...fields]);
}

export const ACCEPT = controlFrame(1, CONTENT_TYPE);
export const FINISH = controlFrame(5);

/** What a message says, by the names of dnstap.proto; texts and addresses as such, messages as octets. */
export interface Received {
  readonly identity?: string | undefined;
  readonly version?: string | undefined;
  readonly extra?: string | undefined;
  readonly type: number;
  readonly family?: number | undefined;
  readonly protocol?: number | undefined;
  readonly queryAddress?: string | undefined;
  readonly responseAddress?: string | undefined;
  readonly queryPort?: number | undefined;
  readonly responsePort?: number | undefined;
  readonly querySeconds?: number | undefined;
  readonly queryNanoseconds?: number | undefined;
  readonly queryMessage?: Uint8Array | undefined;
  readonly responseSeconds?: number | undefined;
  readonly responseNanoseconds?: number | undefined;
  readonly responseMessage?: Uint8Array | undefined;
}

/** Control frames, as `READY` and the like with their content type, and messages, in the order in which they were written. */
export function receivedBy({ written }: Pick<FakeStream, "written">): readonly (string | Received)[] {
  const octets = Uint8Array.from(written.flatMap((part) => [...part]));
  const view = new DataView(octets.buffer);
  const all: (string | Received)[] = [];
  for (let at = 0; at < octets.length; ) {
    const length = view.getUint32(at);
    if (length > 0) {
      all.push(readMessage(octets.subarray(at + 4, at + 4 + length)));
      at += 4 + length;
      continue;
    }
    const end = at + 8 + view.getUint32(at + 4);
    const kind = ["", "ACCEPT", "START", "STOP", "READY", "FINISH"][view.getUint32(at + 8)] ?? "?";
    all.push(`${kind} ${octetString(octets, at + 20, end)}`.trim());
    at = end;
  }
  return all;
}

/** The messages among what was written. */
export function messagesOf(stream: Pick<FakeStream, "written">): readonly Received[] {
  return receivedBy(stream).filter((one): one is Received => typeof one !== "string");
}

type Fields = ReadonlyMap<number, number | Uint8Array>;

function readMessage(octets: Uint8Array): Received {
  const frame = fieldsOf(octets);
  if (frame.get(15) !== 1) throw new Error("no message");
  const inner = frame.get(14);
  const message = fieldsOf(inner instanceof Uint8Array ? inner : new Uint8Array());
  const type = message.get(1);
  if (typeof type !== "number") throw new Error("a message without a type");
  return {
    identity: textIn(frame, 1),
    version: textIn(frame, 2),
    extra: textIn(frame, 3),
    type,
    family: numberIn(message, 2),
    protocol: numberIn(message, 3),
    queryAddress: addressIn(message, 4),
    responseAddress: addressIn(message, 5),
    queryPort: numberIn(message, 6),
    responsePort: numberIn(message, 7),
    querySeconds: numberIn(message, 8),
    queryNanoseconds: numberIn(message, 9),
    queryMessage: octetsIn(message, 10),
    responseSeconds: numberIn(message, 12),
    responseNanoseconds: numberIn(message, 13),
    responseMessage: octetsIn(message, 14),
  };
}

function fieldsOf(octets: Uint8Array): Fields {
  const fields = new Map<number, number | Uint8Array>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const octet = octets[at++] ?? 0;
      value += (octet & 0x7f) * factor;
      if (octet < 0x80) return value;
    }
  };
  while (at < octets.length) {
    const tag = varint();
    const kind = tag & 7;
    if (kind === 0) fields.set(tag >> 3, varint());
    else if (kind === 5) {
      fields.set(tag >> 3, new DataView(octets.buffer, octets.byteOffset).getUint32(at, true));
      at += 4;
    } else if (kind === 2) {
      const length = varint();
      fields.set(tag >> 3, octets.subarray(at, at + length));
      at += length;
    } else throw new Error(`a field of kind ${kind}`);
  }
  return fields;
}

function octetsIn(fields: Fields, field: number): Uint8Array | undefined {
  const value = fields.get(field);
  return value instanceof Uint8Array ? value : undefined;
}

function textIn(fields: Fields, field: number): string | undefined {
  const octets = octetsIn(fields, field);
  return octets === undefined ? undefined : octetString(octets);
}

function numberIn(fields: Fields, field: number): number | undefined {
  const value = fields.get(field);
  return typeof value === "number" ? value : undefined;
}

function addressIn(fields: Fields, field: number): string | undefined {
  const octets = octetsIn(fields, field);
  if (octets === undefined) return undefined;
  return octets.length === 4 ? octets.join(".") : writeHex(octets);
}

function u32(value: number): readonly number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}

function ascii(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
