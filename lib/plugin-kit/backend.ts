/** What a store of services gives for a name, and how the common types are answered from it (CoreDNS, plugin.ServiceBackend). */

import type { Message } from "../dns/message/message.ts";
import { joinLabels, labels, type Name, ROOT, readName } from "../dns/name/name.ts";
import { isIpv4Mapped, readAddress } from "../go/address.ts";

/** An entry of a store: an address, a name or a text, and where it was found (CoreDNS, etcd/msg.Service). */
export interface BackendService {
  /** An address, or a name. */
  readonly host: string;
  /** -1 for none, which gives no SRV record. */
  readonly port: number;
  readonly priority: number;
  /** 0 when nothing is said. */
  readonly weight: number;
  readonly text: string;
  /** True for an MX record. */
  readonly mail: boolean;
  readonly ttlSeconds: number;
  /** So many labels are taken off the name that stands for an address. */
  readonly targetStrip: number;
  /** The name under which the store has it. */
  readonly owner: Name;
}

const PLAIN = { port: 0, priority: 0, weight: 0, text: "", mail: false, targetStrip: 0 } as const;

/** An entry, with what most stores leave out. */
export function backendService(
  given: Pick<BackendService, "host" | "ttlSeconds" | "owner"> & Partial<BackendService>,
): BackendService {
  return { ...PLAIN, ...given };
}

/** What an entry is: an address, another name, or a text. */
export type HostKind =
  | { readonly kind: "A" | "AAAA"; readonly address: Uint8Array }
  | { readonly kind: "CNAME"; readonly target: Name }
  | { readonly kind: "TXT" };

/** Tells what an entry is (CoreDNS, msg.Service.HostType); a host that is no name at all counts as the root. */
export function hostKind({ host, text }: BackendService): HostKind {
  const address = readAddress(host);
  if (address === undefined) return text === "" ? { kind: "CNAME", target: rooted(host) } : { kind: "TXT" };
  return address.length === 4 || isIpv4Mapped(address)
    ? { kind: "A", address: address.subarray(-4) }
    : { kind: "AAAA", address };
}

/** The name that a text stands for, whether or not it ends in a dot. */
function rooted(text: string): Name {
  return readName(text.endsWith(".") ? text : `${text}.`) ?? ROOT;
}

/** The name without its first labels; the whole of it when it has no more than these. */
export function stripped(name: Name, count: number): Name {
  if (count === 0) return name;
  const parts = labels(name);
  return count >= parts.length ? name : (joinLabels(parts.slice(count)) ?? name);
}

/** What is looked up in a store. */
export interface BackendQuestion {
  /** The name as it was asked: records have it as their owner. */
  readonly name: Name;
  readonly type: number;
  /** The zone in the letters of the question. */
  readonly zone: Name;
  /** True when entries below the name are not meant. */
  readonly exact: boolean;
}

/** What a store has for a name; `nothing` when there is no such name. */
export type Found =
  | { readonly kind: "found"; readonly services: readonly BackendService[] }
  | { readonly kind: "nothing" }
  | { readonly kind: "failed"; readonly error: string };

/** A name that is there, without entries. */
export const EMPTY: Found = { kind: "found", services: [] };
/** No such name. */
export const NOTHING: Found = { kind: "nothing" };

/** A store of services (CoreDNS, plugin.ServiceBackend). */
export interface ServiceBackend {
  services(question: BackendQuestion): Found | Promise<Found>;
  /** The names of an address. */
  reverse(question: BackendQuestion): Found | Promise<Found>;
  /** Asks this server for a name outside of the zone; undefined when nothing came. */
  lookUp(name: Name, type: number): Message | undefined | Promise<Message | undefined>;
  /** The serial of the zone's SOA record. */
  serial(zone: Name): number;
  /** Seconds that a denial may be kept. */
  readonly minimumTtlSeconds: number;
  /** True when the zone's own name has only the addresses of its place in the store. */
  readonly noApexFallback?: boolean;
}
