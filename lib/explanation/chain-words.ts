/** What the chain itself has to say of a step or a server block, when no plugin says it better. */
import { defineWords } from "./words.ts";

export const chainWords = defineWords({
  passedOn: "it handed the query on and changed nothing",
  answered: "it made the answer",
  silent: "it ended the query without a reply",
  failed: "it gave an error code and no reply",
  changedQuestion: "it handed another question on",
  changedAnswer: "it changed the reply that came back",
  threw: "it failed with an error that it did not handle",
  handedOn: "it handed the query on, and nothing has come back yet",
  atWork: "it has not finished",
});

/** Why plugins of the chosen block did not see the query. */
export const notReachedWords = defineWords({
  leftOut: "left out: the question was put to {plugin}",
  outside: "it is not in the request path",
  answered: "{plugin} answered before it",
  answeredInOrder: "{plugin} answered before it: the order is that of the plugins in CoreDNS, not the order of lines",
  endedInOrder:
    "{plugin} ended the chain before it: the order is that of the plugins in CoreDNS, not the order of lines",
  ended: "{plugin} ended the chain before it",
  waiting: "{plugin} had not finished before it",
});
