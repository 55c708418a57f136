/** What the editor says of `import`, which is no plugin and has no directive. */

/** Syntax and meaning of `import`. */
export const IMPORT_WORDS = {
  detail: "import SNIPPET|FILE|PATTERN",
  documentation: [
    "```text\nimport SNIPPET|FILE|PATTERN\n```",
    "Puts the lines of a snippet, of a file, or of all files that match a pattern in its place. A snippet goes before a " +
      "file of the same name; a file is looked for beside the one that imports it; a pattern has one `*` at most.",
    "[Manual page](https://coredns.io/plugins/import/)",
  ].join("\n\n"),
} as const;
