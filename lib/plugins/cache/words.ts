/** Why cache did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  notQuery: "only queries are kept, and this is a message of another kind",
  outside: "{qname} is in none of the cache's zones ({zones})",
  hit: {
    sentence: "kept {age} s ago, {left} s of {ttl} s left: answered from the {half} half of the cache",
    brief: "answered from the cache, kept {age} s ago",
  },
  keptTtl: {
    sentence: "kept {age} s ago and still good for {left} s; keepttl is set, so the records keep their TTL of {ttl} s",
    brief: "answered from the cache, kept {age} s ago",
  },
  stale: {
    sentence: "expired {expired} s ago and served all the same, because serve_stale allows up to {upTo} s",
    brief: "answered from the cache, though it expired {expired} s ago",
  },
  miss: { sentence: "{qname} {qtype} is not in the cache", brief: "not in the cache" },
  kept: "the reply is kept for {ttl} s in the {half} half",
  notKept: "the reply is not kept: {why}",
  noReply: "no reply came that could be kept",
  failureKept: "the plugins behind failed without a reply, and SERVFAIL is kept for {ttl} s",
  stands:
    "it says {kind}: for {left} s more {next} and the plugins after it are not asked, even if they have another answer by now",
  staysDenied: "for {ttl} s this {kind} stands before the plugins behind the cache, whatever they have by then",
  lowered:
    "the smallest TTL of the reply is {own} s, and cache keeps it for at most {ttl} s: that is the TTL that the client sees",
  raised:
    "the smallest TTL of the reply is {own} s, and cache keeps it for at least {ttl} s: that is the TTL that the client sees",
  prefetch: "asked for {hits} times and {left} s left: it is fetched again before it expires",
  refresh: "it is asked for again while the expired entry is served",
  verified: "it had expired, and asking again gave a reply to serve in its place",
  notVerified: "it had expired, and asking again gave nothing better",
  verifyTimeout: "it had expired, and asking again took longer than {timeout} ms",
});
