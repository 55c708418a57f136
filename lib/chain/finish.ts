/**
 * From a reply to the bytes that the client gets: OPT record, truncation and compression as the client can take them
 * (CoreDNS, request.ScrubWriter). Bytes of an upstream that nobody changed are passed on as they are.
 */
import type { Message } from "../dns/message/message.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { messageLength } from "../dns/wire/length.ts";
import { truncate } from "../dns/wire/truncate.ts";
import { finishWire } from "./finish-wire.ts";
import { mayFragment, NEVER_FRAGMENTED } from "./fragments.ts";
import type { Query } from "./query.ts";
import type { Reply } from "./reply.ts";
import { echoedEdns, mergedEdns } from "./server-replies.ts";

/** By how much CoreDNS's idea of a length may exceed the real one: an octet may be written as `\DDD`. */
const OVERESTIMATE = 4;

/** The bytes for the client, in `buffer` when they fit there. Throws `WireError` for a reply without a wire format. */
export function finish(query: Query, reply: Reply, buffer?: Uint8Array): Uint8Array {
  return finishWire(query, reply, buffer) ?? finishMessage(query, reply.message, buffer);
}

/** The same for a message. */
export function finishMessage(query: Query, message: Message, buffer?: Uint8Array): Uint8Array {
  const normalised = withEdns(query, message);
  const options = buffer === undefined ? {} : { buffer };
  const { room } = query;
  const bytes = encodeMessage(normalised, options);
  const roomy = Math.min(room, NEVER_FRAGMENTED - query.sealOctets) / OVERESTIMATE;
  if (bytes.length <= roomy) return bytes;
  const length = messageLength(normalised, false);
  if (length <= room && !mayFragment(query, length)) return bytes;
  const fitting = truncate(normalised, room);
  if (!fitting.compress && !mayFragment(query, messageLength(fitting.message, false))) {
    return encodeMessage(fitting.message, options);
  }
  return encodeMessage(fitting.message, { ...options, compress: true });
}

/** The message that the client would get, for a plugin of this server that asks instead of one. */
export function fitMessage(query: Query, message: Message): Message {
  return truncate(withEdns(query, message), query.room).message;
}

/** The reply with the OPT record that the client should see; a client without EDNS gets what the plugins made. */
function withEdns(query: Query, message: Message): Message {
  const requested = query.request.edns;
  if (requested === undefined) return message;
  if (message.edns !== undefined) return { ...message, edns: mergedEdns(message.edns, requested) };
  // Behind a signature as well, as CoreDNS has it: who signs sees to the OPT record first.
  return { ...message, edns: echoedEdns(requested, query.repeatedOptions), ednsPlace: message.additional.length };
}
