/** Source text without what only people read. */

/** The same length and lines, with comments and what stands in template literals and long texts as blanks. */
export function plainCode(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|`(?:\\[\s\S]|[^`\\])*`|"(?:\\.|[^"\\\n])*"|\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*(?=[\s.,;)\]])/g,
    (match) => (/^"\w*"$/.test(match) ? match : match.replace(/[^\n]/g, " ")),
  );
}
