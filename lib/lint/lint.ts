/** Runs the rules of lint over a Corefile. */
import { boundedProblems, MAX_PROBLEMS_OF_FILE } from "../text/bounded-problems.ts";
import type { Problem } from "../text/problem.ts";
import type { Finding, LintRule } from "./rule.ts";
import { rules as allRules } from "./rules.ts";
import { SharedWords } from "./shared-words.ts";
import type { LintSubject } from "./subject.ts";

/** How to lint. */
export interface LintOptions {
  /** Other rules than all. */
  readonly rules?: readonly LintRule[];
  /** Told of a rule that threw, which is a mistake of ours; the other rules go on. Without it nobody is told. */
  onFault?(rule: LintRule, fault: unknown): void;
}

/**
 * What the rules have to say, in the order of the text, and of very much the first; none of it keeps CoreDNS from starting.
 * Never throws by itself.
 */
export function lint(subject: LintSubject, { rules = allRules, onFault }: LintOptions = {}): readonly Problem[] {
  const problems: Problem[] = [];
  const shared = new SharedWords(subject);
  for (const rule of rules) {
    if (rule.reads !== "text" && !subject.isSound) continue;
    for (const { finding, times } of findings(rule, subject, onFault)) {
      if (rule.inEveryBlock === true && times < shared.blocksWith(finding.at)) continue;
      problems.push(asProblem(rule, finding));
    }
  }
  return boundedProblems(problems.sort(inOrderOfText));
}

interface Counted {
  readonly finding: Finding;
  /** How often it was found: what stands in a snippet is found in each block that imports it. */
  readonly times: number;
}

/** Takes findings one by one: of very many only the first of a file keep their fixes, as the others are only counted. */
function distinct(found: Iterable<Finding>): Map<string, Counted> {
  const counted = new Map<string, Counted>();
  const ofFiles = new Map<string, number>();
  for (const finding of found) {
    const { file, start, end } = finding.at;
    const key = `${start.offset} ${end.offset} ${file}`;
    const known = counted.get(key);
    if (known !== undefined) {
      counted.set(key, { finding: known.finding, times: known.times + 1 });
      continue;
    }
    const before = ofFiles.get(file) ?? 0;
    ofFiles.set(file, before + 1);
    const { fixes: _, ...bare } = finding;
    counted.set(key, { finding: before < MAX_PROBLEMS_OF_FILE ? finding : bare, times: 1 });
  }
  return counted;
}

function findings(rule: LintRule, subject: LintSubject, onFault: LintOptions["onFault"]): Iterable<Counted> {
  try {
    return distinct(rule.check(subject)).values();
  } catch (fault) {
    onFault?.(rule, fault);
    return [];
  }
}

function asProblem({ code, severity, why }: LintRule, finding: Finding): Problem {
  const { at, message, fixes } = finding;
  const problem: Problem = {
    code,
    severity: finding.severity ?? severity,
    cause: finding.cause ?? "text",
    message,
    range: at,
    help: finding.help ?? why,
  };
  return fixes === undefined || fixes.length === 0 ? problem : { ...problem, fixes };
}

function inOrderOfText({ range: a, code: codeA }: Problem, { range: b, code: codeB }: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start.offset - b.start.offset || (codeA < codeB ? -1 : 1);
}
