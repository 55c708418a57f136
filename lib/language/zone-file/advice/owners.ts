/** Rules about what stands at one owner name: aliases beside other data, doubles, TTLs that differ, places outside. */
import { RRType, rrtypeName } from "../../../dns/iana/rrtype.ts";
import { type CanonicalName, canonical } from "../../../dns/name/name.ts";
import { writeRdata } from "../../../dns/text/record.ts";
import type { PlacedRecord } from "../read.ts";
import type { Finding, Rule } from "./advice.ts";
import type { ZoneData } from "./zone-data.ts";

/** Types that may stand beside a CNAME (RFC 4034 sections 3 and 4, RFC 3007). */
const BESIDE_CNAME: ReadonlySet<number> = new Set([
  RRType.CNAME,
  RRType.RRSIG,
  RRType.NSEC,
  RRType.KEY,
  RRType.SIG,
  RRType.NXT,
]);

/** A CNAME beside other records, or beside another CNAME. */
export const aliasBesideData: Rule = {
  code: "ZF1004",
  severity: "warning",
  needsWholeZone: false,
  find({ data, at }) {
    return [...data.owners].flatMap(([owner, records]): readonly Finding[] => {
      const [first, second] = records.filter(({ record }) => record.type === RRType.CNAME);
      if (first === undefined) return [];
      const other = records.find(({ record }) => !BESIDE_CNAME.has(record.type));
      const help = "A name with a CNAME has no other data (RFC 1034 section 3.6.2).";
      if (other !== undefined) {
        const type = rrtypeName(other.record.type);
        return [{ range: at(first), message: `${owner} has a CNAME next to its ${type} record.`, help }];
      }
      if (second === undefined || writeRdata(first.record) === writeRdata(second.record)) return [];
      return [{ range: at(second), message: `${owner} has more than one CNAME.`, help }];
    });
  },
};

/** A record outside of the zone. */
export const outside: Rule = {
  code: "ZF1005",
  severity: "warning",
  needsWholeZone: false,
  find: ({ data, origin, at }) =>
    data.all
      .filter(({ record }) => record.type !== RRType.SOA && !data.holds(record.name))
      .map((placed) => ({
        range: at(placed),
        message: `${placed.record.name} is outside the zone ${origin}`,
        help: "CoreDNS never answers a question for it from this zone. Was it meant to be below the zone, or is it in the wrong file?",
      })),
};

/** The same record twice. */
export const double: Rule = {
  code: "ZF1006",
  severity: "warning",
  needsWholeZone: false,
  find({ data, at }) {
    const seen = new Map<string, PlacedRecord>();
    return data.all.flatMap((placed): readonly Finding[] => {
      const { record } = placed;
      if (record.type === RRType.SOA) return [];
      const key = `${canonical(record.name)} ${record.class} ${record.type} ${writeRdata(record)}`;
      const before = seen.get(key);
      if (before === undefined) {
        seen.set(key, placed);
        return [];
      }
      const where = before.place.file === placed.place.file ? "" : ` of ${before.place.file}`;
      return [
        {
          range: at(placed),
          message: `This record is already on line ${before.place.line}${where}.`,
          help: "An RRset has each record once (RFC 2181 section 5). CoreDNS would answer with both.",
        },
      ];
    });
  },
};

/** Records of one RRset with different TTLs. */
export const mixedTtls: Rule = {
  code: "ZF1007",
  severity: "warning",
  needsWholeZone: false,
  find({ data, at }) {
    const first = new Map<string, PlacedRecord>();
    const told = new Set<string>();
    return data.all.flatMap((placed): readonly Finding[] => {
      const { name, type, ttl } = placed.record;
      if (type === RRType.SOA || type === RRType.RRSIG) return [];
      const key = `${canonical(name)} ${type}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, placed);
      if (before === undefined || before.record.ttl === ttl || told.has(key)) return [];
      told.add(key);
      return [
        {
          range: at(placed),
          message: `The ${rrtypeName(type)} records of ${name} have different TTLs: ${before.record.ttl} and ${ttl}.`,
          help: "All records of an RRset have the same TTL (RFC 2181 section 5.2); resolvers take the smallest.",
        },
      ];
    });
  },
};

/** A TTL that resolvers take for 0. */
export const hugeTtl: Rule = {
  code: "ZF1008",
  severity: "warning",
  needsWholeZone: false,
  find: ({ data, at }) =>
    data.all
      .filter(({ record }) => record.ttl > 0x7f_ff_ff_ff)
      .map((placed) => ({
        range: at(placed),
        message: `A TTL of ${placed.record.ttl} s is more than 2147483647, the maximum.`,
        help: "Resolvers treat it as 0 (RFC 2181 section 8).",
      })),
};

/** Longer rings are not looked for. */
const MAX_RING = 32;

/** Aliases that lead back to themselves. */
export const aliasLoop: Rule = {
  code: "ZF1018",
  severity: "warning",
  needsWholeZone: false,
  find({ data, at }) {
    const told = new Set<CanonicalName>();
    return [...data.owners.keys()].flatMap((owner): readonly Finding[] => {
      const way = [owner];
      for (let next = aliasOf(data, owner); next !== undefined && !told.has(next); next = aliasOf(data, next)) {
        if (next === owner) {
          for (const name of way) told.add(name);
          const [placed] = data.at(owner, RRType.CNAME);
          const help = "They never lead to an address.";
          const message = `These aliases lead back to where they begin: ${[...way, owner].join(" → ")}`;
          return placed === undefined ? [] : [{ range: at(placed), message, help }];
        }
        if (way.length >= MAX_RING || way.includes(next)) break;
        way.push(next);
      }
      return [];
    });
  },
};

function aliasOf(data: ZoneData, name: CanonicalName): CanonicalName | undefined {
  const rdata = data.at(name, RRType.CNAME)[0]?.record.rdata;
  return rdata?.kind === "CNAME" ? canonical(rdata.target) : undefined;
}
