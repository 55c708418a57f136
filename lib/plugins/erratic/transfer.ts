/** The small zone that erratic transfers, whatever zone is asked for (CoreDNS, plugin erratic). */
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import { joinLabels, ROOT, readName } from "../../dns/name/name.ts";

/** The records of a transfer of `zone`; without the closing SOA the transfer is incomplete. */
export function transferRecords(zone: Name, complete: boolean): ResourceRecord[] {
  const below = (label: string): Name => joinLabels([label], zone) ?? zone;
  const head = { class: Class.IN, ttl: 0 };
  const soa: ResourceRecord = {
    ...head,
    name: zone,
    type: RRType.SOA,
    rdata: {
      kind: "SOA",
      mname: readName("sns.dns.icann.org.") ?? ROOT,
      rname: readName("noc.dns.icann.org.") ?? ROOT,
      serial: 2018050825,
      refresh: 7200,
      retry: 3600,
      expire: 1209600,
      minimum: 3600,
    },
  };
  const records: ResourceRecord[] = [
    soa,
    { ...head, name: zone, type: RRType.NS, rdata: { kind: "NS", target: below("b") } },
    { ...head, name: zone, type: RRType.NS, rdata: { kind: "NS", target: below("a") } },
    { ...head, name: below("a"), type: RRType.AAAA, rdata: { kind: "AAAA", address: "2001:bd8::53" } },
    { ...head, name: below("b"), type: RRType.AAAA, rdata: { kind: "AAAA", address: "2001:500::54" } },
  ];
  return complete ? [...records, soa] : records;
}
