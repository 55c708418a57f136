/** File patterns as Go's `path/filepath` reads them, as far as an import may use them. */

/** Whether a path has the form of a pattern of `*` and `?`, neither of which stands for a slash. */
export function matchesPattern(pattern: string, path: string): boolean {
  const form = pattern.replace(/\\?[\s\S]/g, (part) => {
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    return part.slice(-1).replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  });
  return new RegExp(`^${form}$`).test(path);
}

/**
 * Go's `ErrBadPattern`: a class without its end, or a backslash with nothing after it. Behind a star Go looks only
 * when a name has come that far.
 */
export function isMalformedPattern(pattern: string): boolean {
  return /^(?:[^\\[*]|\\[\s\S])*(?:\[|\\$)/.test(pattern);
}
