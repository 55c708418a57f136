/** Why dnstap did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  sent: "query and reply are told to {receiver}: {what}",
  sentQuery: "the query is told to {receiver}: {what}; there is no reply to tell",
  lost: "nobody takes messages at {receiver} ({error}): what is told of this query is lost",
  nobody: "no receiver is connected to {receiver}, so nobody is told of this query",
  extra: "the messages say: {extra}",
});
