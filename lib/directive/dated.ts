/** What a directive is told of the release that it is described for, where that is not the newest one. */
import type { Property } from "./property.ts";

/** A release, and what it has not yet. */
export interface Dated {
  readonly release: string;
  /** Directives that came later, each with the release that brought it. */
  readonly laterDirectives: ReadonlyMap<string, string>;
  /** Schemes of keys that came later, likewise. */
  readonly laterSchemes: ReadonlyMap<string, string>;
  /** Properties of this directive that came later. */
  readonly laterProperties: Readonly<Record<string, Property<unknown>>>;
  /** The release from which on several uses in one server block count, where that came later. */
  readonly repeatsSince?: string;
}

/** "multisocket came with CoreDNS 1.12.0; this folder is for 1.11.3." */
export function cameLater(what: string, since: string, { release }: Pick<Dated, "release">): string {
  return `${what} came with CoreDNS ${since}; this folder is for ${release}.`;
}
