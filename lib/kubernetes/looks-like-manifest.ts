/** Tells manifests from Corefiles without reading either. */

/**
 * Whether a text looks like a manifest with a ConfigMap, as YAML or JSON. No Corefile does: a line of one that starts with
 * `kind:` would be a server block's key.
 */
export function looksLikeManifest(text: string): boolean {
  return /(?:^|[{,])[ \t]*"?kind"?[ \t]*:[ \t]*["']?(?:ConfigMap|ConfigMapList|List)\b/m.test(text);
}

/** Whether a text looks like a manifest with something to import; a Corefile or a zone file never does. */
export function mayBeImported(text: string): boolean {
  return looksLikeManifest(text) && /\bCorefile\b|\bcoredns-custom\b|\.(?:override|server)\b/.test(text);
}
