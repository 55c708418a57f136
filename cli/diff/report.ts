/** What changes, as text and as JSON. */
import { type BehaviourChange, type BehaviourDiff, groupByCause } from "../../lib/behaviour-diff/behaviour-diff.ts";
import { outcomeTexts } from "../../lib/behaviour-diff/outcome.ts";
import type { PathStep } from "../../lib/behaviour-diff/path.ts";
import type { TextChange } from "../../lib/behaviour-diff/text-changes.ts";
import { causeText, KIND_WORDS, remarks, verdictText } from "../../lib/behaviour-diff/words.ts";
import { placeText, writeExplanation } from "../../lib/explanation/explanation-text.ts";
import { questionText } from "../../lib/questions/placed-question.ts";
import { printableJson, printableLine } from "../printable.ts";

/** How many lines of an edit are shown. */
const MOST_LINES = 6;
/** Kinds with which clients get the same answer. */
const LITTLE: ReadonlySet<BehaviourChange["kind"]> = new Set(["path", "ttl"]);
const MOST_OF_LITTLE = 3;

/** The report for a terminal. */
export function writeText(diff: BehaviourDiff, { explain }: { readonly explain: boolean }): string {
  const lines = groupByCause(diff.changes).flatMap(({ cause, changes }) => [
    printableLine(`cause: ${causeText(cause, diff.edits)}`),
    ...cause.changes
      .flatMap((index) => diff.edits[index] ?? [])
      .flatMap((edit) => editLines(edit).map((line) => printableLine(`    ${line}`))),
    ...groupLines(changes, explain),
    "",
  ]);
  return `${[...lines, verdictText(diff), ...remarks(diff)].join("\n")}\n`;
}

/** Changes of little weight are shown by some examples; where ways part as in a change before, that is not told again. */
function groupLines(changes: readonly BehaviourChange[], explain: boolean): readonly string[] {
  const told = new Set<string>();
  const shown = new Map<BehaviourChange["kind"], number>();
  const lines: string[] = [];
  for (const change of changes) {
    const count = (shown.get(change.kind) ?? 0) + 1;
    shown.set(change.kind, count);
    if (LITTLE.has(change.kind) && count > MOST_OF_LITTLE && !explain) continue;
    const way = [change.kind, change.firstDifference?.before?.code, change.firstDifference?.after?.code].join(" ");
    for (const line of changeLines(change, { explain, tellsWay: !told.has(way) })) lines.push(line);
    told.add(way);
  }
  for (const [kind, count] of shown) {
    if (LITTLE.has(kind) && count > MOST_OF_LITTLE && !explain)
      lines.push(`${KIND_WORDS[kind].mark} ${KIND_WORDS[kind].word}: ${count - MOST_OF_LITTLE} more`);
  }
  return lines;
}

/** How a change is written. */
interface Telling {
  readonly explain: boolean;
  readonly tellsWay: boolean;
}

function changeLines(change: BehaviourChange, { explain, tellsWay }: Telling): readonly string[] {
  const { question, kind, before, after, firstDifference, count } = change;
  const { mark, word } = KIND_WORDS[kind];
  const often = count > 1 ? ` (asked ${count} times)` : "";
  const explanations = [before.explanation, after.explanation].filter((one) => one !== undefined);
  return [
    printableLine(`${mark} ${word}: ${questionText(question)}${often}`),
    printableLine(`    ${outcomeTexts(before, after).join("  →  ")}`),
    ...(firstDifference === undefined || !tellsWay
      ? []
      : [
          printableLine(`    step ${firstDifference.step}  before: ${stepText(firstDifference.before)}`),
          printableLine(`            after: ${stepText(firstDifference.after)}`),
        ]),
    ...(explain ? explanations.flatMap((explanation) => ["", writeExplanation(explanation, printableLine)]) : []),
  ];
}

/** One step in a line. */
function stepText(step: PathStep | undefined): string {
  if (step === undefined) return "the way has ended";
  const place = step.rule ?? step.at;
  return `${step.plugin}: ${step.sentence}${place === undefined ? "" : ` (${placeText(place)})`}`;
}

/** The lines that went and came. */
function editLines({ removed, added }: TextChange): readonly string[] {
  const lines = [...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)].map((line) =>
    line.trimEnd(),
  );
  return lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines`]
    : lines;
}

/** The report for programs. */
export function writeJson(diff: BehaviourDiff, explain: boolean): string {
  const { asked, askedTimes, leftOut, counts, unlisted, madeUp, changes, edits } = diff;
  const changed = changes.map(({ question, count, kind, before, after, firstDifference, cause }) => ({
    question: { ...question, text: questionText(question), count },
    kind,
    before: sideOf(before, explain),
    after: sideOf(after, explain),
    ...(firstDifference === undefined ? {} : { firstDifference }),
    cause: { by: cause.by, edits: cause.changes.flatMap((index) => edits[index] ?? []) },
  }));
  return `${printableJson({ asked, askedTimes, leftOut, counts, changed, unlisted, madeUp })}\n`;
}

function sideOf({ explanation, ...outcome }: BehaviourChange["before"], explain: boolean) {
  const why = explanation?.inWords;
  return {
    ...outcome,
    ...(why === undefined ? {} : { inWords: why }),
    ...(explain && explanation !== undefined ? { explanation } : {}),
  };
}
