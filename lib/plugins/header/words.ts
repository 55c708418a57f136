/** Why header did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  queryChanged: "after the rules for queries the flags are {flags}",
  responseChanged: {
    sentence: "after the rules for responses the flags are {flags}",
    brief: "flags set to {flags}",
  },
  noChange: "no rule changed a flag",
});
