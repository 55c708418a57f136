/** What a plugin changed of a reply, record by record. */
import { rcodeText } from "../dns/iana/rcode.ts";
import type { Message, ResourceRecord } from "../dns/message/message.ts";
import { writeEdns } from "../dns/text/edns.ts";
import { writeQuestion, writeRecord } from "../dns/text/record.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import type { ReplyChange } from "./explanation.ts";

const SECTIONS = ["answer", "authority", "additional"] as const;
type Section = (typeof SECTIONS)[number];

/** Compares a reply as it came back with what was made of it; empty when both say the same. */
export function compareReplies(before: Message, after: Message): readonly ReplyChange[] {
  if (before === after) return [];
  return [
    ...compareTexts("question", questionsOf(before), questionsOf(after)),
    ...compareTexts("code", rcodeText(before.rcode), rcodeText(after.rcode)),
    ...compareTexts("flags", flagsOf(before), flagsOf(after)),
    ...SECTIONS.flatMap((section) => compareRecords(section, before[section], after[section])),
    ...compareTexts("EDNS", ednsOf(before), ednsOf(after)),
  ];
}

/** A change in one line, the same in the page and in the terminal. */
export function changeText({ part, kind, record, before = "", after = "" }: ReplyChange): string {
  switch (kind) {
    case "added":
      return `${part}: added ${after}`;
    case "removed":
      return `${part}: removed ${before}`;
    case "changed":
      return `${part}: ${before} → ${after}`;
    case "TTL":
      return `${part}: TTL ${before} → ${after} of ${record ?? ""}`;
    case "order":
      return `${part}: the records come in another order`;
    default:
      return kind satisfies never;
  }
}

function compareTexts(part: ReplyChange["part"], before: string, after: string): readonly ReplyChange[] {
  if (before === after) return [];
  if (before === "") return [{ part, kind: "added", after }];
  return after === "" ? [{ part, kind: "removed", before }] : [{ part, kind: "changed", before, after }];
}

/** A record as it is compared: its text without the TTL, and what a changed record keeps. */
interface Written {
  readonly text: string;
  readonly ttl: number;
  readonly record: ResourceRecord;
}

function compareRecords(
  part: Section,
  before: readonly ResourceRecord[],
  after: readonly ResourceRecord[],
): readonly ReplyChange[] {
  if (before === after) return [];
  const came = before.map(written);
  const went = after.map(written);
  const { ttls, removed, added } = pair(part, came, went);
  const changed = [...ttls, ...changes(part, removed, added)];
  if (changed.length > 0) return changed;
  const sameOrder = came.every(({ text }, index) => text === went[index]?.text);
  return sameOrder ? [] : [{ part, kind: "order" }];
}

/** Records that are in both, whatever their TTL, and those that are in one only. */
function pair(part: Section, came: readonly Written[], went: readonly Written[]) {
  const left = new Map<string, Written[]>();
  for (const one of came) {
    const same = left.get(one.text);
    if (same === undefined) left.set(one.text, [one]);
    else same.push(one);
  }
  const ttls: ReplyChange[] = [];
  const added: Written[] = [];
  for (const one of went) {
    const same = left.get(one.text)?.shift();
    if (same === undefined) added.push(one);
    else if (same.ttl !== one.ttl)
      ttls.push({ part, kind: "TTL", record: one.text, before: String(same.ttl), after: String(one.ttl) });
  }
  const gone = new Set([...left.values()].flat());
  return { ttls, added, removed: came.filter((one) => gone.has(one)) };
}

/** A record that kept its type and either its name or its data was changed; the others went or came. */
function changes(part: Section, removed: readonly Written[], added: readonly Written[]): readonly ReplyChange[] {
  const free = [...added];
  const found: ReplyChange[] = [];
  for (const one of removed) {
    const place = free.findIndex((other) => isSuccessor(one, other));
    const [successor] = place < 0 ? [] : free.splice(place, 1);
    const before = withTtl(one);
    if (successor === undefined) found.push({ part, kind: "removed", before });
    else found.push({ part, kind: "changed", before, after: withTtl(successor) });
  }
  for (const one of free) found.push({ part, kind: "added", after: withTtl(one) });
  return found;
}

function isSuccessor(one: Written, other: Written): boolean {
  if (one.record.type !== other.record.type) return false;
  return one.record.name === other.record.name || dataOf(one) === dataOf(other);
}

const dataOf = ({ text, record }: Written): string => text.slice(record.name.length);

function written(record: ResourceRecord): Written {
  return {
    text: orError(() => writeRecord({ ...record, ttl: 0 }))
      .replace(/\t0\t/, " ")
      .replace(/\t/g, " "),
    ttl: record.ttl,
    record,
  };
}

function withTtl({ record }: Written): string {
  return orError(() => writeRecord(record)).replace(/\t/g, " ");
}

function questionsOf({ question }: Message): string {
  return question.map((one) => writeQuestion(one).slice(1).replace(/\s+/g, " ")).join(", ");
}

function ednsOf({ edns }: Message): string {
  return edns === undefined
    ? ""
    : orError(() => writeEdns(edns))
        .replace(/\s*\n\s*/g, " ")
        .replace(/^;+\s*/, "");
}

const FLAGS = [
  ["aa", "authoritative"],
  ["tc", "truncated"],
  ["rd", "recursionDesired"],
  ["ra", "recursionAvailable"],
  ["z", "zero"],
  ["ad", "authenticData"],
  ["cd", "checkingDisabled"],
] as const;

function flagsOf(message: Message): string {
  const set = FLAGS.filter(([, field]) => message[field]).map(([name]) => name);
  return set.length === 0 ? "none" : set.join(" ");
}

/** What is no message is passed on all the same, so telling of it must not fail. */
function orError(write: () => string): string {
  try {
    return write();
  } catch (error) {
    if (error instanceof WireError) return error.message;
    throw error;
  }
}
