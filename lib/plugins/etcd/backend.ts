/** Keys of etcd as a store of services (CoreDNS, plugin etcd). */

import { RRType } from "../../dns/iana/rrtype.ts";
import { canonical } from "../../dns/name/name.ts";
import {
  type BackendQuestion,
  type BackendService,
  type Found,
  NOTHING,
  type ServiceBackend,
} from "../../plugin-kit/backend.ts";
import type { Clock } from "../../ports/clock.ts";
import { type KeyValue, KeyValueError, type KeyValueStore } from "../../ports/key-values.ts";
import { utf8Octets } from "../../text/octets.ts";
import { inGroup } from "./group.ts";
import { keyOfName, matchesPattern, nameOfKey } from "./key.ts";
import { readService, type ServiceValue } from "./service.ts";
import type { EtcdSettings } from "./settings.ts";

const TIMEOUT_MS = 5000;
const SECOND_MS = 1000;
const DEFAULT_TTL_SECONDS = 300;
const DEFAULT_PRIORITY = 10;
const DENIAL_TTL_SECONDS = 30;
/** What bounds a lease when 0 is set. */
const MIN_LEASE_SECONDS = 30;
const MAX_LEASE_SECONDS = 86_400;

/** What the plugin works with. */
export interface EtcdSources {
  /** Opened once the server starts. */
  store(): KeyValueStore;
  readonly clock: Clock;
}

/** Asks this server for a name outside of the zone. */
export type LookUp = ServiceBackend["lookUp"];

/** A service as it was found. */
interface FoundService extends BackendService {
  readonly key: string;
  readonly group: string;
}

/** What was looked up, and the entries that it gave. */
export interface KeyLookUp {
  readonly key: string;
  readonly entries: readonly KeyValue[];
}

/** Answers questions of one query. */
export class EtcdBackend implements ServiceBackend {
  readonly #sources: EtcdSources;
  readonly #settings: EtcdSettings;
  readonly lookUp: LookUp;
  readonly minimumTtlSeconds = DENIAL_TTL_SECONDS;
  readonly noApexFallback: boolean;
  /** Told of all that is looked up, when somebody watches. */
  readonly looked: KeyLookUp[] | undefined;

  constructor(
    sources: EtcdSources,
    settings: EtcdSettings,
    options: { readonly lookUp: LookUp; readonly watched: boolean },
  ) {
    this.#sources = sources;
    this.#settings = settings;
    this.lookUp = options.lookUp;
    this.noApexFallback = settings.noApexFallback;
    this.looked = options.watched ? [] : undefined;
  }

  serial(): number {
    return Math.floor(this.#sources.clock.nowMs() / SECOND_MS);
  }

  async services({ name, type, exact }: BackendQuestion): Promise<Found> {
    const { key, pattern } = keyOfName(canonical(name), this.#settings.path);
    try {
      const entries = await this.#sources.store().get(key, exact ? "key" : "tree", TIMEOUT_MS);
      if (entries.length === 0) {
        this.looked?.push({ key, entries });
        return NOTHING;
      }
      const matching = pattern === undefined ? entries : entries.filter((entry) => matchesPattern(entry.key, pattern));
      return await this.#servicesOf({ key, entries: matching }, type);
    } catch (error) {
      if (error instanceof KeyValueError) return { kind: "failed", error: error.message };
      throw error;
    }
  }

  reverse(question: BackendQuestion): Promise<Found> {
    return this.services(question);
  }

  async #servicesOf({ key, entries }: KeyLookUp, type: number): Promise<Found> {
    const services: FoundService[] = [];
    const used: KeyValue[] = [];
    for (const entry of entries) {
      const reading = readService(entry.value);
      if (!reading.ok) {
        this.looked?.push({ key, entries: [entry] });
        return { kind: "failed", error: `${entry.key}: ${reading.error}` };
      }
      const ttlSeconds = await this.#ttlOf(entry, reading.value);
      const isWanted = (type === RRType.TXT && reading.value.text !== "") || reading.value.host !== "";
      if (!isWanted) continue;
      services.push(serviceOf(entry, reading.value, ttlSeconds));
      used.push(entry);
    }
    const grouped = inGroup(services);
    this.looked?.push({ key, entries: used.filter((entry) => grouped.some((service) => service.key === entry.key)) });
    return { kind: "found", services: grouped };
  }

  /** The smaller of what the lease leaves and what the service says (CoreDNS, Etcd.TTL). */
  async #ttlOf({ lease }: KeyValue, { ttl }: ServiceValue): Promise<number> {
    const leaseSeconds = lease === undefined ? 0 : await this.#leaseSeconds(lease);
    if (leaseSeconds === 0) return ttl === 0 ? DEFAULT_TTL_SECONDS : ttl;
    return ttl === 0 ? leaseSeconds : Math.min(leaseSeconds, ttl);
  }

  /** What a lease leaves, within its bounds; 0 when it has ended or cannot be asked for. */
  async #leaseSeconds(lease: bigint): Promise<number> {
    const { minLeaseSeconds, maxLeaseSeconds } = this.#settings;
    const seconds = await this.#sources.store().leaseSeconds(lease, TIMEOUT_MS).catch(noLease);
    if (seconds <= 0) return 0;
    const least = minLeaseSeconds === 0 ? MIN_LEASE_SECONDS : minLeaseSeconds;
    if (seconds < least) return least;
    return Math.min(seconds, maxLeaseSeconds === 0 ? MAX_LEASE_SECONDS : maxLeaseSeconds);
  }
}

function noLease(error: unknown): number {
  if (error instanceof KeyValueError) return 0;
  throw error;
}

function serviceOf({ key }: KeyValue, value: ServiceValue, ttlSeconds: number): FoundService {
  return {
    host: value.host,
    port: value.port,
    priority: value.priority === 0 ? DEFAULT_PRIORITY : value.priority,
    weight: value.weight,
    text: utf8Octets(value.text),
    mail: value.mail,
    ttlSeconds,
    targetStrip: value.targetstrip,
    owner: nameOfKey(key),
    key,
    group: value.group,
  };
}
