/** A template as it runs. */

import type { CanonicalName } from "../../dns/name/name.ts";
import type { Regex } from "../../go/regex.ts";
import type { Fallthrough } from "../../plugin-kit/zones.ts";
import type { Template } from "../../template/template.ts";
import type { Range } from "../../text/position.ts";
import type { Conditions } from "./conditions.ts";

/** The sections that texts fill, in the order in which CoreDNS fills them. */
export const SECTIONS = ["answer", "additional", "authority"] as const;
export type Section = (typeof SECTIONS)[number];

/** A text of a section, and its line. */
export interface SectionText {
  readonly template: Template;
  readonly at: Range;
}

/** An extended error for replies (RFC 8914). */
export interface ExtendedError {
  readonly code: number;
  readonly reason: string;
}

/** One use of the directive. */
export interface TemplateSettings {
  readonly at: Range;
  readonly zones: readonly CanonicalName[];
  /** Class and type of questions; ANY for all. */
  readonly qclass: number;
  readonly qtype: number;
  /** At least one; the first that matches gives the groups. */
  readonly patterns: readonly Regex[];
  readonly rcode: number;
  readonly texts: Readonly<Record<Section, readonly SectionText[]>>;
  readonly extendedError: ExtendedError | undefined;
  readonly conditions: Conditions;
  readonly fallthrough: Fallthrough;
}
