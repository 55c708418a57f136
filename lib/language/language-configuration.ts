/** What editors want to know of Corefiles beside their meaning: comments, brackets, words, indentation. */

/** As VS Code writes it in language-configuration.json: regular expressions are texts. */
export const LANGUAGE_CONFIGURATION = {
  comments: { lineComment: "#" },
  brackets: [["{", "}"]] satisfies [string, string][],
  surroundingPairs: [
    { open: '"', close: '"' },
    { open: "{", close: "}" },
  ],
  wordPattern: '[^\\s{}"#]+',
  indentationRules: {
    increaseIndentPattern: "^[^#]*\\{\\s*(?:#.*)?$",
    decreaseIndentPattern: "^\\s*\\}",
  },
};
