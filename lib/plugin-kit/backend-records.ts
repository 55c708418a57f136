/** Records out of a store of services, type by type (CoreDNS, plugin/backend_lookup.go). */

import { Class } from "../dns/iana/class.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import { canonical, isAtOrBelow, joinLabels, type Name } from "../dns/name/name.ts";
import {
  type BackendQuestion,
  type BackendService,
  type Found,
  hostKind,
  type ServiceBackend,
  stripped,
} from "./backend.ts";
import { addressRecord, aliasRecord, plainRecord, textRecord } from "./backend-record.ts";
import { type Steps, settle } from "./steps.ts";

/** The records of a reply, or why there are none. */
export type BackendRecords =
  | {
      readonly kind: "records";
      readonly answer: readonly ResourceRecord[];
      readonly additional: readonly ResourceRecord[];
      readonly truncated: boolean;
    }
  | Exclude<Found, { readonly kind: "found" }>;

const MAX_CNAME_CHAIN = 10;
const MAX_SOA_TTL_SECONDS = 300;
const DEFAULT_WEIGHT = 100;

/** What is under way for one question. */
interface Gathering {
  readonly backend: ServiceBackend;
  readonly question: BackendQuestion;
  /** Aliases that led here. */
  readonly before: readonly ResourceRecord[];
}

/**
 * The records that a store has of a type; undefined for a type of which stores have none, and for SOA. Zones are in lower
 * case, or in the letters of the question.
 */
export function recordsOfType(backend: ServiceBackend, question: BackendQuestion): Steps<BackendRecords> | undefined {
  switch (question.type) {
    case RRType.A:
    case RRType.AAAA:
    case RRType.TXT:
      return addressRecords(backend, question);
    case RRType.CNAME:
      return aliasRecords(backend, question);
    case RRType.PTR:
      return pointerRecords(backend, question);
    case RRType.MX:
      return mailRecords(backend, question);
    case RRType.SRV:
      return serviceRecords(backend, question);
    case RRType.NS:
      return canonical(question.name) === question.zone ? nameServerRecords(backend, question) : undefined;
    default:
      return undefined;
  }
}

/** Address records, aliases followed; also what there is of texts for TXT. */
export function* addressRecords(backend: ServiceBackend, question: BackendQuestion): Steps<BackendRecords> {
  return yield* chained({ backend, question, before: [] });
}

function* chained({ backend, question, before }: Gathering): Steps<BackendRecords> {
  const found =
    question.type === RRType.TXT ? yield* settle(backend.services(question)) : yield* atApex(backend, question);
  if (found.kind !== "found") return found;
  const answer: ResourceRecord[] = [];
  const seen = new Set<string>();
  let truncated = false;
  for (const service of found.services) {
    const host = hostKind(service);
    if (host.kind === "CNAME") {
      const more = yield* throughAlias({ backend, question, before }, service, host.target);
      for (const record of more.answer) answer.push(record);
      truncated ||= more.truncated;
      continue;
    }
    if (RRType[host.kind] !== question.type) continue;
    const key = host.kind === "TXT" ? service.text : service.host;
    if (seen.has(key)) continue;
    seen.add(key);
    answer.push(host.kind === "TXT" ? textRecord(question.name, service) : addressRecord(question.name, host, service));
  }
  return { kind: "records", answer, additional: [], truncated };
}

/** The alias and what it leads to; nothing when it leads back, or nowhere. */
function* throughAlias(
  { backend, question, before }: Gathering,
  service: BackendService,
  target: Name,
): Steps<{ readonly answer: readonly ResourceRecord[]; readonly truncated: boolean }> {
  const none = { answer: [], truncated: false };
  if (isAtOrBelow(canonical(target), canonical(question.name))) return none;
  const alias = aliasRecord(question.name, service, target);
  if (before.length > MAX_CNAME_CHAIN || before.some(({ rdata }) => rdata.kind === "CNAME" && rdata.target === target))
    return none;
  if (isAtOrBelow(canonical(target), canonical(question.zone))) {
    const inner: BackendQuestion = { ...question, name: target };
    const next = yield* chained({ backend, question: inner, before: [...before, alias] });
    if (next.kind !== "records") return none;
    const answer = next.answer.length === 0 ? [] : [alias, ...next.answer];
    return { answer, truncated: next.truncated };
  }
  const message = yield* settle(backend.lookUp(target, question.type));
  if (message === undefined) return none;
  return { answer: [alias, ...message.answer], truncated: question.type !== RRType.TXT && message.truncated };
}

/** The apex has its addresses in a place of its own (CoreDNS, checkForApex). */
function* atApex(backend: ServiceBackend, question: BackendQuestion): Steps<Found> {
  if (canonical(question.name) !== question.zone) return yield* settle(backend.services(question));
  const special = joinLabels(["apex", "dns"], question.zone);
  const found = special === undefined ? undefined : yield* settle(backend.services({ ...question, name: special }));
  if (found !== undefined && (found.kind !== "nothing" || backend.noApexFallback === true)) return found;
  return yield* settle(backend.services(question));
}

/** SRV records, with the addresses of their targets. */
function* serviceRecords(backend: ServiceBackend, question: BackendQuestion): Steps<BackendRecords> {
  const found = yield* settle(backend.services(question));
  if (found.kind !== "found") return found;
  const weights = totalWeights(found.services);
  const gathered = new Targets(backend, question);
  for (const service of found.services) {
    // A service that declares no port has no SRV record.
    if (service.port === -1) continue;
    const weight = shareOf(service, weights.get(service.priority) ?? DEFAULT_WEIGHT);
    yield* gathered.add(service, (target) => ({
      name: question.name,
      type: RRType.SRV,
      class: Class.IN,
      ttl: service.ttlSeconds,
      rdata: { kind: "SRV", priority: service.priority & 0xffff, weight, port: service.port & 0xffff, target },
    }));
  }
  return gathered.records();
}

/** MX records, with the addresses of their exchanges. */
function* mailRecords(backend: ServiceBackend, question: BackendQuestion): Steps<BackendRecords> {
  const found = yield* settle(backend.services(question));
  if (found.kind !== "found") return found;
  const gathered = new Targets(backend, question);
  for (const service of found.services) {
    if (!service.mail) continue;
    yield* gathered.add(service, (exchange) => ({
      name: question.name,
      type: RRType.MX,
      class: Class.IN,
      ttl: service.ttlSeconds,
      rdata: { kind: "MX", preference: service.priority & 0xffff, exchange },
    }));
  }
  return gathered.records();
}

/** Records that point at hosts, each once, and the addresses of these. */
class Targets {
  readonly #backend: ServiceBackend;
  readonly #question: BackendQuestion;
  readonly #answer: ResourceRecord[] = [];
  readonly #additional: ResourceRecord[] = [];
  readonly #seen = new Set<string>();

  constructor(backend: ServiceBackend, question: BackendQuestion) {
    this.#backend = backend;
    this.#question = question;
  }

  *add(service: BackendService, pointAt: (target: Name) => ResourceRecord): Steps<void> {
    const host = hostKind(service);
    if (host.kind === "TXT") return;
    const whole = host.kind === "CNAME" ? host.target : service.owner;
    const target = stripped(whole, service.targetStrip);
    const record = pointAt(target);
    if (host.kind === "CNAME") {
      this.#answer.push(record);
      if (this.#isNew(`lookup ${target}`)) yield* this.#addressesOf(target);
      return;
    }
    if (this.#isNew(`${target} ${keyOf(record)}`)) this.#answer.push(record);
    // CoreDNS strips no labels off the name that has the address of an exchange.
    const owner = record.rdata.kind === "MX" ? whole : target;
    // The address of a target counts once for each name, whatever the port.
    if (this.#isNew(`${owner} ${service.host}`)) this.#additional.push(addressRecord(owner, host, service));
  }

  records(): BackendRecords {
    return { kind: "records", answer: this.#answer, additional: this.#additional, truncated: false };
  }

  *#addressesOf(target: Name): Steps<void> {
    if (isAtOrBelow(canonical(target), canonical(this.#question.zone))) {
      const inner = { ...this.#question, name: target, type: RRType.A };
      const addresses = yield* addressRecords(this.#backend, inner);
      if (addresses.kind === "records") this.#add(addresses.answer);
      return;
    }
    const v4 = yield* settle(this.#backend.lookUp(target, RRType.A));
    this.#add(v4?.answer ?? []);
    const v6 = yield* settle(this.#backend.lookUp(target, RRType.AAAA));
    // The aliases on the way came with the first.
    this.#add((v6?.answer ?? []).filter(({ type }) => type !== RRType.CNAME));
  }

  #add(records: readonly ResourceRecord[]): void {
    for (const record of records) this.#additional.push(record);
  }

  #isNew(key: string): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

function keyOf({ rdata }: ResourceRecord): string {
  if (rdata.kind === "SRV") return String(rdata.port);
  return rdata.kind === "MX" ? String(rdata.preference) : "";
}

/** The alias of a name, if the first entry is one. */
function* aliasRecords(backend: ServiceBackend, question: BackendQuestion): Steps<BackendRecords> {
  const found = yield* settle(backend.services({ ...question, exact: true }));
  if (found.kind !== "found") return found;
  const [service] = found.services;
  const host = service === undefined ? undefined : hostKind({ ...service, text: "" });
  const answer =
    service === undefined || host?.kind !== "CNAME" ? [] : [aliasRecord(question.name, service, host.target)];
  return { kind: "records", answer, additional: [], truncated: false };
}

/** The names of an address. */
function* pointerRecords(backend: ServiceBackend, question: BackendQuestion): Steps<BackendRecords> {
  const found = yield* settle(backend.reverse({ ...question, exact: true }));
  if (found.kind !== "found") return found;
  const hosts = new Map(found.services.map((service) => [service.host, service]));
  const answer = [...hosts.values()].flatMap((service) => {
    const host = hostKind({ ...service, text: "" });
    if (host.kind !== "CNAME") return [];
    return [plainRecord(question.name, service, { kind: "PTR", target: host.target })];
  });
  return { kind: "records", answer, additional: [], truncated: false };
}

/** The name servers of the zone and their addresses, from their place in the store. */
function* nameServerRecords(backend: ServiceBackend, question: BackendQuestion): Steps<BackendRecords> {
  const place = joinLabels(["ns", "dns"], question.zone);
  const found = place === undefined ? undefined : yield* settle(backend.services({ ...question, name: place }));
  if (found === undefined) return { kind: "nothing" };
  if (found.kind !== "found") return found;
  const answer: ResourceRecord[] = [];
  const additional: ResourceRecord[] = [];
  const seen = new Set<Name>();
  for (const service of found.services) {
    const host = hostKind(service);
    if (host.kind === "CNAME") return { kind: "failed", error: `NS record must be an IP address: ${service.host}` };
    if (host.kind === "TXT") continue;
    const target = stripped(service.owner, service.targetStrip);
    additional.push(addressRecord(target, host, service));
    if (seen.has(target)) continue;
    seen.add(target);
    answer.push(plainRecord(question.name, service, { kind: "NS", target }));
  }
  return { kind: "records", answer, additional, truncated: false };
}

/** The SOA record of a zone. */
export function startOfAuthority(
  backend: Pick<ServiceBackend, "minimumTtlSeconds" | "serial">,
  zone: Name,
): ResourceRecord {
  return {
    name: zone,
    type: RRType.SOA,
    class: Class.IN,
    ttl: Math.min(backend.minimumTtlSeconds, MAX_SOA_TTL_SECONDS),
    rdata: {
      kind: "SOA",
      mname: joinLabels(["ns", "dns"], zone) ?? zone,
      rname: joinLabels(["hostmaster"], zone) ?? zone,
      serial: backend.serial(zone) >>> 0,
      refresh: 7200,
      retry: 1800,
      expire: 86_400,
      minimum: backend.minimumTtlSeconds,
    },
  };
}

/** Weights that are given, or stood in for, by priority. */
export function totalWeights(services: readonly BackendService[]): ReadonlyMap<number, number> {
  const totals = new Map<number, number>();
  for (const { priority, weight } of services) {
    totals.set(priority, (totals.get(priority) ?? 0) + (weight === 0 ? DEFAULT_WEIGHT : weight));
  }
  return totals;
}

/** A share of a hundred, 1 at least. */
export function shareOf({ weight }: BackendService, total: number): number {
  const share = Math.floor((100 / total) * (weight === 0 ? DEFAULT_WEIGHT : weight)) & 0xffff;
  return share === 0 ? 1 : share;
}
