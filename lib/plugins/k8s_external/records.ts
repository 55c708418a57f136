/** Records out of what a cluster has for a name (CoreDNS, k8s_external msg_to_dns). */
import type { Query } from "../../chain/query.ts";
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { type BackendService, backendService, hostKind } from "../../plugin-kit/backend.ts";
import { addressRecord, aliasRecord } from "../../plugin-kit/backend-record.ts";
import { shareOf, totalWeights } from "../../plugin-kit/backend-records.ts";
import type { InnerQuestion } from "../../plugin-kit/look-up.ts";
import { type Steps, settle } from "../../plugin-kit/steps.ts";

/** Asks this server for a name outside of the cluster, on behalf of a query. */
export type LookUp = (query: Query, question: InnerQuestion) => Message | undefined | Promise<Message | undefined>;

/** What records are made for. */
export interface Making {
  readonly query: Query;
  readonly why: Why | undefined;
  /** The TTL of addresses and pointers; other records have that of kubernetes. */
  readonly ttlSeconds: number;
  readonly lookUp: LookUp;
}

/** Records for a reply. */
export interface Made {
  readonly answer: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly truncated: boolean;
}

/** Addresses of one family; a host that has only a name is an alias, once for each port. */
export function* addressesOf(services: readonly BackendService[], making: Making): Steps<Made> {
  const { query, why, ttlSeconds, lookUp } = making;
  const { originalName: name, qtype } = query;
  const answer: ResourceRecord[] = [];
  const seen = new Set<string>();
  let truncated = false;
  for (const service of services) {
    const host = hostKind(service);
    if (host.kind === "CNAME") {
      answer.push(aliasRecord(name, service, host.target));
      const message = yield* settle(lookUp(query, { name: host.target, type: qtype, why }));
      for (const record of message?.answer ?? []) answer.push(record);
      truncated ||= message?.truncated ?? false;
    } else if (host.kind !== "TXT" && RRType[host.kind] === qtype && !seen.has(service.host)) {
      seen.add(service.host);
      answer.push(addressRecord(name, host, { ...service, ttlSeconds }));
    }
  }
  return { answer, additional: [], truncated };
}

/** SRV records, with the addresses of their targets; a service without a port has none. */
export function* serversOf(services: readonly BackendService[], making: Making): Steps<Made> {
  const { query, why, ttlSeconds, lookUp } = making;
  const { originalName: name } = query;
  const answer: ResourceRecord[] = [];
  const additional: ResourceRecord[] = [];
  const isNew = unlike();
  const weights = totalWeights(services);
  for (const service of services) {
    const host = hostKind(service);
    if (service.port === -1 || host.kind === "TXT") continue;
    const target = host.kind === "CNAME" ? host.target : service.owner;
    const record = serverRecord(name, target, { service, total: weights.get(service.priority) ?? 0 });
    if (isNew(`${target} ${record.rdata.port}`)) answer.push(record);
    if (!isNew(`${target} at ${service.host}`)) continue;
    if (host.kind !== "CNAME") {
      additional.push(addressRecord(target, host, { ...service, ttlSeconds }));
      continue;
    }
    for (const type of [RRType.A, RRType.AAAA]) {
      const message = yield* settle(lookUp(query, { name: target, type, why }));
      for (const found of message?.answer ?? []) additional.push(found);
    }
  }
  return { answer, additional, truncated: false };
}

function serverRecord(
  name: Name,
  target: Name,
  { service, total }: { readonly service: BackendService; readonly total: number },
) {
  const { priority, port, ttlSeconds: ttl } = service;
  const rdata = {
    kind: "SRV",
    priority: priority & 0xffff,
    weight: shareOf(service, total),
    port: port & 0xffff,
    target,
  } as const;
  return { name, type: RRType.SRV, class: Class.IN, ttl, rdata };
}

/** Tells what comes for the first time. */
function unlike(): (key: string) => boolean {
  const seen = new Set<string>();
  return (key) => !seen.has(key) && seen.add(key) !== undefined;
}

/** The records of the addresses of this server; a host that stands for one has an address without octets, as in CoreDNS. */
export function serverAddresses(hosts: readonly string[], name: Name, ttl: number): readonly ResourceRecord[] {
  return hosts.map((host) => {
    const service = backendService({ host, owner: name, ttlSeconds: ttl });
    const kind = hostKind(service);
    if (kind.kind === "A" || kind.kind === "AAAA") return addressRecord(name, kind, service);
    return { name, type: RRType.AAAA, class: Class.IN, ttl, rdata: { kind: "UNKNOWN", data: new Uint8Array() } };
  });
}
