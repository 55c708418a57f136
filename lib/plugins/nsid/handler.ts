/** The server's identifier for clients that ask for it (RFC 5001; CoreDNS, plugin nsid). */
import { afterwards, type Handler } from "../../chain/handler.ts";
import type { Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { eachReply } from "../../chain/stream.ts";
import { EdnsOptionCode } from "../../dns/iana/edns-option.ts";
import type { Edns, EdnsOption } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { octetBytes, utf8Octets } from "../../text/octets.ts";
import { words } from "./words.ts";

/** A handler that puts the identifier into the replies of clients that asked for it. */
export function createNsid(identifier: string): Handler {
  const option: EdnsOption = { code: EdnsOptionCode.NSID, data: octetBytes(utf8Octets(identifier)) };
  const stampReply = (query: Query, { message }: Reply, why: Why | undefined): Reply => {
    why?.back("changed", words.added({ identifier }));
    // CoreDNS sets DO in the OPT record that it adds here, whatever the client said.
    const edns: Edns = message.edns ?? {
      version: 0,
      udpSize: query.request.edns?.udpSize ?? 0,
      dnssecOk: true,
      z: 0,
      options: [],
    };
    const options = edns.options.some(({ code }) => code === EdnsOptionCode.NSID)
      ? edns.options.map((other) => (other.code === EdnsOptionCode.NSID ? option : other))
      : [...edns.options, option];
    return Reply.of({ ...message, edns: { ...edns, options } });
  };
  const stamp = (query: Query, outcome: Outcome, why: Why | undefined): Outcome => {
    if (outcome.stream !== undefined) return eachReply(outcome, (reply) => stampReply(query, reply, why));
    if (outcome.reply === undefined) {
      why?.because("observed", words.nothingSent());
      return outcome;
    }
    return { ...outcome, reply: stampReply(query, outcome.reply, why) };
  };
  return {
    name: "nsid",
    serve(query, next, why) {
      if (!(query.request.edns?.options.some(({ code }) => code === EdnsOptionCode.NSID) ?? false)) {
        why?.because("not in scope", words.notAsked());
        return next(query);
      }
      return afterwards(next(query), (outcome) => stamp(query, outcome, why));
    },
  };
}
