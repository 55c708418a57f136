/** A reply in one sentence, for the live region, the history and the verdict line. */
import type { AskReply, DecodedReply } from "../../api/ask.ts";
import type { Failure } from "../../api/failure.ts";

/** What each header flag says, for people who do not know the letters by heart. */
export const FLAG_WORDS: Readonly<Record<DecodedReply["flags"][number], string>> = {
  qr: "reply",
  aa: "authoritative answer",
  tc: "truncated",
  rd: "recursion desired",
  ra: "recursion available",
  z: "reserved bit set",
  ad: "authentic data",
  cd: "checking disabled",
};

/** "1 record", "3 records". */
function countRecords(count: number): string {
  return `${count} ${count === 1 ? "record" : "records"}`;
}

/** Milliseconds with as many digits as make sense: "0.42 ms", "12 ms", "1.2 s". */
export function writeMilliseconds(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 10) return `${Math.round(ms)} ms`;
  return `${ms.toFixed(ms >= 1 ? 1 : 2)} ms`;
}

/** Microseconds likewise: "3 µs", "0.31 ms". */
export function writeMicroseconds(micros: number): string {
  return micros < 100
    ? `${micros < 10 ? Number(micros.toFixed(1)) : Math.round(micros)} µs`
    : writeMilliseconds(micros / 1000);
}

/** The reply code with what it means here: NODATA is NOERROR without an answer, but a referral is not (RFC 2308 section 2.2). */
export function rcodeInWords({ rcode, question, answer, authority }: DecodedReply): string {
  if (rcode !== "NOERROR") return rcode;
  if (answer.length === 0) {
    const servers = authority.filter(({ type }) => type === "NS").map(({ rdata }) => rdata);
    const isReferral = servers.length > 0 && authority.every(({ type }) => type !== "SOA");
    return isReferral ? `NOERROR, delegated to ${servers.join(" and ")}` : "NOERROR, no data";
  }
  const target = danglingAlias({ question, answer });
  return target === undefined ? rcode : `NOERROR, is an alias of ${target}`;
}

/** What the last alias of an answer leads to, when the answer has nothing but aliases and none was asked for. */
function danglingAlias({ question, answer }: Pick<DecodedReply, "question" | "answer">): string | undefined {
  const asked = question[0]?.type;
  if (asked === "CNAME" || asked === "ANY" || answer.some(({ type }) => type !== "CNAME")) return undefined;
  return answer.at(-1)?.rdata;
}

/** "NOERROR, answered by hosts, 1 record, 0.4 ms". */
export function replyInWords(reply: AskReply): string {
  const { received, explanation } = reply;
  if (received.kind === "nothing") return `No reply: ${received.text}`;
  const who = explanation?.answeredBy === undefined ? "" : `, answered by ${explanation.answeredBy}`;
  const records = received.message.answer.length;
  return `${received.message.rcode}${who}, ${countRecords(records)}, ${writeMilliseconds(received.tookMs)}`;
}

/** A failure and what to do about it, as sentences. */
export function failureSentence({ error, help }: Failure): string {
  const first = error.charAt(0).toUpperCase() + error.slice(1);
  return `${/[.!?]$/.test(first) ? first : `${first}.`} ${help}`.trim();
}
