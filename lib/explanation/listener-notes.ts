/** Which destination addresses a listener takes, where another one shares its port. */

import { isEvery, reaches } from "../chain/reaches.ts";
import type { DnsServer } from "../chain/server.ts";
import type { CanonicalName } from "../dns/name/name.ts";
import { splitHostPort } from "../go/net.ts";
import type { Note, Step } from "./explanation.ts";
import { serverNote } from "./server-notes.ts";
import { serverWords } from "./server-words.ts";

/** A listener of the same configuration. */
export interface Neighbour {
  /** In CoreDNS's words: `dns://:53`. */
  readonly label: string;
  /** Empty for all addresses of the machine. */
  readonly address: string;
  readonly port: number;
  readonly zones: readonly CanonicalName[];
}

const MOST_NEIGHBOURS = 5;
const MOST_ZONES = 5;

/** Notes about the listeners that share the port, and about a port that nobody can know. */
export function listenerNotes({ label, neighbours }: DnsServer): readonly Note[] {
  const own = neighbours.find((one) => one.label === label);
  if (own === undefined) return [];
  const notes = own.port === 0 ? [serverNote(serverWords.anyPort())] : [];
  const sharing = own.port === 0 ? [] : neighbours.filter((one) => one !== own && sharesPort(own, one));
  if (sharing.length === 0) return notes;
  if (!isOnAll(own)) notes.push(serverNote(serverWords.onlyThere({ address: own.address })));
  for (const one of sharing.slice(0, MOST_NEIGHBOURS)) {
    const facts = { listener: one.label, zones: zonesText(one.zones) };
    if (isOnAll(one)) notes.push(serverNote(serverWords.allOthers(facts)));
    else notes.push(serverNote(serverWords.elsewhere({ ...facts, address: one.address })));
  }
  if (isOnAll(own)) notes.push(serverNote(serverWords.takesRest({ listener: own.label })));
  return notes;
}

function sharesPort(own: Neighbour, other: Neighbour): boolean {
  return own.port === other.port && transportOf(own) === transportOf(other);
}

function transportOf({ label }: Neighbour): string {
  return label.slice(0, label.indexOf(":"));
}

function isOnAll({ address }: Neighbour): boolean {
  return isEvery(address);
}

/** Notes about upstreams that are other listeners of the same configuration. */
export function upstreamNotes({ label, neighbours }: DnsServer, steps: readonly Step[]): readonly Note[] {
  return upstreamsOf(steps).flatMap((upstream) => {
    const there = splitHostPort(upstream);
    if (!there.ok) return [];
    const endpoint = { address: there.host, port: Number(there.port) };
    const listener = neighbours.find((one) => transportOf(one) === "dns" && reaches(endpoint, one, []));
    if (listener === undefined || listener.label === label) return [];
    return [
      serverNote(serverWords.askedHere({ upstream, listener: listener.label, zones: zonesText(listener.zones) })),
    ];
  });
}

function upstreamsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => [...(step.upstream === undefined ? [] : [step.upstream]), ...upstreamsOf(step.steps)]);
}

function zonesText(zones: readonly string[]): string {
  const shown = zones.slice(0, MOST_ZONES).join(" ");
  return zones.length > MOST_ZONES ? `${shown} and ${zones.length - MOST_ZONES} more` : shown;
}
