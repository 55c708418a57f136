/** Why cache did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  notQuery: "only queries are cached, and this is another kind of message",
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
    sentence: "expired {expired} s ago but served anyway, because serve_stale allows up to {upTo} s",
    brief: "answered from the cache, though it expired {expired} s ago",
  },
  miss: { sentence: "{qname} {qtype} is not in the cache", brief: "not in the cache" },
  key: "the key is name, type, class and the flags DO and CD: {question}, {dnssecOk}, {checkingDisabled}",
  kept: "the reply is kept for {ttl} s in the {half} half",
  notKept: "the reply is not kept: {why}",
  noReply: "no reply came back to keep",
  failureKept: "the plugins after it failed without a reply, and SERVFAIL is kept for {ttl} s",
  stands:
    "it says {kind}: for another {left} s {next} and the plugins after it are not asked, even if their answer has changed",
  denialStands: {
    sentence:
      "it says {kind}: for another {left} s {next} and the plugins after it are not asked, even if their answer has changed",
    brief: "{kind} for another {left} s, without asking {next}",
  },
  staysDenied: "for {ttl} s this {kind} comes from the cache, whatever the plugins after it have by then",
  lowered: "the smallest TTL in the reply is {own} s, but cache keeps it for at most {ttl} s: the client sees that TTL",
  raised: "the smallest TTL in the reply is {own} s, but cache keeps it for at least {ttl} s: the client sees that TTL",
  prefetch: "it was asked for {hits} times and has {left} s left: it is fetched again before it expires",
  staleDenial: {
    sentence:
      "it says {kind}: serve_stale serves denials and failures as well as answers, up to {upTo} s after they expired; servfail 0 keeps no failures",
    brief: "{kind}",
  },
  refresh: {
    sentence: "it is fetched again while the expired entry is served; serve_stale with verify would ask first",
    brief: "asked for again only after this reply, since serve_stale does not verify",
  },
  verified: "it had expired, and asking again gave a reply to serve instead",
  notVerified: "it had expired, and asking again gave nothing better",
  verifyTimeout: "it had expired, and asking again took longer than {timeout} ms",
});
