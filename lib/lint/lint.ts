/** Runs the rules of lint over a Corefile. */
import { boundedProblems } from "../corefile/bounded-problems.ts";
import type { Problem } from "../corefile/problem.ts";
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
    for (const { finding, times } of distinct(findings(rule, subject, onFault))) {
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

function distinct(found: readonly Finding[]): Iterable<Counted> {
  const counted = new Map<string, Counted>();
  for (const finding of found) {
    const { file, start, end } = finding.at;
    const key = `${start.offset} ${end.offset} ${file}`;
    const known = counted.get(key);
    counted.set(key, { finding: known?.finding ?? finding, times: (known?.times ?? 0) + 1 });
  }
  return counted.values();
}

function findings(rule: LintRule, subject: LintSubject, onFault: LintOptions["onFault"]): readonly Finding[] {
  try {
    return [...rule.check(subject)];
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
