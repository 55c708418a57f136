/** The name that a record's RDATA points to, for those types of which CoreDNS rewrites it. */
import type { Name } from "../../dns/name/name.ts";
import type { Rdata } from "../../dns/rdata/rdata.ts";

/** The name; undefined for other types. */
export function pointedName(rdata: Rdata): Name | undefined {
  switch (rdata.kind) {
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "SRV":
      return rdata.target;
    case "MX":
      return rdata.exchange;
    case "NAPTR":
      return rdata.replacement;
    case "SOA":
      return rdata.mname;
    default:
      return undefined;
  }
}

/** The same RDATA with another name. */
export function withPointedName(rdata: Rdata, name: Name): Rdata {
  switch (rdata.kind) {
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "SRV":
      return { ...rdata, target: name };
    case "MX":
      return { ...rdata, exchange: name };
    case "NAPTR":
      return { ...rdata, replacement: name };
    case "SOA":
      return { ...rdata, mname: name };
    default:
      return rdata;
  }
}
