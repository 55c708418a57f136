/** What log saw. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  wrote: 'wrote "{line}"',
  otherClass: "the response is of class {class}, which this rule does not log: it logs {wanted} only",
  class: "the response is {kind}, and counts as class {class}",
  otherName: "no rule logs {qname}: the rules are for {zones}",
});
