/** For tests: zones out of lines of text. */
import { type CanonicalName, canonical, ROOT, readName } from "../../dns/name/name.ts";
import { readZone } from "../master-file.ts";
import { Zone } from "../zone.ts";

const ORIGIN = canonical(readName("example.org.") ?? ROOT);

/** The zone example.org with these lines of a master file behind a SOA and an NS record. */
export function zoneOf(...lines: readonly string[]): Zone {
  return bareZone("@ SOA ns.example.net. admin.example.org. 7 1 1 1 1", "@ NS ns.example.net.", ...lines);
}

/** The zone example.org with these lines alone. */
export function bareZone(...lines: readonly string[]): Zone {
  return zoneAt(ORIGIN, ...lines);
}

/** A zone of any name with these lines alone. */
export function zoneAt(origin: CanonicalName, ...lines: readonly string[]): Zone {
  const { records, error } = readZone(["$TTL 60", ...lines, ""].join("\n"), { origin, file: "db" });
  if (error !== undefined) throw error;
  const zone = new Zone(origin);
  for (const record of records) zone.insert(record);
  return zone;
}
