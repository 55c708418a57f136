/** How CoreDNS words what it refuses: as data, so that one description serves set-up, editor and manual. */

/**
 * Where the text of a complaint gets its beginning from:
 * - `argument`: "FILE:LINE - Error during parsing: Wrong argument count or unexpected line ending after 'WORD'";
 * - `position`: "FILE:LINE - Error during parsing: TEXT";
 * - `syntax`: "FILE:LINE - Syntax error: Unexpected token 'WORD', expecting 'TEXT'";
 * - `plain`: TEXT alone.
 */
type ComplaintStyle = "argument" | "position" | "syntax" | "plain";

/** What CoreDNS says. */
export interface Complaint {
  readonly style: ComplaintStyle;
  /**
   * The text, which may hold `{value}` (the word), `{value:q}` (quoted as Go's %q), `{value:lower}`, `{error}` (what the
   * kind of argument says by itself) and `{name}` (the directive or property). Empty for `argument`.
   */
  readonly text: string;
  /** Names that stand as `plugin/NAME: ` before it, in this order; without them the directive's own. */
  readonly prefixes?: readonly string[];
}

/** An argument is missing, or there are too many. */
export const wrongCount: Complaint = { style: "argument", text: "" };

/** A text behind file and line. */
export function position(text: string): Complaint {
  return { style: "position", text };
}

/** A text without a position. */
export function plain(text: string): Complaint {
  return { style: "plain", text };
}

/** Another word was expected. */
export function syntax(expected: string): Complaint {
  return { style: "syntax", text: expected };
}

/** The same complaint behind other names, for plugins that say theirs twice, another one's, or none. */
export function withPrefixes(complaint: Complaint, ...prefixes: readonly string[]): Complaint {
  return { ...complaint, prefixes };
}
