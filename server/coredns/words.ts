/** What is said of a query that a coredns binary answered: no more than it tells. */
import { defineWords } from "../../lib/explanation/words.ts";

export const words = defineWords({
  passed: "it passed the query on; why is not told",
  answered: "the query came no further, and the client got {rcode}; CoreDNS does not tell which line decided",
  silent: "the query came no further; CoreDNS does not tell whether it made an answer",
  failed: "it failed: {error}",
  lookedUp: "it looked something up in the server itself ({plugins}); CoreDNS does not tell which name",
  asked: "it asked {upstream}",
  beforeTrace: "CoreDNS tells nothing of plugins that run before trace: {plugins}",
  rewrittenTrace: "spans of queries come to the studio, not to where the Corefile sends them",
});

export const notToldWords = defineWords({
  after: "CoreDNS tells nothing of it: the query ended at {plugin}",
  outside: "it is not in the request path",
});
