/** Why minimal did what it did. */
import { defineWords } from "../../chain/words.ts";

export const words = defineWords({
  shortened: "a positive answer needs no authority and additional records; {removed} were left out",
  alreadyMinimal: "the answer has no authority and additional records to leave out",
  kept: "a response of kind {type} is passed on whole",
  nothingSent: "no reply came back to shorten",
});
