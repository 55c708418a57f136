/** Server blocks on one encrypted listener: TLS is settled before anybody knows which of them a query is for. */

import { joinHostPort } from "../go/net.ts";
import type { Problem } from "../text/problem.ts";
import type { ServedKey } from "./overlap.ts";

/** What the blocks of a listener must agree on; equal texts are equal. */
export interface SharedTls {
  /** What is wanted of clients. */
  readonly clientAuth: string;
  /** The authorities of clients' certificates. */
  readonly authorities: string;
  readonly certificates: string;
  /** What certificates are got by while the server runs; empty when they come from files. */
  readonly acme: string;
}

/** Why blocks cannot share their listeners, in CoreDNS's order for each listener (sharedTLSConfig, NewServerHTTPS). */
export function sharedListenerProblems(served: readonly ServedKey[]): readonly Problem[] {
  const listeners = new Map<string, ServedKey[]>();
  for (const one of served) {
    const { transport, port } = one.key;
    if (transport === "dns" || transport === "unix") continue;
    for (const address of one.addresses) {
      const label = `${transport}://${joinHostPort(address, port)}`;
      listeners.set(label, [...(listeners.get(label) ?? []), one]);
    }
  }
  return [...listeners].flatMap(([label, keys]) => [...tlsProblems(label, keys), ...streamProblems(label, keys)]);
}

function tlsProblems(label: string, [first, ...others]: readonly ServedKey[]): readonly Problem[] {
  if (first === undefined) return [];
  for (const other of others) {
    const difference = differenceOf(first, other);
    if (difference === undefined) continue;
    const zones = `${JSON.stringify(first.key.zone)} and ${JSON.stringify(other.key.zone)}`;
    const message = `conflicting TLS configuration for shared listener ${label} between zones ${zones}: ${difference.text}`;
    return [{ code: "tls-conflict", severity: "error", cause: difference.cause, message, range: other.key.at }];
  }
  return [];
}

interface Difference {
  readonly text: string;
  /** What stands in files depends on the machine. */
  readonly cause: "text" | "here";
}

function differenceOf(first: ServedKey, other: ServedKey): Difference | undefined {
  if (first.hasTls !== other.hasTls) return { text: "TLS is configured for only one server block", cause: "text" };
  const [a, b] = [first.tls, other.tls];
  if (a === undefined || b === undefined) return undefined;
  if (a.clientAuth !== b.clientAuth) return { text: "client authentication policies differ", cause: "text" };
  if (a.authorities !== b.authorities) return { text: "client CA pools differ", cause: "here" };
  if (a.certificates !== b.certificates) return { text: "server certificates differ", cause: "here" };
  return a.acme === b.acme ? undefined : { text: "dynamic TLS callbacks differ", cause: "text" };
}

function streamProblems(label: string, keys: readonly ServedKey[]): readonly Problem[] {
  if (!label.startsWith("https://")) return [];
  let resolved: number | undefined;
  for (const { key, httpsMaxStreams: streams } of keys) {
    if (streams === undefined) continue;
    if (resolved !== undefined && resolved !== streams) {
      const message = `conflicting max_streams values for shared HTTPS listener ${label}: ${resolved} and ${streams}`;
      return [{ code: "streams-conflict", severity: "error", cause: "text", message, range: key.at }];
    }
    resolved = streams;
  }
  return [];
}
