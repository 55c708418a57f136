/** What kinds of things questions can come to. */

/** `rule`: of a directive that is for some questions only; `entry`: a line of a hosts file; `record`: one of a zone file. */
export const COVERABLE_KINDS = ["block", "directive", "rule", "entry", "record"] as const;
export type CoverableKind = (typeof COVERABLE_KINDS)[number];

/** Names a kind in the plural, for people. */
export const KIND_WORDS: Readonly<Record<CoverableKind, string>> = {
  block: "server blocks",
  directive: "directives",
  rule: "rules",
  entry: "hosts entries",
  record: "zone records",
};
