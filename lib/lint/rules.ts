/** All rules of lint, in the order of their codes. */
import type { LintRule } from "./rule.ts";
import { cacheCapacity } from "./rules/caching/cache-capacity.ts";
import { cacheTimes } from "./rules/caching/cache-times.ts";
import { cachedClient } from "./rules/caching/cached-client.ts";
import { denialOutlivesSuccess } from "./rules/caching/denial-outlives-success.ts";
import { aaaaDenied } from "./rules/chain/aaaa-denied.ts";
import { aclRuleCovered } from "./rules/chain/acl-rule-covered.ts";
import { autopathWithoutPods } from "./rules/chain/autopath-without-pods.ts";
import { autopathWithoutUpstream } from "./rules/chain/autopath-without-upstream.ts";
import { errorsNotInherited } from "./rules/chain/errors-not-inherited.ts";
import { hostsBehindTemplate } from "./rules/chain/hosts-behind-template.ts";
import { hostsLineIgnored } from "./rules/chain/hosts-line-ignored.ts";
import { logRuleCovered } from "./rules/chain/log-rule-covered.ts";
import { loopWithoutUpstream } from "./rules/chain/loop-without-upstream.ts";
import { missingFallthrough } from "./rules/chain/missing-fallthrough.ts";
import { neverRuns } from "./rules/chain/never-runs.ts";
import { notANetwork } from "./rules/chain/not-a-network.ts";
import { nothingAnswers } from "./rules/chain/nothing-answers.ts";
import { regexNeverMatches } from "./rules/chain/regex-never-matches.ts";
import { restUnanswered } from "./rules/chain/rest-unanswered.ts";
import { reverseWithoutFallthrough } from "./rules/chain/reverse-without-fallthrough.ts";
import { strictTemplate } from "./rules/chain/strict-template.ts";
import { viewNeverUsed } from "./rules/chain/view-never-used.ts";
import { clearTextKey } from "./rules/exposure/clear-text-key.ts";
import { openPprof } from "./rules/exposure/open-pprof.ts";
import { openResolver } from "./rules/exposure/open-resolver.ts";
import { openTransfer } from "./rules/exposure/open-transfer.ts";
import { sameHttpAddress } from "./rules/exposure/same-http-address.ts";
import { secondEndpoint } from "./rules/exposure/second-endpoint.ts";
import { tlsPortInClear } from "./rules/exposure/tls-port-in-clear.ts";
import { tlsSettingsInClear } from "./rules/exposure/tls-settings-in-clear.ts";
import { tlsWithoutTlsKey } from "./rules/exposure/tls-without-tls-key.ts";
import { exceptOutside } from "./rules/forwarding/except-outside.ts";
import { forwardInACircle } from "./rules/forwarding/forward-in-a-circle.ts";
import { forwardToItself } from "./rules/forwarding/forward-to-itself.ts";
import { halfEncrypted } from "./rules/forwarding/half-encrypted.ts";
import { mixedUpstreams } from "./rules/forwarding/mixed-upstreams.ts";
import { resolvConfLoop } from "./rules/forwarding/resolv-conf-loop.ts";
import { addressAsKey } from "./rules/keys/address-as-key.ts";
import { noClusterDomain } from "./rules/keys/no-cluster-domain.ts";
import { prefixIsALabel } from "./rules/keys/prefix-is-a-label.ts";
import { unknownScheme } from "./rules/keys/unknown-scheme.ts";
import { wildcardZone } from "./rules/keys/wildcard-zone.ts";
import { zoneOutsideBlock } from "./rules/keys/zone-outside-block.ts";
import { rewriteRuleCovered } from "./rules/rewriting/rewrite-rule-covered.ts";
import { rewriteWithoutAnswer } from "./rules/rewriting/rewrite-without-answer.ts";
import { rewrittenAway } from "./rules/rewriting/rewritten-away.ts";
import { rewrittenType } from "./rules/rewriting/rewritten-type.ts";
import { braceInKey } from "./rules/text/brace-in-key.ts";
import { closingBraceOnLine } from "./rules/text/closing-brace-on-line.ts";
import { directiveOnSameLine } from "./rules/text/directive-on-same-line.ts";
import { gluedBrace } from "./rules/text/glued-brace.ts";
import { missingFile } from "./rules/text/missing-file.ts";
import { obsoleteProperty } from "./rules/text/obsolete-property.ts";
import { removedDirective } from "./rules/text/removed-directive.ts";
import { removedProperty } from "./rules/text/removed-property.ts";
import { unfilledPlaceholder } from "./rules/text/unfilled-placeholder.ts";
import { unsetVariable } from "./rules/text/unset-variable.ts";
import { unusedSnippet } from "./rules/text/unused-snippet.ts";

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
  restUnanswered,
  loopWithoutUpstream,
  notANetwork,
  autopathWithoutUpstream,
  logRuleCovered,
  noClusterDomain,
  forwardInACircle,
];
