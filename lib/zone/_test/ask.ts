/** For tests: questions to a zone, and short words for what it answers. */
import { rrtypeByName } from "../../dns/iana/rrtype.ts";
import { canonical, ROOT, readName } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import type { ZoneAnswer, ZoneQuestion } from "../answer.ts";
import { lookup } from "../lookup.ts";
import type { Zone } from "../zone.ts";

/** The answer of a zone: `www.example.org. A`, with `+do` for DNSSEC. */
export async function ask(zone: Zone, text: string, more: Partial<ZoneQuestion> = {}): Promise<ZoneAnswer> {
  const [qname = "", type = "", flag] = text.split(" ");
  return lookup(zone, {
    qname: canonical(readName(qname) ?? ROOT),
    qtype: rrtypeByName(type) ?? 0,
    dnssecOk: flag === "+do",
    depth: 0,
    resolve: () => undefined,
    ...more,
  });
}

/** Owner, type and data of each record. */
export function short(records: ZoneAnswer["answer"]): readonly string[] {
  return records.map((record) => {
    const [owner = "", , , type = "", data = ""] = writeRecord(record).split("\t");
    return `${owner.replace(/\.?example\.org\.$/, "") || "@"} ${type} ${data.split(" ", 2).join(" ")}`;
  });
}
