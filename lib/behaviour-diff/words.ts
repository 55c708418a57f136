/** The words for what changes, the same on the page, in the terminal and on a pull request. */
import { type BehaviourDiff, countOf, type KindCounts } from "./behaviour-diff.ts";
import type { Cause } from "./cause.ts";
import { CHANGE_KINDS, type ChangeKind } from "./compare.ts";
import { changePlace, type TextChange } from "./text-changes.ts";

/** A mark and a word for each kind. */
export const KIND_WORDS: Readonly<Record<ChangeKind, { readonly mark: string; readonly word: string }>> = {
  fails: { mark: "✗", word: "now fails" },
  rcode: { mark: "≠", word: "other code" },
  answer: { mark: "≠", word: "other answer" },
  upstream: { mark: "→", word: "other upstream" },
  plugin: { mark: "⇄", word: "other plugin, same answer" },
  path: { mark: "·", word: "other way, same answer" },
  ttl: { mark: "·", word: "TTL only" },
  same: { mark: "=", word: "same" },
};

const ONE_AND_MORE: Readonly<Record<ChangeKind, readonly [one: string, more: string]>> = {
  fails: ["now fails", "now fail"],
  rcode: ["code changed", "codes changed"],
  answer: ["answer changed", "answers changed"],
  upstream: ["asked of another upstream", "asked of another upstream"],
  plugin: ["other plugin, same answer", "other plugin, same answer"],
  path: ["other way, same answer", "other way, same answer"],
  ttl: ["TTL only", "TTL only"],
  same: ["same", "same"],
};

/** `1 now fails · 3 answers changed · 206 same`. */
function countsText(counts: KindCounts): string {
  return CHANGE_KINDS.filter((kind) => counts[kind] > 0)
    .map((kind) => `${number(counts[kind])} ${ONE_AND_MORE[kind][counts[kind] === 1 ? 0 : 1]}`)
    .join(" · ");
}

/** The first sentence about the whole. */
export function verdictText(diff: Pick<BehaviourDiff, "asked" | "askedTimes" | "counts" | "isWhole">): string {
  const { asked, askedTimes, counts, isWhole } = diff;
  const questions = `${number(asked)} ${asked === 1 ? "question" : "questions"}`;
  const often = askedTimes > asked ? ` (asked ${number(askedTimes)} times)` : "";
  const soFar = isWhole ? "" : " so far";
  if (asked === 0) return "No question was asked.";
  if (countOf(counts, "any") === 0) return `Identical for ${questions}${often}${soFar}; not a proof.`;
  return `Of ${questions}${often}${soFar}: ${countsText(counts)}.`;
}

/** What else is good to know of the result, a sentence each. */
export function remarks({
  leftOut,
  unlisted,
  madeUp,
  edits,
  isWhole,
}: Pick<BehaviourDiff, "leftOut" | "unlisted" | "madeUp" | "edits" | "isWhole">): readonly string[] {
  return [
    ...(isWhole ? [] : ["Cancelled: the questions that were left are not in the result."]),
    ...(leftOut > 0 ? [`${number(leftOut)} more questions were left out.`] : []),
    ...(unlisted > 0 ? [`${number(unlisted)} more changes are counted and not listed.`] : []),
    ...(madeUp > 0
      ? [
          `${number(madeUp)} ${madeUp === 1 ? "question goes" : "questions go"} to an upstream of which dns-tests.yaml says nothing: its answer is made up, the same on both sides.`,
        ]
      : []),
    ...(edits.length === 0 ? ["The texts of both sides are the same."] : []),
  ];
}

/** The edited lines of a cause, and how sure that is. */
export function causeText({ changes, by }: Cause, edits: readonly TextChange[]): string {
  const places = changes.flatMap((index) => edits[index] ?? []).map(changePlace);
  if (by === "unknown" || places.length === 0)
    return edits.length === 0 ? "not the text" : "not told apart from other edits";
  return by === "read" ? `on its way: ${places.join(", ")}` : places.join(" with ");
}

/** With a comma every three digits. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
