/** What can be tried to see what a use of a directive does to a question: a change of its text, or another client. */

/** A change of one use. */
type WhatIfChange =
  /** A line of its block, put in; one of the same property makes room for it. */
  | { readonly kind: "property"; readonly line: string }
  /** The word after the directive's own; one of `instead` makes room for it. */
  | { readonly kind: "second word"; readonly word: string; readonly instead: readonly string[] }
  /** The line that decided is taken away. */
  | { readonly kind: "without the rule" }
  /** The whole directive is taken away. */
  | { readonly kind: "without the directive" }
  /** The text stays; the question comes from another address, which the user chooses. */
  | { readonly kind: "other client" };

/** Something to try, and when it is of use. */
export interface WhatIf {
  /** "with fallthrough", "without this rule"; facts of the reason may stand in braces, as in the line of a property. */
  readonly words: string;
  /** The codes of reasons and notes at which it is offered, without the plugin's name. */
  readonly when: readonly string[];
  readonly change: WhatIfChange;
}

/** That the plugin hands on what it does not have, offered where it ends the chain with one of these reasons. */
export function withFallthrough(...when: readonly string[]): WhatIf {
  return { words: "with fallthrough", when, change: { kind: "property", line: "fallthrough" } };
}
