/** Fetches the zones of one use, at the start and again and again (CoreDNS, Route53.Run). */
import type { HostedZone } from "../../plugin-kit/hosted-zones.ts";
import type { Route53Service } from "../../ports/cloud-zones.ts";
import type { Log } from "../../ports/log.ts";
import { Zone } from "../../zone/zone.ts";
import { failureText } from "./failure-words.ts";
import { insertSet } from "./records.ts";

/** A hosted zone, and where what it has goes. */
export interface KeptZone {
  /** As it is written in the Corefile. */
  readonly written: string;
  readonly id: string;
  readonly hosted: HostedZone;
}

/** The zones by the names under which they are written. */
export type KeptZones = ReadonlyMap<string, readonly KeptZone[]>;

/** Looks whether the service knows the zones; says what is wrong with the first that it does not. */
export async function missingZone(service: Route53Service, zones: KeptZones): Promise<string | undefined> {
  for (const { written, id } of [...zones.values()].flat()) {
    const asked = await service.listHostedZonesByName(written, id);
    if (!asked.ok) return failureText("ListHostedZonesByName", asked.failure);
  }
  return undefined;
}

/** Fetches all zones; those that cannot be fetched stay as they were, and what is wrong is given. */
export async function updateZones(service: Route53Service, zones: KeptZones, log: Log): Promise<string | undefined> {
  const ended = await Promise.all([...zones.values()].map((ofName) => updateName(service, ofName, log)));
  const errors = ended.filter((error) => error !== undefined);
  return errors.length === 0 ? undefined : `errors updating zones: [${errors.join(" ")}]`;
}

async function updateName(service: Route53Service, zones: readonly KeptZone[], log: Log): Promise<string | undefined> {
  for (const { written, id, hosted } of zones) {
    const asked = await service.listResourceRecordSets(id);
    if (!asked.ok) {
      const why = failureText("ListResourceRecordSets", asked.failure);
      return `failed to list resource records for ${written}:${id} from route53: ${why}`;
    }
    const zone = new Zone(hosted.origin);
    for (const set of asked.value) {
      const error = insertSet(set, zone);
      if (error !== undefined) log.warning(`Failed to process resource record set: ${error}`);
    }
    hosted.zone = zone;
  }
  return undefined;
}
