/** Why cache did what it did. */
import { defineWords } from "../../chain/words.ts";

export const words = defineWords({
  notQuery: "only queries are kept, and this is a message of another kind",
  outside: "{qname} is in none of the cache's zones ({zones})",
  hit: "kept {age} s ago, {left} s of {ttl} s left: answered from the {half} half of the cache",
  keptTtl: "kept {age} s ago and still good for {left} s; keepttl is set, so the records keep their TTL of {ttl} s",
  stale: "expired {expired} s ago and served all the same, because serve_stale allows up to {upTo} s",
  kept: "not in the cache; the reply is kept for {ttl} s in the {half} half",
  notKept: "not in the cache, and the reply is not kept: {why}",
  noReply: "not in the cache, and no reply came that could be kept",
  failureKept: "not in the cache; the plugins behind failed without a reply, and SERVFAIL is kept for {ttl} s",
  prefetch: "asked for {hits} times and {left} s left: it is fetched again before it expires",
  refresh: "it is asked for again while the expired entry is served",
  verified: "it had expired, and asking again gave a reply to serve in its place",
  notVerified: "it had expired, and asking again gave nothing better",
  verifyTimeout: "it had expired, and asking again took longer than {timeout} ms",
});
