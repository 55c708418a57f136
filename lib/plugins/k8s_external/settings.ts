/** What the uses of k8s_external say together, with their defaults. */
import { normalizeName } from "../../directive/kinds/zone.ts";
import { type CanonicalName, type Name, ROOT, readName } from "../../dns/name/name.ts";
import type { Fallthrough } from "../../plugin-kit/zones.ts";

/** How a handler answers. */
export interface ExternalSettings {
  readonly zones: readonly CanonicalName[];
  /** The name below which the zones have their own names, as it is written. */
  readonly apex: string;
  readonly ttlSeconds: number;
  readonly headless: boolean;
  readonly fallthrough: Fallthrough;
}

/**
 * The name made of these parts, as they are written, in a zone (CoreDNS, dnsutil.Join). What is no name stays as it is: a
 * reply with it cannot be sent.
 */
export function joinName(parts: readonly string[], zone: Name): Name {
  const text = `${parts.join(".")}.${zone === ROOT ? "" : zone}`;
  return readName(text) ?? normalizeName(text);
}
