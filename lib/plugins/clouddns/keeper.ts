/** Fetches the zones of one use, at the start and again and again (CoreDNS, CloudDNS.Run). */
import { readRecord } from "../../dns/text/record.ts";
import type { HostedZone } from "../../plugin-kit/hosted-zones.ts";
import type { CloudDnsPlace, CloudDnsService, CloudRecordSet } from "../../ports/cloud-zones.ts";
import { Zone } from "../../zone/zone.ts";
import { failureText } from "./failure-words.ts";

/** A hosted zone, and where what it has goes. */
export interface KeptZone {
  readonly place: CloudDnsPlace;
  readonly hosted: HostedZone;
}

/** The zones by their absolute names as they are written. */
export type KeptZones = ReadonlyMap<string, readonly KeptZone[]>;

/** Where requests about a zone go, for what is said of them. */
export type UrlOf = (place: CloudDnsPlace, path: "" | "/rrsets") => string;

/** Looks whether the service has the zones; says what is wrong with the first that it has not. */
export async function missingZone(
  service: CloudDnsService,
  zones: KeptZones,
  urlOf: UrlOf,
): Promise<string | undefined> {
  for (const { place } of [...zones.values()].flat()) {
    const asked = await service.managedZone(place);
    if (!asked.ok) return failureText(asked.failure, urlOf(place, ""));
  }
  return undefined;
}

/** Fetches all zones; those that cannot be fetched stay as they were, and what is wrong is given. */
export async function updateZones(
  service: CloudDnsService,
  zones: KeptZones,
  urlOf: UrlOf,
): Promise<string | undefined> {
  const ended = await Promise.all([...zones].map(([name, ofName]) => updateName(service, ofName, { name, urlOf })));
  const errors = ended.filter((error) => error !== undefined);
  return errors.length === 0 ? undefined : `errors updating zones: [${errors.join(" ")}]`;
}

async function updateName(
  service: CloudDnsService,
  zones: readonly KeptZone[],
  { name, urlOf }: { readonly name: string; readonly urlOf: UrlOf },
): Promise<string | undefined> {
  for (const { place, hosted } of zones) {
    const asked = await service.recordSets(place);
    if (!asked.ok) {
      const why = failureText(asked.failure, urlOf(place, "/rrsets"));
      return `failed to list resource records for ${name}:${place.project}:${place.zone} from gcp: ${why}`;
    }
    const zone = new Zone(hosted.origin);
    insertSets(asked.value, zone);
    hosted.zone = zone;
  }
  return undefined;
}

/** The first record that cannot be read ends it; CoreDNS does not say so. */
function insertSets(sets: readonly CloudRecordSet[], zone: Zone): void {
  for (const { name, type, ttl, values } of sets) {
    for (const value of values) {
      const rdata = type === "CNAME" || type === "PTR" ? absolute(value) : value;
      const record = readRecord(`${absolute(name)} ${ttl} IN ${type} ${rdata}`);
      if (record === undefined) continue;
      if (!("rdata" in record) || zone.insert(record) !== undefined) return;
    }
  }
}

/** With its final dot. */
export function absolute(name: string): string {
  return name.endsWith(".") ? name : `${name}.`;
}
