/** Rules about the apex: its NS and SOA records. */
import { RRType } from "../../../dns/iana/rrtype.ts";
import type { Finding, Rule } from "./advice.ts";

/** A zone without NS records at its apex. */
export const noNs: Rule = {
  code: "ZF1001",
  severity: "warning",
  needsWholeZone: true,
  find({ origin, data, at }) {
    const [soa] = data.at(origin, RRType.SOA);
    if (soa === undefined || data.at(origin, RRType.NS).length > 0) return [];
    return [
      {
        range: at(soa),
        message: `The zone ${origin} has no NS record at its apex.`,
        help: "CoreDNS still serves it, but every zone must name its servers (RFC 1035 section 5.2).",
      },
    ];
  },
};

/** More than one SOA record. */
export const severalSoas: Rule = {
  code: "ZF1002",
  severity: "warning",
  needsWholeZone: false,
  find: ({ origin, data, at }) =>
    data
      .at(origin, RRType.SOA)
      .slice(1)
      .map((placed) => ({
        range: at(placed),
        message: `The zone ${origin} has more than one SOA record.`,
        help: "A zone has exactly one (RFC 1035 section 5.2). CoreDNS keeps the last one it reads.",
      })),
};

/** Numbers and names of the SOA that cannot be meant. */
export const oddSoa: Rule = {
  code: "ZF1003",
  severity: "warning",
  needsWholeZone: false,
  find({ origin, data, at }) {
    return data.at(origin, RRType.SOA).flatMap((placed): readonly Finding[] => {
      const { rdata } = placed.record;
      if (rdata.kind !== "SOA" || rdata.expire > rdata.refresh) return [];
      return [
        {
          range: at(placed),
          message: `EXPIRE (${rdata.expire} s) is not longer than REFRESH (${rdata.refresh} s).`,
          help: "Secondaries would drop the zone before they ask for it again. EXPIRE is usually two to four weeks.",
        },
      ];
    });
  },
};
