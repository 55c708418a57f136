/** Fetches the zones, first and again and again (CoreDNS, Azure.updateZones). */
import type { HostedZone } from "../../plugin-kit/hosted-zones.ts";
import type { AzurePlace, AzureService } from "../../ports/cloud-zones.ts";
import { Zone } from "../../zone/zone.ts";
import { failureText } from "./failure-words.ts";
import { insertSet } from "./records.ts";

/** For all pages of a zone. */
const TIMEOUT_MS = 60_000;

/** A zone at Azure, and where what it has goes. */
export interface KeptZone {
  readonly place: AzurePlace;
  readonly hosted: HostedZone;
}

/** Fetches zone by zone; those that cannot be fetched stay as they were, and what is wrong is given. */
export async function updateZones(
  service: AzureService,
  zones: readonly KeptZone[],
  isStopped: () => boolean,
): Promise<string | undefined> {
  const errors: string[] = [];
  for (const zone of zones) {
    if (isStopped()) return undefined;
    const error = await updateZone(service, zone);
    if (error === undefined) continue;
    const { resourceGroup, zone: name } = zone.place;
    errors.push(`failed to update ${resourceGroup}:${name} from azure: ${error}`);
  }
  return errors.length === 0 ? undefined : `errors updating zones: [${errors.join(" ")}]`;
}

async function updateZone(service: AzureService, { place, hosted }: KeptZone): Promise<string | undefined> {
  const asked = await service.recordSets(place, TIMEOUT_MS);
  if (!asked.ok) return failureText(asked.failure, place.isPrivate);
  const zone = new Zone(hosted.origin);
  for (const set of asked.value) insertSet(set, zone);
  if (zone.apex.soa === undefined) return "zone has no SOA record";
  hosted.zone = zone;
  return undefined;
}
