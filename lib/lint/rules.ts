/** All rules of lint, in the order of their codes. */
import type { LintRule } from "./rule.ts";
import { aaaaDenied } from "./rules/aaaa-denied.ts";
import { aclRuleCovered } from "./rules/acl-rule-covered.ts";
import { addressAsKey } from "./rules/address-as-key.ts";
import { autopathWithoutPods } from "./rules/autopath-without-pods.ts";
import { braceInKey } from "./rules/brace-in-key.ts";
import { cacheCapacity } from "./rules/cache-capacity.ts";
import { cacheTimes } from "./rules/cache-times.ts";
import { cachedClient } from "./rules/cached-client.ts";
import { clearTextKey } from "./rules/clear-text-key.ts";
import { closingBraceOnLine } from "./rules/closing-brace-on-line.ts";
import { denialOutlivesSuccess } from "./rules/denial-outlives-success.ts";
import { directiveOnSameLine } from "./rules/directive-on-same-line.ts";
import { errorsNotInherited } from "./rules/errors-not-inherited.ts";
import { exceptOutside } from "./rules/except-outside.ts";
import { forwardToItself } from "./rules/forward-to-itself.ts";
import { gluedBrace } from "./rules/glued-brace.ts";
import { halfEncrypted } from "./rules/half-encrypted.ts";
import { hostsBehindTemplate } from "./rules/hosts-behind-template.ts";
import { hostsLineIgnored } from "./rules/hosts-line-ignored.ts";
import { missingFallthrough } from "./rules/missing-fallthrough.ts";
import { missingFile } from "./rules/missing-file.ts";
import { mixedUpstreams } from "./rules/mixed-upstreams.ts";
import { neverRuns } from "./rules/never-runs.ts";
import { nothingAnswers } from "./rules/nothing-answers.ts";
import { obsoleteProperty } from "./rules/obsolete-property.ts";
import { openPprof } from "./rules/open-pprof.ts";
import { openResolver } from "./rules/open-resolver.ts";
import { openTransfer } from "./rules/open-transfer.ts";
import { prefixIsALabel } from "./rules/prefix-is-a-label.ts";
import { regexNeverMatches } from "./rules/regex-never-matches.ts";
import { removedDirective } from "./rules/removed-directive.ts";
import { removedProperty } from "./rules/removed-property.ts";
import { resolvConfLoop } from "./rules/resolv-conf-loop.ts";
import { reverseWithoutFallthrough } from "./rules/reverse-without-fallthrough.ts";
import { rewriteRuleCovered } from "./rules/rewrite-rule-covered.ts";
import { rewriteWithoutAnswer } from "./rules/rewrite-without-answer.ts";
import { rewrittenAway } from "./rules/rewritten-away.ts";
import { rewrittenType } from "./rules/rewritten-type.ts";
import { sameHttpAddress } from "./rules/same-http-address.ts";
import { secondEndpoint } from "./rules/second-endpoint.ts";
import { strictTemplate } from "./rules/strict-template.ts";
import { tlsPortInClear } from "./rules/tls-port-in-clear.ts";
import { tlsSettingsInClear } from "./rules/tls-settings-in-clear.ts";
import { tlsWithoutTlsKey } from "./rules/tls-without-tls-key.ts";
import { unfilledPlaceholder } from "./rules/unfilled-placeholder.ts";
import { unknownScheme } from "./rules/unknown-scheme.ts";
import { unsetVariable } from "./rules/unset-variable.ts";
import { unusedSnippet } from "./rules/unused-snippet.ts";
import { viewNeverUsed } from "./rules/view-never-used.ts";
import { wildcardZone } from "./rules/wildcard-zone.ts";
import { zoneOutsideBlock } from "./rules/zone-outside-block.ts";

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
  openPprof,
  openTransfer,
  openResolver,
  aclRuleCovered,
  regexNeverMatches,
  exceptOutside,
  zoneOutsideBlock,
  sameHttpAddress,
  autopathWithoutPods,
  clearTextKey,
  unknownScheme,
  addressAsKey,
  unusedSnippet,
  unsetVariable,
  hostsLineIgnored,
  prefixIsALabel,
  rewriteRuleCovered,
  tlsWithoutTlsKey,
  tlsSettingsInClear,
  reverseWithoutFallthrough,
  tlsPortInClear,
  halfEncrypted,
  removedProperty,
  secondEndpoint,
  strictTemplate,
  errorsNotInherited,
  rewrittenAway,
  wildcardZone,
  unfilledPlaceholder,
  missingFile,
  directiveOnSameLine,
];
