/** The master file that a dynamic zone begins with, and what CoreDNS does not take in one (plugin dynupdate). */

import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { cleanPath } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import { readZone } from "../../zone/master-file.ts";
import { Zone } from "../../zone/zone.ts";
import { invalid, type Limits, octetsOf } from "./contents.ts";
import type { Records } from "./records.ts";

/** Which file, for which zone. */
export interface Seed {
  readonly path: string;
  readonly origin: CanonicalName;
  readonly limits: Limits;
}

/** The records of the file, or why CoreDNS does not start with it, in its words without the plugin's name. */
export function readSeed(files: Files, seed: Seed): Records | string {
  const { path, origin } = seed;
  const file = files.read(cleanPath(path));
  if (file.kind === "error") {
    // A folder can be opened, but not read.
    const doing = file.code === "EISDIR" ? "parsing" : "opening";
    return `${doing} zone file ${quote(path)}: ${file.text}`;
  }
  const include = (name: string): string | { readonly error: string } => {
    const read = files.read(name);
    return read.kind === "error" ? { error: read.text } : octetString(read.bytes);
  };
  const { records, error } = readZone(octetString(file.bytes), { origin, file: path, octets: true, include });
  const zone = new Zone(origin);
  const refused = fill(zone, records, seed);
  if (refused !== undefined) return refused;
  if (error !== undefined) return `parsing zone file ${quote(path)}: ${error.message}`;
  const soaCount = records.filter(({ rdata }) => rdata.kind === "SOA").length;
  if (soaCount === 0) return `zone ${quote(origin)} has no SOA`;
  if (soaCount > 1) return `zone ${quote(origin)} contains more than one SOA`;
  const ordered = inOrder(zone);
  const wrong = invalid(ordered, origin);
  return wrong === undefined ? ordered : `invalid zone ${quote(origin)}: ${wrong}`;
}

function fill(zone: Zone, records: readonly ResourceRecord[], { path, limits }: Seed): string | undefined {
  let left = limits.octets;
  for (const [index, record] of records.entries()) {
    left -= octetsOf(record);
    if (index + 1 > limits.records || left < 0) return `zone file ${quote(path)} exceeds configured limits`;
    const refused = zone.insert(record);
    if (refused !== undefined) return `parsing zone file ${quote(path)}: ${refused}`;
  }
  return undefined;
}

/** The order in which CoreDNS looks at records: those of the apex, then names in canonical order. */
function inOrder(zone: Zone): readonly ResourceRecord[] {
  const { soa, ns, soaSignatures, nsSignatures } = zone.apex;
  const atApex = [...(soa === undefined ? [] : [soa]), ...soaSignatures, ...ns, ...nsSignatures];
  return [...atApex, ...zone.nodes().flatMap(({ records }) => [...records.values()].flat())];
}
