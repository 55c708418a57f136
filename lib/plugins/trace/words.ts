/** Why trace did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  traced: "this query is traced as {traceId}; its spans go to {url}",
  ofClient: "this query is part of the client's trace {traceId}; its spans go to {url}",
  notSampled: "the client says that its trace {traceId} is not to be kept, so no span is sent",
  lacking: "the last spans did not arrive: {error}",
  others: "every {every} traces one query in {every}, and this is another one",
  none: "every 0 traces no query",
  inner: "this question is a part of a query that is traced already",
});
