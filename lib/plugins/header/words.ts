/** Why header did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  queryChanged: "the rules for queries make it {flags}",
  responseChanged: {
    sentence: "the rules for responses make it {flags}",
    brief: "flags set to {flags}",
  },
  noChange: "no rule changed a flag",
});
