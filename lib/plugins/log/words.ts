/** What log saw. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  wrote: 'wrote "{line}"',
  otherClass: "the response is of class {class}, and this rule logs only {wanted}",
  class: "the response is {kind}, and counts as class {class}",
  otherName: "no rule logs {qname}: the rules are for {zones}",
});
