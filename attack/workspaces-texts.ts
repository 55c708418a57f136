/** Texts of which each part tells whether the whole is whole. */

/** A number with so much behind it that it takes several writes, all of it saying the same number. */
export function counterText(number: number): string {
  return `${number}\n`.repeat(2000);
}

/** The number of a whole counter; undefined for half of one. */
export function readCounter(text: string): number | undefined {
  const number = Number.parseInt(text, 10);
  return text === counterText(number) ? number : undefined;
}

/** A long text of one letter, of another length for each. */
export function letterText(round: number): string {
  const letter = round % 26;
  return String.fromCharCode(97 + letter).repeat(2_000_000 + letter * 1000);
}

/** Whether a text is whole: all of one letter, and as long as that letter's is. */
export function isLetterText(text: string): boolean {
  return text === letterText((text.codePointAt(0) ?? 0) - 97);
}
