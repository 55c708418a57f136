/** How often one client asked one question, and the codes of the replies. */

/** Codes beside the first that are kept apart. */
const MOST_OTHER_CODES = 8;

/** A code, and how many replies had it; `-` for queries that got none. */
export interface CodeCount {
  readonly code: string;
  readonly count: number;
}

export interface Row {
  readonly from: string | undefined;
  count: number;
  /** The code that came first, and how often; nearly all rows have no other. */
  code: string | undefined;
  codeCount: number;
  others: Map<string, number> | undefined;
}

/** A row in which nothing is counted yet. */
export function rowOf(from: string | undefined): Row {
  return { from, count: 0, code: undefined, codeCount: 0, others: undefined };
}

/** Counts the code of a reply. */
export function addCode(row: Row, code: string): void {
  if (row.code === undefined || row.code === code) {
    row.code = code;
    row.codeCount += 1;
    return;
  }
  row.others ??= new Map();
  const count = row.others.get(code) ?? 0;
  if (count > 0 || row.others.size < MOST_OTHER_CODES) row.others.set(code, count + 1);
}

/** Whether a reply with this code was counted. */
export function hasCode(row: Row, code: string): boolean {
  return row.code === code || row.others?.has(code) === true;
}

/** The codes of a row, the most frequent first. */
export function codesOf(row: Row): readonly CodeCount[] {
  return byCount(counted(row));
}

/** The codes of several rows together. */
export function sumCodes(rows: readonly Row[]): readonly CodeCount[] {
  const sums = new Map<string, number>();
  for (const row of rows) {
    for (const [code, count] of counted(row)) sums.set(code, (sums.get(code) ?? 0) + count);
  }
  return byCount(sums);
}

function counted({ code, codeCount, others }: Row): Iterable<readonly [string, number]> {
  return code === undefined ? [] : [[code, codeCount], ...(others ?? [])];
}

function byCount(counts: Iterable<readonly [string, number]>): readonly CodeCount[] {
  return [...counts].map(([code, count]) => ({ code, count })).sort((left, right) => right.count - left.count);
}
