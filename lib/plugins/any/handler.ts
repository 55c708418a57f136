/** Minimal answers to ANY (RFC 8482 section 4.2; CoreDNS, plugin any). */
import type { Handler } from "../../chain/handler.ts";
import { answered } from "../../chain/outcome.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { words } from "./words.ts";

const NAME = "any";
/** The number of the RFC, so that whoever looks at the TTL knows where to read. */
const TTL_SECONDS = 8482;

/** A handler that answers ANY with one HINFO record and passes every other type on. */
export function createAny(): Handler {
  return {
    name: NAME,
    serve(query, next, why) {
      if (query.qtype !== RRType.ANY) {
        why?.because("not in scope", words.otherType());
        return next(query);
      }
      why?.because("answered", words.refused({ qname: query.originalName }));
      const record = {
        name: query.originalName,
        type: RRType.HINFO,
        class: Class.IN,
        ttl: TTL_SECONDS,
        rdata: { kind: "HINFO", cpu: "ANY obsoleted", os: "See RFC 8482" },
      } as const;
      return answered(NAME, Reply.of(replyTo(query.request, { answer: [record] })));
    },
  };
}
