/** What came back from an upstream, checked as far as it must be (CoreDNS, package proxy and miekg's Conn.ReadMsg). */
import { Reply } from "../../chain/reply.ts";
import type { Message } from "../../dns/message/message.ts";
import { isSigned } from "../../dns/message/signed.ts";
import { decodeMessage, decodeQuestions, HEADER_OCTETS } from "../../dns/wire/decode.ts";
import { patchId } from "../../dns/wire/encode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { isAnswerTo } from "../../plugin-kit/is-answer-to.ts";
import { plainRcode } from "../../plugin-kit/plain-reply.ts";
import type { PoolTransport } from "./pool.ts";

/** A reply that can be passed on. */
export interface UpstreamReply {
  readonly reply: Reply;
  readonly rcode: number;
  readonly truncated: boolean;
  readonly hasAnswers: boolean;
  /** False when it is no reply to the question that was asked. */
  readonly matches: boolean;
}

/** What was asked, and how large a datagram the client takes. */
export interface Sent {
  /** The octets that were sent; they begin with the ID that the reply must have. */
  readonly octets: Uint8Array;
  readonly transport: PoolTransport;
  readonly maxDatagramOctets: number;
  /** The ID of the client's own request. */
  readonly clientId: number;
}

const TRUNCATED = 0x02;

/**
 * Whether a message ends the wait for a reply. Over UDP anything with another ID, or too short for one, is somebody
 * else's; over TCP only a whole message with another ID is passed over.
 */
export function endsWait(message: Uint8Array, { octets, transport }: Sent): boolean {
  const hasId = message.length >= HEADER_OCTETS && message[0] === octets[0] && message[1] === octets[1];
  return hasId || (transport !== "udp" && !isMessage(message));
}

/** True for octets that can be read as a message to their end. */
export function isMessage(bytes: Uint8Array): boolean {
  try {
    decodeMessage(bytes);
    return true;
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}

/**
 * Reads a reply: what is plain goes on as the bytes that came, all else is written again out of what could be read of it,
 * as CoreDNS does. Throws `WireError` when the bytes are no message.
 */
export function readReply(bytes: Uint8Array, sent: Sent): UpstreamReply {
  if (bytes.length < HEADER_OCTETS) throw new WireError("short read");
  const isTooLong = sent.transport === "udp" && bytes.length > sent.maxDatagramOctets;
  const plain = isTooLong ? undefined : plainRcode(bytes, sent.octets);
  if (plain !== undefined) return ofBytes(bytes, { rcode: plain, clientId: sent.clientId });
  const message = { ...decode(bytes, sent), id: sent.clientId };
  // CoreDNS has no key to verify a signature with.
  if (isSigned(message)) throw new WireError("no secrets defined");
  return ofMessage(message, sent.octets);
}

/** A question that was sent, and the ID of the client's own request. */
export type SentWhole = Pick<Sent, "octets" | "clientId">;

/**
 * Reads a reply that a transport has framed and told from others, so that neither its length nor its ID has to be looked at.
 * CoreDNS does not look for a signature there. Throws `WireError` when the bytes are no message.
 */
export function readWholeReply(bytes: Uint8Array, { octets, clientId }: SentWhole): UpstreamReply {
  const plain = bytes.length < HEADER_OCTETS ? undefined : plainRcode(bytes, octets);
  return plain === undefined
    ? ofMessage({ ...decodeMessage(bytes), id: clientId }, octets)
    : ofBytes(bytes, { rcode: plain, clientId });
}

function ofBytes(
  bytes: Uint8Array,
  { rcode, clientId }: { readonly rcode: number; readonly clientId: number },
): UpstreamReply {
  patchId(bytes, clientId);
  const truncated = ((bytes[2] ?? 0) & TRUNCATED) !== 0;
  const hasAnswers = bytes[6] !== 0 || bytes[7] !== 0;
  return { reply: Reply.ofWire(bytes), rcode, truncated, hasAnswers, matches: true };
}

function ofMessage(message: Message, octets: Uint8Array): UpstreamReply {
  const { rcode, truncated } = message;
  const hasAnswers = message.answer.length > 0;
  return { reply: Reply.of(message), rcode, truncated, hasAnswers, matches: isAnswerTo(message, octets) };
}

/**
 * Decodes what CoreDNS would have read: no more octets than the client's buffer holds. What was cut off makes a
 * truncated reply without records, so that the client asks again over TCP.
 */
function decode(bytes: Uint8Array, { transport, maxDatagramOctets }: Sent): Message {
  const isUdp = transport === "udp";
  const read = isUdp ? bytes.subarray(0, maxDatagramOctets) : bytes;
  try {
    return decodeMessage(read);
  } catch (error) {
    if (!isUdp || !(error instanceof WireError) || !isCutOff(error)) throw error;
    return truncatedReply(read);
  }
}

/** A buffer that is too small counts only where it is said of no field. */
function isCutOff({ message }: WireError): boolean {
  return message.includes("overflow") || message === "dns: buffer size too small";
}

function truncatedReply(bytes: Uint8Array): Message {
  return { ...decodeMessage(bytes.subarray(0, HEADER_OCTETS)), truncated: true, question: decodeQuestions(bytes) };
}
