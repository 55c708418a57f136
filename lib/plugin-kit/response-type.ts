/** Kinds and classes of responses, by which plugins decide whether to cache, log or shorten them (CoreDNS, pkg/response). */
import { Opcode } from "../dns/iana/opcode.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../dns/message/message.ts";

/** What a response is, in CoreDNS's words. `NODATA` has a SOA in its authority section, `DELEGATION` an NS and no SOA. */
export type ResponseType =
  | "NOERROR"
  | "NXDOMAIN"
  | "SERVERERROR"
  | "NODATA"
  | "DELEGATION"
  | "META"
  | "UPDATE"
  | "OTHERERROR";

/** The coarser classes that the log plugin filters by. */
export type ResponseClass = "success" | "denial" | "error";

const WRAP_SECONDS = 0x1_0000_0000;
/** Where expiration and inception stand in the RDATA of a signature (RFC 4034 section 3.1). */
const SIGNATURE_TIMES = 8;
const SIGNATURE_TIMES_END = 16;

/** Tells what a response is; `nowMs` decides whether signatures that the client asked for have expired. */
export function responseType(message: Message | undefined, nowMs: number): ResponseType {
  if (message === undefined) return "OTHERERROR";
  if (message.opcode === Opcode.UPDATE) return "UPDATE";
  const qtype = message.question[0]?.type;
  if (message.opcode === Opcode.NOTIFY || qtype === RRType.AXFR || qtype === RRType.IXFR) return "META";
  if (message.edns?.dnssecOk === true && hasExpiredSignature(message, nowMs)) return "OTHERERROR";
  if (message.answer.length > 0 && message.rcode === Rcode.NOERROR) return "NOERROR";
  if (message.answer.length > 0 && message.rcode === Rcode.NXDOMAIN) return "OTHERERROR";
  return typeWithoutAnswer(message);
}

function typeWithoutAnswer({ rcode, authority }: Message): ResponseType {
  if (rcode === Rcode.NXDOMAIN) return "NXDOMAIN";
  if (rcode === Rcode.SERVFAIL || rcode === Rcode.NOTIMP) return "SERVERERROR";
  if (rcode !== Rcode.NOERROR) return "OTHERERROR";
  if (authority.some(({ type }) => type === RRType.SOA)) return "NODATA";
  return authority.some(({ type }) => type === RRType.NS) ? "DELEGATION" : "NOERROR";
}

/** The class of a kind of response. */
export function responseClass(type: ResponseType): ResponseClass {
  if (type === "NOERROR" || type === "DELEGATION") return "success";
  return type === "NXDOMAIN" || type === "NODATA" ? "denial" : "error";
}

function hasExpiredSignature({ answer, authority, additional }: Message, nowMs: number): boolean {
  const isExpired = (record: ResourceRecord): boolean => {
    const validity = validityOf(record);
    if (validity === undefined) return false;
    const nowSeconds = Math.floor(nowMs / 1000);
    return !(
      inSerialTime(validity.inception, nowSeconds) <= nowSeconds &&
      nowSeconds <= inSerialTime(validity.expiration, nowSeconds)
    );
  };
  return answer.some(isExpired) || authority.some(isExpired) || additional.some(isExpired);
}

interface Validity {
  readonly inception: number;
  readonly expiration: number;
}

/** When a signature holds; one that breaks off before its signer has the times that came, and zeros for those that did not. */
function validityOf({ type, rdata }: ResourceRecord): Validity | undefined {
  if (rdata.kind === "RRSIG") return rdata;
  if (type !== RRType.RRSIG || rdata.kind !== "UNKNOWN") return undefined;
  const octets = new DataView(new ArrayBuffer(SIGNATURE_TIMES_END));
  for (let at = 0; at < SIGNATURE_TIMES_END; at++) octets.setUint8(at, rdata.data[at] ?? 0);
  return { expiration: octets.getUint32(SIGNATURE_TIMES), inception: octets.getUint32(SIGNATURE_TIMES + 4) };
}

/** Seconds since 1970 that a 32-bit time of a signature stands for, near now (RFC 4034 section 3.1.5). */
function inSerialTime(seconds: number, nowSeconds: number): number {
  return seconds + Math.round((nowSeconds - seconds) / WRAP_SECONDS) * WRAP_SECONDS;
}
