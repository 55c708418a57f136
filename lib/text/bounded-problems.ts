/** A bound on problems: of many thousands in one file nobody reads more than the first ones. */
import { isObstacle, type Problem } from "./problem.ts";

/** How many problems of one file are told. */
export const MAX_PROBLEMS_OF_FILE = 1000;
/** The problem that counts those that are not told. */
export const MORE_PROBLEMS = "more-problems";

const WORDS = { error: "error", warning: "warning", information: "note" } as const;
type Severity = Problem["severity"];

/**
 * The problems in their order, no more of a file than can be read: errors before what else keeps our engine from serving,
 * then warnings, then what is good to know; of each the first ones, so that CoreDNS's own stays the first. The others are
 * counted behind them, in one sentence for each file.
 */
export function boundedProblems(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MAX_PROBLEMS_OF_FILE) return problems;
  const byFile = Map.groupBy(problems, ({ range }) => range.file);
  const leftOut = new Set<Problem>();
  const sentences: Problem[] = [];
  for (const ofFile of byFile.values()) {
    if (ofFile.length <= MAX_PROBLEMS_OF_FILE) continue;
    const { again, more } = beyondBound(ofFile);
    for (const problem of [again, more].flat()) leftOut.add(problem);
    const [first] = more;
    if (first !== undefined) sentences.push(sentenceOf(more, first));
  }
  return [...problems.filter((problem) => !leftOut.has(problem)), ...sentences];
}

/** Of one file: what is told already, as a snippet's mistake is in each block that imports it, and what is too much. */
function beyondBound(problems: readonly Problem[]): { readonly again: Problem[]; readonly more: Problem[] } {
  const told = new Set<string>();
  const again: Problem[] = [];
  const ranks: Problem[][] = [[], [], [], []];
  for (const problem of problems) {
    const { code, message, range } = problem;
    const key = `${range.start.offset} ${range.end.offset} ${code} ${message}`;
    if (told.has(key)) again.push(problem);
    else ranks[rankOf(problem)]?.push(problem);
    told.add(key);
  }
  return { again, more: ranks.flat().slice(MAX_PROBLEMS_OF_FILE) };
}

function rankOf(problem: Problem): number {
  if (problem.severity === "error") return 0;
  if (isObstacle(problem)) return 1;
  return problem.severity === "warning" ? 2 : 3;
}

function sentenceOf(more: readonly Problem[], { range }: Problem): Problem {
  const count = (severity: Severity): string => {
    const number = more.filter((problem) => problem.severity === severity).length;
    if (number === 0) return "";
    return `${number} more ${WORDS[severity]}${number === 1 ? "" : "s"}`;
  };
  const counts = [count("error"), count("warning"), count("information")].filter((text) => text !== "");
  const last = counts.pop() ?? "";
  const all = counts.length === 0 ? last : `${counts.join(", ")} and ${last}`;
  return {
    code: MORE_PROBLEMS,
    severity: "information",
    cause: "text",
    message: `There ${more.length === 1 ? "is" : "are"} ${all} in this file, the first of them here.`,
    range,
    help: `Only the first ${MAX_PROBLEMS_OF_FILE} problems of a file are listed. Mend those first: others may go with them.`,
  };
}
