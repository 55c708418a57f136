/** All rules of lint, in the order of their codes. */
import type { LintRule } from "./rule.ts";
import { addressAsKey } from "./rules/address-as-key.ts";
import { braceInKey } from "./rules/brace-in-key.ts";
import { closingBraceOnLine } from "./rules/closing-brace-on-line.ts";
import { gluedBrace } from "./rules/glued-brace.ts";
import { missingFallthrough } from "./rules/missing-fallthrough.ts";
import { neverRuns } from "./rules/never-runs.ts";
import { nothingAnswers } from "./rules/nothing-answers.ts";
import { removedDirective } from "./rules/removed-directive.ts";
import { unknownScheme } from "./rules/unknown-scheme.ts";
import { unsetVariable } from "./rules/unset-variable.ts";
import { unusedSnippet } from "./rules/unused-snippet.ts";

export const rules: readonly LintRule[] = [
  gluedBrace,
  braceInKey,
  missingFallthrough,
  closingBraceOnLine,
  nothingAnswers,
  neverRuns,
  removedDirective,
  unknownScheme,
  addressAsKey,
  unusedSnippet,
  unsetVariable,
];
