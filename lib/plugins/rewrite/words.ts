/** Why rewrite did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  applied: "the {field} rule of line {line} is for this query",
  question: { sentence: "the question {before} becomes {after}", brief: "rewritten to {to}" },
  forReply: "its rules leave the question {question}, and are for what comes back",
  finalDot: "the pattern of line {line} matches {name}, but not {name}. with the final dot, which names have here",
  stops: "the rule of line {line} ends the rules (stop): later rules are not tried, as they would be with continue",
  options: "the EDNS options of the question are changed",
  reply: { sentence: "its rules for replies change what came back", brief: "reply changed by rewrite" },
  putBack: { sentence: "the question is put back as the client asked it, with the records", brief: "{what} put back" },
  questionBack: {
    sentence: "the question is put back as the client asked it; the records stay as they came",
    brief: "{what} put back in the question only",
  },
  nothingToDo: "rules are for this query, and its reply had nothing for them to change",
  noRule: "none of the {count} rules is for {question}",
  invalidName: "{name} is no domain name, so the query ends here with SERVFAIL",
});
