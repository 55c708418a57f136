/** Whether a message is signed (RFC 8945 section 5.1). */
import { RRType } from "../iana/rrtype.ts";
import type { Message } from "./message.ts";

/** True when the very last record is a TSIG record: not even the OPT record may stand behind it. */
export function isSigned({ additional, ednsPlace }: Message): boolean {
  const isLast = ednsPlace === undefined || ednsPlace < additional.length;
  return isLast && additional.at(-1)?.type === RRType.TSIG;
}
