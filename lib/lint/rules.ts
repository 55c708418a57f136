/** All rules of lint, in the order of their codes. */
import type { LintRule } from "./rule.ts";
import { gluedBrace } from "./rules/glued-brace.ts";
import { missingFallthrough } from "./rules/missing-fallthrough.ts";
import { neverRuns } from "./rules/never-runs.ts";

export const rules: readonly LintRule[] = [gluedBrace, missingFallthrough, neverRuns];
