/** The examples that a first visit shows: what goes wrong most often. */
export const FIRST_EXAMPLES: readonly string[] = [
  "hosts-trap",
  "a-stock-cluster",
  "line-order",
  "vanity-name",
  "split-horizon",
  "stale-answers",
];
