/** What cancel did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  set: "plugins after this one have {timeoutMs} ms for the query",
});
