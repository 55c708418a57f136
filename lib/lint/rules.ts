/** All rules of lint, in the order of their codes. */
import type { LintRule } from "./rule.ts";
import { aaaaDenied } from "./rules/aaaa-denied.ts";
import { addressAsKey } from "./rules/address-as-key.ts";
import { braceInKey } from "./rules/brace-in-key.ts";
import { cacheCapacity } from "./rules/cache-capacity.ts";
import { cacheTimes } from "./rules/cache-times.ts";
import { cachedClient } from "./rules/cached-client.ts";
import { closingBraceOnLine } from "./rules/closing-brace-on-line.ts";
import { denialOutlivesSuccess } from "./rules/denial-outlives-success.ts";
import { forwardToItself } from "./rules/forward-to-itself.ts";
import { gluedBrace } from "./rules/glued-brace.ts";
import { hostsBehindTemplate } from "./rules/hosts-behind-template.ts";
import { missingFallthrough } from "./rules/missing-fallthrough.ts";
import { mixedUpstreams } from "./rules/mixed-upstreams.ts";
import { neverRuns } from "./rules/never-runs.ts";
import { nothingAnswers } from "./rules/nothing-answers.ts";
import { obsoleteProperty } from "./rules/obsolete-property.ts";
import { removedDirective } from "./rules/removed-directive.ts";
import { resolvConfLoop } from "./rules/resolv-conf-loop.ts";
import { rewriteWithoutAnswer } from "./rules/rewrite-without-answer.ts";
import { rewrittenType } from "./rules/rewritten-type.ts";
import { unknownScheme } from "./rules/unknown-scheme.ts";
import { unsetVariable } from "./rules/unset-variable.ts";
import { unusedSnippet } from "./rules/unused-snippet.ts";
import { viewNeverUsed } from "./rules/view-never-used.ts";

export const rules: readonly LintRule[] = [
  gluedBrace,
  braceInKey,
  missingFallthrough,
  closingBraceOnLine,
  nothingAnswers,
  neverRuns,
  hostsBehindTemplate,
  forwardToItself,
  resolvConfLoop,
  viewNeverUsed,
  rewriteWithoutAnswer,
  mixedUpstreams,
  aaaaDenied,
  rewrittenType,
  cacheTimes,
  cacheCapacity,
  denialOutlivesSuccess,
  cachedClient,
  removedDirective,
  obsoleteProperty,
  unknownScheme,
  addressAsKey,
  unusedSnippet,
  unsetVariable,
];
