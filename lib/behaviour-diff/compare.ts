/** How two outcomes of the same question differ, in one word, and where their ways part first. */
import type { RecordText } from "../api/ask.ts";
import { hasFailed, type Outcome } from "./outcome.ts";
import { type LineText, type PathStep, pathOf, stepKey } from "./path.ts";

/** Kinds of change, the worst first. */
export const CHANGE_KINDS = ["fails", "rcode", "answer", "upstream", "plugin", "path", "ttl", "same"] as const;
/**
 * `fails`: it was answered and is not any more. `upstream`: another server answers it, whose answer is not known here.
 * `plugin`: the same answer by another plugin. `path`: the same answer on another way. `ttl`: other TTLs and nothing else.
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** An outcome and the texts of its side. */
export interface Sided {
  readonly outcome: Outcome;
  readonly lineText: LineText;
}

/** Where the ways part; one of them may have ended before. */
export interface FirstDifference {
  /** Counted from 1: the choice of the server block is the first. */
  readonly step: number;
  readonly before: PathStep | undefined;
  readonly after: PathStep | undefined;
}

/** The kind of the change. */
export function changeKind(before: Sided, after: Sided): ChangeKind {
  const [old, now] = [before.outcome, after.outcome];
  if (!hasFailed(old) && hasFailed(now)) return "fails";
  if (old.rcode !== now.rcode) return "rcode";
  if (!isSameReply(old, now)) return "answer";
  const known = old.madeUpBy.join(" ") === now.madeUpBy.join(" ");
  if (!known) return "upstream";
  if (old.plugin !== now.plugin) return "plugin";
  if (ttlsOf(old) !== ttlsOf(now)) return "ttl";
  return firstDifference(before, after) === undefined ? "same" : "path";
}

/** The first step that is another one; undefined when the ways are the same, or one of them is not known. */
export function firstDifference(before: Sided, after: Sided): FirstDifference | undefined {
  if (before.outcome.explanation === undefined || after.outcome.explanation === undefined) return undefined;
  const old = pathOf(before.outcome.explanation);
  const now = pathOf(after.outcome.explanation);
  const length = Math.max(old.length, now.length);
  for (let index = 0; index < length; index++) {
    const [left, right] = [old[index], now[index]];
    if (left !== undefined && right !== undefined && stepKey(left, before.lineText) === stepKey(right, after.lineText))
      continue;
    return { step: index + 1, before: left, after: right };
  }
  return undefined;
}

function isSameReply(one: Outcome, other: Outcome): boolean {
  return (
    one.flags.join(" ") === other.flags.join(" ") &&
    sorted(one.answer) === sorted(other.answer) &&
    sorted(one.authority) === sorted(other.authority) &&
    sorted(one.additional) === sorted(other.additional)
  );
}

/** A section as a set, without TTLs. */
function sorted(records: readonly RecordText[]): string {
  return records
    .map(({ name, class: qclass, type, rdata }) => [name.toLowerCase(), qclass, type, rdata].join(" "))
    .sort()
    .join("\n");
}

function ttlsOf({ answer, authority, additional }: Outcome): string {
  return [answer, authority, additional]
    .map((section) =>
      section
        .map(({ name, type, rdata, ttlSeconds }) => [name.toLowerCase(), type, rdata, ttlSeconds].join(" "))
        .sort()
        .join("\n"),
    )
    .join("\n\n");
}
