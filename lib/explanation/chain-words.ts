/** What the chain itself has to say of a step or a server block, when no plugin says it better. */
import { defineWords } from "./words.ts";

export const chainWords = defineWords({
  passedOn: "it passed the query on unchanged",
  answered: "it made the answer",
  silent: "it ended the query without a reply",
  failed: "it returned an error code and no reply",
  changedQuestion: "it passed a different question on",
  changedAnswer: "it changed the reply that came back",
  threw: "it failed with an unhandled error",
  handedOn: "it passed the query on, and nothing has come back yet",
  atWork: "it has not finished",
});

/** Why plugins of the chosen block did not see the query. */
export const notReachedWords = defineWords({
  leftOut: "left out: the question went straight to {plugin}",
  outside: "it is not in the request path",
  answered: "{plugin} answered before it",
  answeredInOrder: "{plugin} answered before it: plugins run in CoreDNS's own order, not in the order of lines",
  endedInOrder: "{plugin} ended the chain before it: plugins run in CoreDNS's own order, not in the order of lines",
  ended: "{plugin} ended the chain before it",
  waiting: "{plugin} comes before it and has not finished",
});
