/** Two replies to one question side by side: what is the same, and where they differ. Records of a section have no order. */
import type { DecodedReply, Received, RecordText } from "../api/ask.ts";

/** What a row is about. */
type ReplyPart = "reply" | "code" | "flags" | "EDNS" | "answer" | "authority" | "additional";

/** A row of both; a side that lacks it is empty. */
export interface ReplyRow {
  readonly part: ReplyPart;
  readonly left: string;
  readonly right: string;
  readonly isSame: boolean;
  /** True where nothing but the TTL differs. */
  readonly isTtl?: boolean;
}

const SECTIONS = ["answer", "authority", "additional"] as const;

/** The rows, in the order in which replies are read. */
export function repliesSideBySide(left: Received, right: Received): readonly ReplyRow[] {
  if (left.kind !== "reply" || right.kind !== "reply") {
    const [one, other] = [endOf(left), endOf(right)];
    return [{ part: "reply", left: one, right: other, isSame: one === other }];
  }
  const [one, other] = [left.message, right.message];
  return [
    row("code", one.rcode, other.rcode),
    row("flags", one.flags.join(" "), other.flags.join(" ")),
    ...(one.edns === undefined && other.edns === undefined ? [] : [row("EDNS", ednsOf(one), ednsOf(other))]),
    ...SECTIONS.flatMap((part) => recordRows(part, one[part], other[part])),
  ];
}

/** Whether a row differs. */
export function haveDifferences(rows: readonly ReplyRow[]): boolean {
  return rows.some(({ isSame }) => !isSame);
}

/** In few words: `the same reply`, `other answer and flags`. */
export function differencesInWords(rows: readonly ReplyRow[]): string {
  const parts = rows.flatMap(({ part, isSame, isTtl }) => (isSame ? [] : [isTtl === true ? `TTL in ${part}` : part]));
  const [last = "", ...others] = [...new Set(parts)].toReversed();
  if (last === "") return "the same reply";
  return `they differ in ${others.length === 0 ? last : `${others.toReversed().join(", ")} and ${last}`}`;
}

function row(part: ReplyPart, left: string, right: string): ReplyRow {
  return { part, left, right, isSame: left === right };
}

function endOf(received: Received): string {
  return received.kind === "reply" ? received.message.rcode : `no reply (${received.because})`;
}

function ednsOf({ edns }: DecodedReply): string {
  if (edns === undefined) return "";
  const options = edns.options.map(({ name, text }) => `${name} ${text}`.trim()).sort();
  return [`version ${edns.version}`, ...(edns.dnssecOk ? ["do"] : []), `size ${edns.size}`, ...options].join(", ");
}

/** Records of both first come, then those of one side only. */
function recordRows(
  part: (typeof SECTIONS)[number],
  left: readonly RecordText[],
  right: readonly RecordText[],
): readonly ReplyRow[] {
  const rest = [...right];
  const rows = left.map((record): ReplyRow => {
    const same = rest.findIndex((one) => keyOf(one) === keyOf(record) && one.ttlSeconds === record.ttlSeconds);
    const at = same >= 0 ? same : rest.findIndex((one) => keyOf(one) === keyOf(record));
    const [found] = at < 0 ? [] : rest.splice(at, 1);
    if (found === undefined) return row(part, lineOf(record), "");
    if (found.ttlSeconds === record.ttlSeconds)
      return { part, left: lineOf(record), right: lineOf(found), isSame: true };
    return { ...row(part, lineOf(record), lineOf(found)), isTtl: true };
  });
  return [...rows, ...rest.map((record) => row(part, "", lineOf(record)))];
}

function keyOf({ name, class: qclass, type, rdata }: RecordText): string {
  return [name.toLowerCase(), qclass, type, rdata].join(" ");
}

function lineOf({ name, ttlSeconds, class: qclass, type, rdata }: RecordText): string {
  return [name, ttlSeconds, qclass, type, rdata].join(" ");
}
