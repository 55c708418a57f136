/** Regular expressions with the meaning that Go's regexp gives them (RE2: linear time, no back-references). */
import { RE2JS } from "re2js";
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
