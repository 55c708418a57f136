/** The tokens of a label selector (Kubernetes, "Labels and Selectors"). */

/** A token; `word` is a key, a value, or `in` and `notin` where they are no operators. */
export interface SelectorToken {
  readonly kind: "word" | "operator" | "!" | "(" | ")" | "," | "end";
  readonly text: string;
}

const SYMBOLS: Readonly<Record<string, SelectorToken["kind"]>> = {
  "!": "!",
  "(": "(",
  ")": ")",
  ",": ",",
  "=": "operator",
  "==": "operator",
  "!=": "operator",
  ">": "operator",
  "<": "operator",
};

/** True for the two operators that look like words. */
export function isWordOperator(text: string): boolean {
  return text === "in" || text === "notin";
}

/** Cuts a selector into tokens, of which the last is the end. */
export function selectorTokens(selector: string): readonly SelectorToken[] {
  // The API stops reading at an octet of zero.
  const text = selector.split("\0")[0] ?? "";
  const tokens: SelectorToken[] = [];
  for (const [found] of text.matchAll(/[=!]=|[=!(),<>]|[^=!(),<> \t\r\n]+/g)) {
    tokens.push({ kind: SYMBOLS[found] ?? "word", text: found });
  }
  return [...tokens, { kind: "end", text: "" }];
}
