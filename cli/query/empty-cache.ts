/** What `query` cannot show: what a server that has run for a while still has in its cache. */
import type { Explanation, Step } from "../../lib/explanation/explanation.ts";

const NOTE = `
NOTE
  query starts its own engine for each question, so it always starts with an empty cache: a running server may
  still answer from its cache.
`;

/** A note for explanations with a cache that had nothing; empty for others. */
export function emptyCacheNote({ steps }: Explanation): string {
  return hasCache(steps) ? NOTE : "";
}

function hasCache(steps: readonly Step[]): boolean {
  return steps.some((step) => step.plugin === "cache" || hasCache(step.steps));
}
