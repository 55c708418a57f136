/** What view tells. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  chosen: "all expressions of view {view} are true for this query, so its block took it",
});
