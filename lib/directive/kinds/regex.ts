/** Regular expressions with the meaning that Go's regexp gives them (RE2: linear time, no back-references). */
import { RE2JS } from "re2js";
import type { Complaint } from "../complaint.ts";
import { type Kind, refused, taken } from "../kind.ts";
import { translatePattern } from "./regex-names.ts";

/** A compiled regular expression. */
export interface Regex {
  readonly source: string;
  /** How many groups it has. */
  readonly groups: number;
  /** The names of the groups by their numbers, from that of the whole match on; empty for those without. */
  readonly groupNames: readonly string[];
  readonly pattern: RE2JS;
}

/** A regular expression, or what Go says: "error parsing regexp: missing closing ): `(b`". */
export type RegexReading =
  | { readonly ok: true; readonly value: Regex }
  | { readonly ok: false; readonly error: string };

/** regexp.Compile. */
export function compileRegex(source: string): RegexReading {
  const { text, groupNames, written } = translatePattern(source);
  try {
    const pattern = RE2JS.compile(text);
    return { ok: true, value: { source, groups: pattern.groupCount(), groupNames, pattern } };
  } catch (error) {
    return { ok: false, error: inGoWords(error instanceof Error ? error.message : String(error), { source, written }) };
  }
}

const MESSAGE = /^(error parsing regexp: [^:]*)(?:: `([\s\S]*)`)?$/;

/** Places as they were written, and what Go adds or says in another way. */
function inGoWords(
  message: string,
  { source, written }: { readonly source: string; readonly written: (part: string) => string },
): string {
  const [, what = message, place] = MESSAGE.exec(message) ?? [];
  if (place === undefined) {
    if (what.endsWith("expression nests too deeply") || what.endsWith("expression too large"))
      return `${what}: \`${source}\``;
    return what.endsWith("trailing backslash at end of expression") ? `${what}: \`\`` : message;
  }
  // What is too short for the name of a group is read as flags.
  if (what.endsWith("invalid named capture") && (place === "(?P<" || place === "(?<"))
    return `error parsing regexp: invalid or unsupported Perl syntax: \`${place.slice(0, 3)}\``;
  return `${what}: \`${written(place)}\``;
}

/** A limit that CoreDNS sets to the length of an expression, and what it says beyond. */
export interface RegexLimit {
  readonly maxOctets: number;
  tooLong(octets: number): Complaint;
}

/** A regular expression. */
export function regex(limit?: RegexLimit): Kind<Regex> {
  return {
    name: "regex",
    placeholder: "REGEX",
    expects: "a regular expression in Go's syntax",
    read(text) {
      const octets = octetsOf(text);
      if (limit !== undefined && octets > limit.maxOctets)
        return { ok: false, complaint: limit.tooLong(octets), misfit: "bounds" };
      const reading = compileRegex(text);
      return reading.ok ? taken(reading.value) : refused(reading.error);
    },
  };
}

/** How many octets a text has in UTF-8. */
export function octetsOf(text: string): number {
  let octets = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    octets += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return octets;
}
