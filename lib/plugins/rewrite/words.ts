/** Why rewrite did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  applied: "the {field} rule on line {line} applies to this query",
  question: { sentence: "the question {before} becomes {after}", brief: "rewritten to {to}" },
  forReply: "its rules leave the question {question} alone and wait for the reply",
  finalDot: "the pattern on line {line} matches {name}, but not {name}. with the final dot that names have here",
  stops: "the rule on line {line} ends the rules (stop); with continue, later rules would be tried too",
  options: "the EDNS options of the question change",
  reply: { sentence: "its rules for replies change what came back", brief: "reply changed by rewrite" },
  putBack: {
    sentence: "the question is put back as the client asked it, and the records with it",
    brief: "{what} put back",
  },
  questionBack: {
    sentence:
      "the question is put back as the client asked it; the records stay as they came: no answer part of a rule that applied fits them",
    brief: "{what} put back in the question only",
  },
  nothingToDo: "rules apply to this query, but its reply had nothing for them to change",
  noRule: "no rule applies to {question}; rules tried: {count}",
  invalidName: "{name} is not a domain name, so the query ends here with SERVFAIL",
});
