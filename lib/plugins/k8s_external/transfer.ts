/** An external zone as it is transferred (CoreDNS, k8s_external Transfer). */
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName, Name } from "../../dns/name/name.ts";
import { type BackendService, hostKind, stripped } from "../../plugin-kit/backend.ts";
import { addressRecord, aliasRecord } from "../../plugin-kit/backend-record.ts";
import { shareOf, totalWeights } from "../../plugin-kit/backend-records.ts";
import { NOT_AUTHORITATIVE, type Transferer } from "../transfer/api.ts";
import type { ExternalGroup, ExternalNames } from "./api.ts";
import type { ExternalSettings } from "./settings.ts";
import type { ZoneNames } from "./zone-names.ts";

/** What the zones are made of. */
export interface TransferParts {
  readonly zoneNames: ZoneNames;
  /** The cluster of the server block; known once it has started. */
  names(): ExternalNames;
}

/** Gives the external zones out. */
export function externalTransfer(settings: ExternalSettings, { zoneNames, names }: TransferParts): Transferer {
  return (zone, serial) => {
    if (!settings.zones.includes(zone)) return NOT_AUTHORITATIVE;
    const soa = zoneNames.startOfAuthority(zone);
    const own = soa.rdata.kind === "SOA" ? soa.rdata.serial : 0;
    if (serial !== 0 && serial >= own) return { kind: "records", records: [[soa]] };
    const servers = zoneNames.nameServers(zone);
    return { kind: "records", records: [[soa], servers, recordsOf(zone, settings, names()), [soa]] };
  };
}

function recordsOf(zone: CanonicalName, { headless, ttlSeconds }: ExternalSettings, names: ExternalNames) {
  const { services, groups } = names.all({ zone, headless });
  const records: ResourceRecord[] = [];
  const seen = new Set<Name>();
  for (const service of services) {
    if (service.targetStrip === 0) add(addressesOf(service.owner, [service], ttlSeconds));
    // Of each name the first SRV record is sent.
    const servers = serversOf(service.owner, [service]).filter(() => !seen.has(service.owner));
    if (servers.length > 0) seen.add(service.owner);
    add(servers);
  }
  for (const group of groups) add(ofGroup(group, ttlSeconds));
  return records;

  function add(more: readonly ResourceRecord[]): void {
    for (const record of more) records.push(record);
  }
}

/** CoreDNS sends the SRV records of endpoints twice. */
function ofGroup({ kind, name, services }: ExternalGroup, ttlSeconds: number): readonly ResourceRecord[] {
  const servers = serversOf(name, services);
  if (kind === "port") return servers;
  const each = services.flatMap((service) => {
    const own = serversOf(service.owner, [service]);
    return [...addressesOf(service.owner, [service], ttlSeconds), ...own, ...own];
  });
  return [...addressesOf(name, services, ttlSeconds), ...servers, ...servers, ...each];
}

/** Addresses, each once; a host that has only a name is an alias, once for each family. */
function addressesOf(name: Name, services: readonly BackendService[], ttlSeconds: number): readonly ResourceRecord[] {
  return (["A", "AAAA"] as const).flatMap((family) => {
    const seen = new Set<string>();
    return services.flatMap((service) => {
      const host = hostKind(service);
      if (host.kind === "CNAME") return [aliasRecord(name, service, host.target)];
      if (host.kind !== family || seen.has(service.host)) return [];
      seen.add(service.host);
      return [addressRecord(name, host, { ...service, ttlSeconds })];
    });
  });
}

function serversOf(name: Name, services: readonly BackendService[]): readonly ResourceRecord[] {
  const weights = totalWeights(services);
  const seen = new Set<string>();
  return services.flatMap((service) => {
    const host = hostKind(service);
    if (service.port === -1 || host.kind === "TXT") return [];
    const target = stripped(host.kind === "CNAME" ? host.target : service.owner, service.targetStrip);
    const port = service.port & 0xffff;
    if (seen.has(`${target} ${port}`)) return [];
    seen.add(`${target} ${port}`);
    const weight = shareOf(service, weights.get(service.priority) ?? 0);
    const rdata = { kind: "SRV", priority: service.priority & 0xffff, weight, port, target } as const;
    return [{ name, type: RRType.SRV, class: Class.IN, ttl: service.ttlSeconds, rdata }];
  });
}
