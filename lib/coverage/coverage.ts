/** How much of a workspace questions came to: a figure, and line by line. */
import type { Coverable } from "./coverable.ts";
import type { LineUse } from "./covered.ts";
import { COVERABLE_KINDS, type CoverableKind } from "./kinds.ts";

/** One thing that can be covered, and whether it was. */
interface CoverageItem extends Coverable {
  readonly isCovered: boolean;
}

/** What became of a line. `passed`: questions came to it, and another line decided. */
type LineState = "decided" | "passed" | "never";

/** A line with something that can be covered. */
interface CoverageLine {
  readonly file: string;
  readonly line: number;
  readonly state: LineState;
  /** What it says of itself: how many questions, and of what. */
  readonly sentence: string;
}

/** How many of a kind were covered. */
interface KindCoverage {
  readonly kind: CoverableKind;
  readonly covered: number;
  readonly total: number;
}

export interface Coverage {
  /** Whole percent, rounded down so that 100 means all; 100 where there is nothing to cover. */
  readonly percent: number;
  readonly covered: number;
  readonly total: number;
  /** Kinds of which there are some. */
  readonly kinds: readonly KindCoverage[];
  readonly lines: readonly CoverageLine[];
  /** What no question came to, in the order of the files. */
  readonly uncovered: readonly Coverable[];
}

/** Which count of a line makes a kind covered. */
const USE_OF: Readonly<Record<CoverableKind, "taken" | "passed" | "used">> = {
  block: "taken",
  directive: "passed",
  rule: "used",
  entry: "used",
  record: "used",
};

/** Holds what was used against what there is; `listed` gives the workspace's name for a path of an explanation. */
export function coverageOf(
  coverables: readonly Coverable[],
  used: readonly LineUse[],
  listed: (path: string) => string,
): Coverage {
  const uses = new Map<string, LineUse>();
  for (const use of used) {
    const key = keyOf(listed(use.file), use.line);
    uses.set(key, added(uses.get(key), use));
  }
  const items = coverables.map((coverable) => ({ ...coverable, uses: usesWithin(coverable, uses) }));
  const isCovered = ({ kind, uses: own }: (typeof items)[number]): boolean => own.some((use) => use[USE_OF[kind]] > 0);
  const covered = items.filter(isCovered);
  const total = items.length;
  return {
    percent: total === 0 ? 100 : Math.floor((100 * covered.length) / total),
    covered: covered.length,
    total,
    kinds: COVERABLE_KINDS.map((kind) => ({
      kind,
      covered: covered.filter((item) => item.kind === kind).length,
      total: items.filter((item) => item.kind === kind).length,
    })).filter((kind) => kind.total > 0),
    lines: linesOf(items.map((item) => ({ ...item, isCovered: isCovered(item) }))),
    uncovered: items.filter((item) => !isCovered(item)).map(({ uses: _uses, ...coverable }) => coverable),
  };
}

interface UsedItem extends CoverageItem {
  readonly uses: readonly LineUse[];
}

function usesWithin({ file, line, endLine }: Coverable, uses: ReadonlyMap<string, LineUse>): readonly LineUse[] {
  const found: LineUse[] = [];
  for (let at = line; at <= endLine; at++) {
    const use = uses.get(keyOf(file, at));
    if (use !== undefined) found.push(use);
  }
  return found;
}

function added(before: LineUse | undefined, use: LineUse): LineUse {
  if (before === undefined) return use;
  return {
    ...before,
    taken: before.taken + use.taken,
    passed: before.passed + use.passed,
    used: before.used + use.used,
    decided: before.decided + use.decided,
  };
}

const keyOf = (file: string, line: number): string => `${line} ${file}`;

function linesOf(items: readonly UsedItem[]): readonly CoverageLine[] {
  const byLine = new Map<string, UsedItem[]>();
  for (const item of items) {
    const key = keyOf(item.file, item.line);
    const known = byLine.get(key);
    if (known === undefined) byLine.set(key, [item]);
    else known.push(item);
  }
  return [...byLine.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const isDecider = own.some(({ uses }) => uses.some(({ decided }) => decided > 0));
    const isReached = own.some(({ isCovered }) => isCovered);
    const state: LineState = isDecider ? "decided" : isReached ? "passed" : "never";
    return [{ file: first.file, line: first.line, state, sentence: own.map(sentenceOf).join(" ") }];
  });
}

function sentenceOf({ kind, uses, isCovered }: UsedItem): string {
  const count = (use: "taken" | "passed" | "used" | "decided"): number =>
    uses.reduce((most, own) => Math.max(most, own[use]), 0);
  const decided = count("decided");
  const more = decided === 0 ? "" : `, and it decided ${times(decided)}`;
  if (!isCovered) return NEVER[kind];
  switch (kind) {
    case "block":
      return `This server block took ${questions(count("taken"))}.`;
    case "directive":
      return `${capital(questions(count("passed")))} came here${more}.`;
    case "rule":
      return `This rule was for ${questions(count("used"))}${more}.`;
    case "entry":
      return `This entry was given to ${questions(count("used"))}.`;
    case "record":
      return `This record was given to ${questions(count("used"))}.`;
  }
}

const NEVER: Readonly<Record<CoverableKind, string>> = {
  block: "Never reached: no question was for this server block.",
  directive: "Never reached: no question came here.",
  rule: "Never reached: this rule was for no question.",
  entry: "Never reached: this entry was given to no question.",
  record: "Never reached: this record was given to no question.",
};

const questions = (count: number): string => (count === 1 ? "1 question" : `${count} questions`);
const times = (count: number): string => (count === 1 ? "once" : `${count} times`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
