/** Rules about the hosts that NS, MX and SRV records point at, and about data below zone cuts. */
import { RRType, rrtypeName } from "../../../dns/iana/rrtype.ts";
import { canonical, isAtOrBelow, ROOT } from "../../../dns/name/name.ts";
import { hostOf } from "../name-words.ts";
import type { Finding, Rule } from "./advice.ts";

/** A host that is an alias. */
export const hostIsAlias: Rule = {
  code: "ZF1009",
  severity: "warning",
  needsWholeZone: false,
  find: ({ data, at }) =>
    data.all.flatMap((placed): readonly Finding[] => {
      const host = hostOf(placed.record);
      if (host === undefined || data.at(canonical(host), RRType.CNAME).length === 0) return [];
      const type = rrtypeName(placed.record.type);
      return [
        {
          range: at(placed),
          message: `${type} points at ${host} which is an alias (CNAME).`,
          help: `The target of ${type} must not be an alias (RFC 2181 section 10.3); name the host itself.`,
        },
      ];
    }),
};

/** A host inside the zone without an address. */
export const hostWithoutAddress: Rule = {
  code: "ZF1010",
  severity: "warning",
  needsWholeZone: true,
  find: ({ data, at }) =>
    data.all.flatMap((placed): readonly Finding[] => {
      const { record } = placed;
      const host = hostOf(record);
      if (host === undefined || host === ROOT || !data.holds(host)) return [];
      const name = canonical(host);
      if (data.hasAddress(name) || data.at(name, RRType.CNAME).length > 0 || data.isSynthesized(name)) return [];
      const cut = data.cutAbove(name);
      const owner = canonical(record.name);
      // Hosts behind another zone cut have their addresses there.
      if (cut !== undefined && !(record.type === RRType.NS && isAtOrBelow(name, owner))) return [];
      const type = rrtypeName(record.type);
      const isGlue = cut !== undefined;
      return [
        {
          range: at(placed),
          message: `${type} points at ${host} which has no A or AAAA record in this zone.`,
          help: isGlue
            ? "A server below its own zone cut can only be reached if its address comes with the delegation (glue)."
            : "Add its address, or end the name with a dot if it is in another zone.",
        },
      ];
    }),
};

/** Data at or below a zone cut that is never answered. */
export const behindCut: Rule = {
  code: "ZF1011",
  severity: "warning",
  needsWholeZone: true,
  find: ({ data, at }) =>
    data.all.flatMap((placed): readonly Finding[] => {
      const { record } = placed;
      const name = canonical(record.name);
      if (!data.holds(name)) return [];
      const cut = data.cutAbove(name);
      if (cut === undefined || isServedAtCut(record.type, name === cut)) return [];
      return [
        {
          range: at(placed),
          message: `${rrtypeName(record.type)} of ${record.name} is never answered: the NS records of ${cut} delegate the name to other servers.`,
          help: `It belongs in the zone ${cut} on those servers.`,
        },
      ];
    }),
};

/** Addresses may be glue; a cut has its NS set and DS, and proofs and signatures of them. */
function isServedAtCut(type: number, isCut: boolean): boolean {
  if (type === RRType.A || type === RRType.AAAA) return true;
  return isCut && (type === RRType.NS || type === RRType.DS || type === RRType.NSEC || type === RRType.RRSIG);
}
