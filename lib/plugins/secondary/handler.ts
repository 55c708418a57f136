/** Zones that come from primary servers (CoreDNS, plugin secondary). */
import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { answered, type Outcome, unanswered } from "../../chain/outcome.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { type Asked, answerFromZone, outsideOfZones, type ZoneAnswering } from "../../plugin-kit/answer-from-zone.ts";
import type { Log } from "../../ports/log.ts";
import { NOT_AUTHORITATIVE, TRANSFER, zoneTransfer } from "../transfer/api.ts";
import type { FetchedZone } from "./fetched-zone.ts";
import { words } from "./words.ts";
import type { SecondaryZones } from "./zones.ts";

const NAME = "secondary";

/** What the handler works with. */
export interface SecondarySettings extends Pick<ZoneAnswering, "fallthrough" | "resolve"> {
  readonly zones: SecondaryZones;
  /** CoreDNS tells of its queries in the name of file. */
  readonly log: Log;
}

/** A handler that answers for its zones with authority, once they are there. */
export function createSecondary({ zones, fallthrough, resolve, log }: SecondarySettings): Handler {
  const answering: ZoneAnswering = { plugin: NAME, fallthrough, resolve, aliasKeepsAuthority: true };
  return {
    name: NAME,
    offers: offers(
      TRANSFER.with((name, serial) => {
        const fetched = zones.get(name);
        return fetched === undefined ? NOT_AUTHORITATIVE : zoneTransfer(fetched.zone, serial);
      }),
    ),
    serve(query, next, why) {
      const asked: Asked = { query, next, why };
      const fetched = zones.of(query.qname);
      if (fetched === undefined) return outsideOfZones(NAME, zones.names, asked);
      if (query.qtype === RRType.AXFR || query.qtype === RRType.IXFR) {
        why?.because("refused", words.transfer());
        return unanswered(NAME, Rcode.REFUSED);
      }
      if (query.request.opcode === Opcode.NOTIFY) return notified(fetched, asked, { zones, log });
      const { zone } = fetched;
      if (zone !== undefined && !fetched.isExpired) return answerFromZone(answering, { loaded: fetched, zone }, asked);
      return notThere(fetched, asked, log);
    },
  };
}

/** A primary hears that it was understood before anything is asked of it. */
function notified(
  fetched: FetchedZone,
  { query, why }: Asked,
  { zones, log }: Pick<SecondarySettings, "zones" | "log">,
): Outcome {
  const client = query.arrival.client.address;
  const { origin: zone } = fetched;
  if (!fetched.isPrimary(client)) {
    log.info(`Dropping notify from ${client} for ${zone}`);
    why?.because("refused", words.notPrimary({ client, zone, primaries: fetched.primaries.join(" ") }));
    return { rcode: Rcode.NOERROR, answeredBy: NAME };
  }
  why?.because("answered", words.notify({ client, zone }));
  zones.notified(fetched, client);
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true })));
}

function notThere({ origin: zone, isExpired, primaries }: FetchedZone, { why }: Asked, log: Log): Outcome {
  const facts = { zone, primaries: primaries.join(" ") };
  if (isExpired) log.error(`Zone ${zone} is expired`);
  why?.because("failed", isExpired ? words.expired(facts) : words.notTransferred(facts));
  return unanswered(NAME, Rcode.SERVFAIL);
}
