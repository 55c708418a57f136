/** Zones served from master files (CoreDNS, plugin file). */

import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { type Outcome, unanswered } from "../../chain/outcome.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { type Asked, answerFromZone, outsideOfZones, type ZoneAnswering } from "../../plugin-kit/answer-from-zone.ts";
import type { SourcedZone } from "../../plugin-kit/explain-zone-alias.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Log } from "../../ports/log.ts";
import { NOT_AUTHORITATIVE, TRANSFER, zoneTransfer } from "../transfer/api.ts";
import { words } from "./words.ts";

const NAME = "file";

/** What the handler works with. */
export interface FileSettings extends Pick<ZoneAnswering, "fallthrough" | "resolve"> {
  readonly zones: ReadonlyMap<CanonicalName, SourcedZone>;
  readonly log: Log;
}

/** A handler that answers for its zones with authority. */
export function createFile({ zones, fallthrough, resolve, log }: FileSettings): Handler {
  const origins = [...zones.keys()];
  const answering: ZoneAnswering = { plugin: NAME, fallthrough, resolve, aliasKeepsAuthority: true };
  return {
    name: NAME,
    offers: offers(
      TRANSFER.with((name, serial) => {
        const loaded = zones.get(name);
        return loaded === undefined ? NOT_AUTHORITATIVE : zoneTransfer(loaded.zone, serial);
      }),
    ),
    serve(query, next, why) {
      const origin = longestMatch(query.qname, origins);
      const loaded = origin === undefined ? undefined : zones.get(origin);
      if (loaded === undefined) return outsideOfZones(NAME, origins, { query, next, why });
      const { zone } = loaded;
      const refused = refusal(loaded, { query, next, why }, log);
      if (zone === undefined || refused !== undefined) return refused ?? unanswered(NAME, Rcode.SERVFAIL);
      return answerFromZone(answering, { loaded, zone }, { query, next, why });
    },
  };
}

function refusal({ zone, origin, source: file }: SourcedZone, { query, why }: Asked, log: Log): Outcome | undefined {
  if (query.qtype === RRType.AXFR || query.qtype === RRType.IXFR) {
    why?.because("refused", words.transfer());
    return unanswered(NAME, Rcode.REFUSED);
  }
  if (query.request.opcode === Opcode.NOTIFY) {
    log.info(`Dropping notify from ${query.arrival.client.address} for ${origin}`);
    why?.because("refused", words.notify());
    return { rcode: Rcode.NOERROR, answeredBy: NAME };
  }
  if (zone?.apex.soa !== undefined) return undefined;
  why?.because("failed", words.notLoaded({ zone: origin, file }));
  return unanswered(NAME, Rcode.SERVFAIL);
}
