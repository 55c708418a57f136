/** Which words of RDATA are domain names, and which of them must have an address. */
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import type { RecordEntry } from "./parse.ts";
import type { Word } from "./scan.ts";

/** Places of names in RDATA, from 0; -1 is the last word. */
const NAME_PLACES: ReadonlyMap<number, readonly number[]> = new Map([
  [RRType.NS, [0]],
  [RRType.CNAME, [0]],
  [RRType.DNAME, [0]],
  [RRType.PTR, [0]],
  [RRType.SOA, [0, 1]],
  [RRType.MX, [1]],
  [RRType.AFSDB, [1]],
  [RRType.KX, [1]],
  [RRType.SRV, [3]],
  [RRType.SVCB, [1]],
  [RRType.HTTPS, [1]],
  [RRType.RP, [0, 1]],
  [RRType.NAPTR, [5]],
]);

/** The words of a record's RDATA that are names. */
export function nameWords({ typeCode, rdata }: RecordEntry): readonly Word[] {
  const places = typeCode === undefined ? undefined : NAME_PLACES.get(typeCode);
  return (places ?? []).flatMap((place) => rdata[place] ?? []);
}

/** The host that a record points at, for the types where it must have an address of its own and be no alias. */
export function hostOf({ rdata }: ResourceRecord): Name | undefined {
  switch (rdata.kind) {
    case "NS":
    case "SRV":
      return rdata.target;
    case "MX":
      return rdata.exchange;
    default:
      return undefined;
  }
}
