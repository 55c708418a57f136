/** Zones of the master files in a folder (CoreDNS, plugin auto). */
import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { unanswered } from "../../chain/outcome.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { answerFromZone, outsideOfZones, type ZoneAnswering } from "../../plugin-kit/answer-from-zone.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import { NOT_AUTHORITATIVE, TRANSFER, zoneTransfer } from "../transfer/api.ts";
import { words } from "./words.ts";
import type { FolderZones } from "./zones.ts";

const NAME = "auto";

/** What the handler works with. */
export interface AutoSettings extends Pick<ZoneAnswering, "resolve"> {
  /** Only names in these are looked at. */
  readonly origins: readonly CanonicalName[];
  readonly zones: FolderZones;
}

/** A handler that answers for the zones that there are files for just now. */
export function createAuto({ origins, zones, resolve }: AutoSettings): Handler {
  const answering: ZoneAnswering = {
    plugin: NAME,
    fallthrough: { zones: [] },
    resolve,
    aliasKeepsAuthority: false,
  };
  return {
    name: NAME,
    offers: offers(
      TRANSFER.with((name, serial) => {
        const loaded = zones.get(name);
        // A zone that its file's name gives capitals is asked for in vain.
        return loaded?.origin === name ? zoneTransfer(loaded.zone, serial) : NOT_AUTHORITATIVE;
      }),
    ),
    serve(query, next, why) {
      const { qname, qtype } = query;
      if (longestMatch(qname, origins) === undefined) {
        why?.because("not in scope", words.otherNames({ origins: origins.join(" ") }));
        return next(query);
      }
      const { names } = zones;
      const name = longestMatch(qname, names);
      const loaded = name === undefined ? undefined : zones.get(name);
      if (loaded?.zone === undefined) return outsideOfZones(NAME, names, { query, next, why });
      if (qtype === RRType.AXFR || qtype === RRType.IXFR) {
        why?.because("refused", words.transfer());
        return unanswered(NAME, Rcode.REFUSED);
      }
      return answerFromZone(answering, { loaded, zone: loaded.zone }, { query, next, why });
    },
  };
}
