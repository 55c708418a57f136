/** Why rewrite did what it did. */
import { defineWords } from "../../chain/words.ts";

export const words = defineWords({
  applied: "the {field} rule of line {line} is for this query",
  question: "the question {before} becomes {after}",
  options: "the EDNS options of the question are changed",
  reply: "the reply is changed on its way back to the client",
  nothingToDo: "rules are for this query, and its reply had nothing for them to change",
  noRule: "none of the {count} rules is for {question}",
  invalidName: "{name} is no domain name, so the query ends here with SERVFAIL",
});
