/** What log saw. */
import { defineWords } from "../../chain/words.ts";

export const words = defineWords({
  wrote: 'wrote "{line}"',
  otherClass: "the response is of class {class}, which this rule does not log",
  otherName: "no rule logs {qname}",
});
