/** Serves one zone that clients change with signed updates (RFC 2136; CoreDNS, plugin dynupdate). */
import { OPCODES } from "../../chain/dispatch-keys.ts";
import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { type Outcome, unanswered } from "../../chain/outcome.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { isAtOrBelow } from "../../dns/name/name.ts";
import { type Asked, answerFromZone, type ZoneAnswering } from "../../plugin-kit/answer-from-zone.ts";
import type { Log } from "../../ports/log.ts";
import { UNCACHED_ZONES } from "../cache/api.ts";
import { NOT_AUTHORITATIVE, TRANSFER, zoneTransfer } from "../transfer/api.ts";
import { Store, type StoreError } from "./store.ts";
import { NAME, serveUpdate, type Updating } from "./update.ts";
import { words } from "./words.ts";

/** What the handler works with. */
export interface DynUpdateSettings extends Updating, Pick<ZoneAnswering, "resolve"> {
  /** The log of file, whose words CoreDNS has for what comes to no update. */
  readonly fileLog: Log;
}

/** A handler that answers for the zone as it is now, and changes it. */
export function createDynUpdate(settings: DynUpdateSettings): Handler {
  const { zone, resolve } = settings;
  const { origin } = zone;
  const answering: ZoneAnswering = { plugin: NAME, fallthrough: { zones: [] }, resolve, aliasKeepsAuthority: true };
  const answer = (opened: Store | StoreError, asked: Asked): Outcome | Promise<Outcome> => {
    if (opened instanceof Store) {
      return refusal(settings, asked) ?? answerFromZone(answering, { loaded: zone, zone: opened.zone }, asked);
    }
    asked.why?.because("failed", words.notOpen({ origin, error: opened.error }));
    return unanswered(NAME, Rcode.SERVFAIL, opened.error);
  };
  return {
    name: NAME,
    offers: offers(
      OPCODES.with([Opcode.UPDATE]),
      UNCACHED_ZONES.with(() => [origin]),
      TRANSFER.with((name, serial) => (name === origin ? zoneTransfer(zone.zone, serial) : NOT_AUTHORITATIVE)),
    ),
    serve(query, next, why) {
      if (query.request.opcode === Opcode.UPDATE) return serveUpdate(settings, query, why);
      const { qname } = query;
      if (!isAtOrBelow(qname, origin)) {
        why?.because("not in scope", words.outside({ qname, origin }));
        return next(query);
      }
      const opened = zone.open();
      const asked = { query, next, why };
      return opened instanceof Promise ? opened.then((store) => answer(store, asked)) : answer(opened, asked);
    },
  };
}

function refusal({ zone, fileLog }: DynUpdateSettings, { query, why }: Asked): Outcome | undefined {
  if (query.qtype === RRType.AXFR || query.qtype === RRType.IXFR) {
    why?.because("refused", words.transfer());
    return unanswered(NAME, Rcode.REFUSED);
  }
  if (query.request.opcode !== Opcode.NOTIFY) return undefined;
  fileLog.info(`Dropping notify from ${query.arrival.client.address} for ${zone.origin}`);
  why?.because("refused", words.notify());
  return { rcode: Rcode.NOERROR, answeredBy: NAME };
}
