/** Why minimal did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  shortened: {
    sentence: "a positive answer needs no authority or additional records; left out: {removed}",
    brief: "authority and additional records left out by minimal",
  },
  alreadyMinimal: "the answer has no authority or additional records to leave out",
  kept: "a response of kind {type} is passed on whole",
  nothingSent: "no reply came back to shorten",
});
