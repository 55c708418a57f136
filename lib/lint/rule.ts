/** What a rule of lint is: one thing that CoreDNS takes in silence and that hardly anybody wants. */
import type { Fix } from "../text/edit.ts";
import type { Range } from "../text/position.ts";
import type { ProblemCause } from "../text/problem.ts";
import type { LintSubject } from "./subject.ts";

/** How loud a rule is: `warning` for what does harm, `information` for what is good to know. */
type LintSeverity = "warning" | "information";

/** One thing that a rule found. */
export interface Finding {
  /** The exact words that it is about. */
  readonly at: Range;
  /** One sentence with the names of this case. */
  readonly message: string;
  /** Other than the rule's own. */
  readonly severity?: LintSeverity;
  /** What to do, in place of the rule's `why`. */
  readonly help?: string;
  /** `here` when a file or a variable of this machine was looked at; `text` without it. */
  readonly cause?: Exclude<ProblemCause, "engine">;
  /** Changes after which the rule is silent, the likeliest first. */
  readonly fixes?: readonly Fix[];
}

/** A Corefile with what is around it. */
export interface Example {
  readonly corefile: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A rule. */
export interface LintRule {
  /** `CF` and four digits; a number is never used again for something else. */
  readonly code: string;
  /** What it finds, in a few words in kebab-case. */
  readonly name: string;
  readonly severity: LintSeverity;
  /** What it finds: a sentence for the manual. */
  readonly sentence: string;
  /** Why that is no good, and what to do; stands beside each finding. */
  readonly why: string;
  /** A Corefile about which this rule speaks and no other one, and one about which none does. */
  readonly example: { readonly bad: string | Example; readonly good: string | Example };
  /** Where people ran into it: `coredns#1234` and the like. */
  readonly threads?: readonly string[];
  /**
   * `text`: the words of the Corefile itself, which there always are. `blocks`, the default: server blocks as CoreDNS
   * reads them; such a rule is not asked when the structure is broken, since what it would see is not what was meant.
   */
  readonly reads?: "text" | "blocks";
  /**
   * The finding is that words do nothing: where several blocks import them, it counts only if it holds for each of these.
   */
  readonly inEveryBlock?: boolean;
  check(subject: LintSubject): Iterable<Finding>;
}

/** A rule out of its description. It speaks only when it is right: in doubt it finds nothing. */
export function defineRule(rule: LintRule): LintRule {
  return rule;
}

/** The example as a Corefile with files. */
export function asExample(example: string | Example): Example {
  return typeof example === "string" ? { corefile: example } : example;
}
