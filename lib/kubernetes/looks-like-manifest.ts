/** Tells manifests from Corefiles without reading either. */

/**
 * Whether a text looks like a manifest with a ConfigMap, as YAML or JSON. No Corefile does: a line of one that starts with
 * `kind:` would be a server block's key.
 */
export function looksLikeManifest(text: string): boolean {
  return /(?:^|[{,])[ \t]*"?kind"?[ \t]*:[ \t]*["']?(?:ConfigMap|ConfigMapList|List)\b/m.test(text);
}

/** Whether a text looks like one with something to import; a Corefile or a zone file never does. */
export function mayBeImported(text: string): boolean {
  if (looksLikeManifest(text)) return /\bCorefile\b|\bcoredns-custom\b|\.(?:override|server)\b/.test(text);
  if (/^[ \t]*"?kind"?[ \t]*:[ \t]*["']?HelmChartConfig\b/m.test(text)) return /\bservers:/.test(text);
  // Helm values of the chart, and the EKS add-on's configuration.
  return (
    (/^servers:[ \t]*$/m.test(text) && /^[ \t-]*plugins:[ \t]*$/m.test(text)) || /^\s*\{\s*"corefile"\s*:/.test(text)
  );
}
