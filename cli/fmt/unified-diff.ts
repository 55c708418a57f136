/** The difference of two texts in the unified format, as `diff -u` and `patch` have it. */

/** What was, and what shall be. */
export interface DiffTexts {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A line that stays, goes or comes. */
interface Edit {
  readonly kind: " " | "-" | "+";
  readonly line: string;
}

const CONTEXT = 3;

/** The diff with its two header lines; empty when the texts are the same. */
export function unifiedDiff({ name, before, after }: DiffTexts): string {
  if (before === after) return "";
  const edits = editsBetween(linesOf(before), linesOf(after));
  const hunks = hunksOf(edits).map((hunk) => writeHunk(edits, hunk));
  return `--- ${name}.orig\n+++ ${name}\n${hunks.join("")}`;
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * Lines in common at both ends stay. Between them runs Myers' algorithm ("An O(ND) Difference Algorithm and Its
 * Variations", 1986), which finds the fewest edits.
 */
function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const kept = (line: string): Edit => ({ kind: " ", line });
  return [
    ...before.slice(0, head).map(kept),
    ...shortestEdits(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(kept),
  ];
}

/** Beyond so many edits the whole stretch is replaced: the way back needs memory for each. */
const MAX_EDITS = 2000;

function shortestEdits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let edits = 0; edits <= Math.min(before.length + after.length, MAX_EDITS); edits++) {
    trace.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = reach(furthest, diagonal, edits);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, { before, after });
    }
  }
  return [...before.map((line): Edit => ({ kind: "-", line })), ...after.map((line): Edit => ({ kind: "+", line }))];
}

/** How far down `before` a diagonal comes with one edit more, from the better of its neighbours. */
function reach(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  return comesDown(furthest, diagonal, edits)
    ? (furthest.get(diagonal + 1) ?? 0)
    : (furthest.get(diagonal - 1) ?? 0) + 1;
}

function comesDown(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  if (diagonal === edits) return false;
  return (furthest.get(diagonal - 1) ?? 0) < (furthest.get(diagonal + 1) ?? 0);
}

function walkBack(
  trace: readonly ReadonlyMap<number, number>[],
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
): readonly Edit[] {
  const edits: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let count = trace.length - 1; count >= 0; count--) {
    const furthest = trace[count] ?? new Map<number, number>();
    const down = comesDown(furthest, x - y, count);
    const fromDiagonal = down ? x - y + 1 : x - y - 1;
    const fromX = count === 0 ? 0 : (furthest.get(fromDiagonal) ?? 0);
    const fromY = count === 0 ? 0 : fromX - fromDiagonal;
    while (x > fromX && y > fromY) {
      x--;
      y--;
      edits.push({ kind: " ", line: before[x] ?? "" });
    }
    if (count === 0) break;
    edits.push(down ? { kind: "+", line: after[fromY] ?? "" } : { kind: "-", line: before[fromX] ?? "" });
    x = fromX;
    y = fromY;
  }
  return edits.reverse();
}

interface Hunk {
  readonly start: number;
  readonly end: number;
}

/** Stretches of edits with their context; those that touch are one. */
function hunksOf(edits: readonly Edit[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const [at, { kind }] of edits.entries()) {
    if (kind === " ") continue;
    const start = Math.max(0, at - CONTEXT);
    const end = Math.min(edits.length, at + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && start <= last.end) hunks[hunks.length - 1] = { start: last.start, end };
    else hunks.push({ start, end });
  }
  return hunks;
}

function writeHunk(edits: readonly Edit[], { start, end }: Hunk): string {
  const inside = edits.slice(start, end);
  const count = (kinds: string, among: readonly Edit[]): number =>
    among.filter(({ kind }) => kinds.includes(kind)).length;
  const position = (kinds: string): string => {
    const length = count(kinds, inside);
    const line = count(kinds, edits.slice(0, start)) + (length === 0 ? 0 : 1);
    return length === 1 ? String(line) : `${line},${length}`;
  };
  const lines = inside.map(({ kind, line }) => {
    return line.endsWith("\n") ? `${kind}${line}` : `${kind}${line}\n\\ No newline at end of file\n`;
  });
  return `@@ -${position(" -")} +${position(" +")} @@\n${lines.join("")}`;
}
