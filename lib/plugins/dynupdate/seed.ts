/** The master file that a dynamic zone begins with, and what CoreDNS does not take in one (plugin dynupdate). */

import { Class } from "../../dns/iana/class.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, isAtOrBelow } from "../../dns/name/name.ts";
import { measureRecord } from "../../dns/wire/length.ts";
import { LengthMeter } from "../../dns/wire/meter.ts";
import { cleanPath } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import { readZone } from "../../zone/master-file.ts";
import { Zone } from "../../zone/zone.ts";
import { isOfSigning } from "./permission.ts";

/** How large a zone may be. */
export interface Limits {
  readonly records: number;
  /** Octets of all records in wire format without compression. */
  readonly octets: number;
}

/** Which file, for which zone. */
export interface Seed {
  readonly path: string;
  readonly origin: CanonicalName;
  readonly limits: Limits;
}

/** Why CoreDNS does not start with this file, in its words without the plugin's name; undefined when it does. */
export function seedError(files: Files, seed: Seed): string | undefined {
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
  const invalid = wrongRecord(inOrder(zone), origin);
  return invalid === undefined ? undefined : `invalid zone ${quote(origin)}: zone contains ${invalid}`;
}

function fill(zone: Zone, records: readonly ResourceRecord[], { path, limits }: Seed): string | undefined {
  let left = limits.octets;
  for (const [index, record] of records.entries()) {
    const meter = new LengthMeter(0, false);
    measureRecord(record, meter);
    if (index + 1 > limits.records || meter.length > left) {
      return `zone file ${quote(path)} exceeds configured limits`;
    }
    left -= meter.length;
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

/** The first thing that a dynamic zone must not contain. */
function wrongRecord(records: readonly ResourceRecord[], origin: CanonicalName): string | undefined {
  const typesOf = new Map<CanonicalName, Set<number>>();
  for (const { name: owner, type, class: qclass, rdata } of records) {
    const name = canonical(owner);
    if (qclass !== Class.IN) return "a non-IN record";
    if (!isAtOrBelow(name, origin)) return "an out-of-zone record";
    if (isOfSigning(type)) return `unsupported RR type ${rrtypeName(type)}`;
    const types = typesOf.get(name) ?? new Set();
    const isConflict = type === RRType.CNAME ? types.size > 0 : types.has(RRType.CNAME);
    if (isConflict) return `CNAME data conflict at ${owner}`;
    typesOf.set(name, types.add(type));
    if (rdata.kind !== "SOA") continue;
    if (name !== origin) return "a non-apex SOA record";
    if (rdata.serial === 0) return "an SOA with serial zero";
  }
  return undefined;
}
