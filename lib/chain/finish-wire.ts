/** The short way of a reply that is there as bytes: its ID and, if need be, its OPT record are all that changes. */
import { RRType } from "../dns/iana/rrtype.ts";
import type { Edns } from "../dns/message/message.ts";
import { HEADER_OCTETS } from "../dns/wire/decode.ts";
import { patchId } from "../dns/wire/encode.ts";
import { mayFragment } from "./fragments.ts";
import type { Query } from "./query.ts";
import type { Reply } from "./reply.ts";
import { echoedEdns } from "./server-replies.ts";

/** Octets of an OPT record without options (RFC 6891 section 6.1.2). */
const OPT_OCTETS = 11;
const DO = 0x80;
const NO_OPTIONS: ReadonlySet<number> = new Set();
const KEPT_FLAGS = 0x7f;

/** The finished bytes; undefined when the reply is not there as bytes, or must be read to be made shorter. */
export function finishWire(query: Query, reply: Reply, buffer?: Uint8Array): Uint8Array | undefined {
  const { wire } = reply;
  if (wire === undefined || wire.length < HEADER_OCTETS) return undefined;
  const { edns, id } = query.request;
  const own = edns === undefined ? 0 : ownOpt(wire);
  if (own === undefined || (own === 0 && repeats(query))) return undefined;
  const length = wire.length + (edns !== undefined && own === 0 ? OPT_OCTETS : 0);
  if (length > query.room || mayFragment(query, length)) return undefined;
  const bytes = buffer !== undefined && buffer.length >= length ? buffer.subarray(0, length) : new Uint8Array(length);
  reply.copyTo(bytes);
  patchId(bytes, id);
  if (edns === undefined) return bytes;
  if (own === 0) appendOpt(bytes, wire.length, edns);
  else patchOpt(bytes, own, edns);
  return bytes;
}

/** Where the OPT record starts when it is the last record and has no options, 0 without one; else undefined. */
function ownOpt(wire: Uint8Array): number | undefined {
  const additional = ((wire[10] ?? 0) << 8) | (wire[11] ?? 0);
  if (additional === 0) return 0;
  const start = wire.length - OPT_OCTETS;
  const isPlain =
    additional === 1 &&
    start >= HEADER_OCTETS &&
    wire[start] === 0 &&
    wire[start + 1] === 0 &&
    wire[start + 2] === RRType.OPT &&
    wire[start + 9] === 0 &&
    wire[start + 10] === 0;
  return isPlain ? start : undefined;
}

function patchOpt(bytes: Uint8Array, start: number, edns: Edns): void {
  bytes[start + 3] = edns.udpSize >> 8;
  bytes[start + 4] = edns.udpSize;
  bytes[start + 6] = 0;
  const flags = bytes[start + 7] ?? 0;
  bytes[start + 7] = (flags & KEPT_FLAGS) | (edns.dnssecOk ? DO : flags & DO);
  bytes[start + 8] = 0;
}

/** True when the OPT record of the reply will have options of the request. */
function repeats({ request, repeatedOptions }: Query): boolean {
  return request.edns?.options.some(({ code }) => repeatedOptions.has(code)) ?? false;
}

function appendOpt(bytes: Uint8Array, start: number, edns: Edns): void {
  const { udpSize, dnssecOk, z } = echoedEdns(edns, NO_OPTIONS);
  bytes[11] = 1;
  bytes.fill(0, start);
  bytes[start + 2] = RRType.OPT;
  bytes[start + 3] = udpSize >> 8;
  bytes[start + 4] = udpSize;
  bytes[start + 7] = (z >> 8) | (dnssecOk ? DO : 0);
}
