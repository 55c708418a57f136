/** Replies that the server makes itself, without a plugin. */
import { Rcode } from "../dns/iana/rcode.ts";
import type { Edns, Message } from "../dns/message/message.ts";
import { HEADER_OCTETS } from "../dns/wire/decode.ts";
import type { Query } from "./query.ts";
import { replyTo } from "./respond.ts";

/** Of the flags beside DO these are kept, whoever set them: CoreDNS clears the lower octet only. */
const KEPT_FLAGS = 0x7f_00;
const RESPONSE = 0x80;

/** The OPT record of a reply that has none yet: that of the request with the repeated options (CoreDNS, request.SizeAndDo). */
export function echoedEdns(edns: Edns, repeated: ReadonlySet<number>): Edns {
  const options = edns.options.filter(({ code }) => repeated.has(code));
  return { version: 0, udpSize: edns.udpSize, dnssecOk: edns.dnssecOk, z: edns.z & KEPT_FLAGS, options };
}

/** The request once a reply took its OPT record: CoreDNS takes the options that are not repeated out of both. */
export function requestAfterEcho({ request, repeatedOptions }: Query): Message {
  const { edns } = request;
  return edns === undefined ? request : { ...request, edns: echoedEdns(edns, repeatedOptions) };
}

/** The OPT record of a reply that has one: the client's size, DO if either says so, the reply's own options. */
export function mergedEdns(own: Edns, requested: Edns): Edns {
  return {
    version: 0,
    udpSize: requested.udpSize,
    dnssecOk: own.dnssecOk || requested.dnssecOk,
    z: own.z & KEPT_FLAGS,
    options: own.options,
  };
}

/** A reply that says nothing but a code (CoreDNS, errorFunc). */
export function errorReply({ request, repeatedOptions }: Query, rcode: number): Message {
  const { edns } = request;
  return replyTo(request, edns === undefined ? { rcode } : { rcode, edns: echoedEdns(edns, repeatedOptions) });
}

/** SERVFAIL to a message of which no more than the header can be told. */
export function failureReply({
  id,
  opcode,
  recursionDesired,
}: Pick<Message, "id" | "opcode" | "recursionDesired">): Uint8Array {
  const reply = new Uint8Array(HEADER_OCTETS);
  reply.set([id >> 8, id & 0xff, RESPONSE | (opcode << 3) | (recursionDesired ? 1 : 0), Rcode.SERVFAIL]);
  return reply;
}

/** The reply to an EDNS version that nobody speaks yet (RFC 6891 section 6.1.3); its size is 0 as CoreDNS has it. */
export function badVersionReply(request: Message): Message {
  return replyTo(request, {
    rcode: Rcode.BADVERS,
    edns: { version: 0, udpSize: 0, dnssecOk: false, z: 0, options: [] },
  });
}
