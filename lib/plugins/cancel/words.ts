/** What cancel did. */
import { defineWords } from "../../chain/words.ts";

export const words = defineWords({
  set: "plugins after this one have {timeoutMs} ms for the query",
});
