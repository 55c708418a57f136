/** `coredns.dns.DnsPacket`, in which a DNS message travels over gRPC (CoreDNS, pb/dns.proto): one field of octets. */
import { readProtobuf } from "../host/protobuf.ts";

/** The one method that CoreDNS has. */
export const QUERY_PATH = "/coredns.dns.DnsService/Query";

/** The largest message with what is around it (CoreDNS, maxProtobufPayloadBytes). */
export const MAX_PACKET_OCTETS = 65_539;

/** Field 1, octets. */
const TAG = 0x0a;
const MESSAGE_FIELD = 1;
const FRAME_OCTETS = 5;

/** A message as one frame of a gRPC stream: flag, length, tag, length, message. */
export function framePacket(message: Uint8Array): Buffer {
  const head = headOctets(message.length);
  const frame = Buffer.allocUnsafe(FRAME_OCTETS + head + message.length);
  frame[0] = 0;
  frame.writeUInt32BE(head + message.length, 1);
  if (head > 0) {
    frame[FRAME_OCTETS] = TAG;
    let at = FRAME_OCTETS + 1;
    let rest = message.length;
    for (; rest > 0x7f; rest >>>= 7) frame[at++] = (rest & 0x7f) | 0x80;
    frame[at] = rest;
  }
  frame.set(message, FRAME_OCTETS + head);
  return frame;
}

/** No octets at all stand for a message without octets. */
function headOctets(length: number): number {
  if (length === 0) return 0;
  return 1 + (length > 0x3fff ? 3 : length > 0x7f ? 2 : 1);
}

/** The message in a packet; the last one counts, and none is an empty one. Throws for what is no packet. */
export function readPacket(packet: Uint8Array): Uint8Array {
  let message: Uint8Array = new Uint8Array(0);
  for (const [number, value] of readProtobuf(packet)) {
    if (number === MESSAGE_FIELD && typeof value !== "bigint") message = value;
  }
  return message;
}
