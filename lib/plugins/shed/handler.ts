/** Drops queries over UDP while no reply to them could be sent in time (CoreDNS, plugin shed). */
import type { Handler } from "../../chain/handler.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Counter } from "../../ports/metrics.ts";
import { words } from "./words.ts";

const NAME = "shed";

/** A handler that drops a query while the stack of replies of its socket is full. */
export function createShed(dropped: (server: string) => Counter): Handler {
  return {
    name: NAME,
    serve(query, next, why) {
      const { arrival } = query;
      if (arrival.transport !== "udp") {
        why?.because("not in scope", words.notUdp());
        return next(query);
      }
      if (arrival.backlog?.isFull !== true) {
        why?.because("passed", words.room());
        return next(query);
      }
      why?.because("refused", words.full());
      dropped(arrival.server).add(1);
      return { rcode: Rcode.NOERROR, answeredBy: NAME };
    },
  };
}
