/** Whether keys can be served together: ports that exist, TLS where it must be, no zone twice (MakeServers of CoreDNS). */

import { lineOf } from "../text/line-of.ts";
import type { Problem } from "../text/problem.ts";
import { keyText, type ServerBlockKey } from "./keys.ts";
import { type SharedTls, sharedListenerProblems } from "./shared-listeners.ts";

/** A key together with what the directives of its block say about it. */
export interface ServedKey {
  readonly key: ServerBlockKey;
  /** The addresses of `bind`; one empty address without it. */
  readonly addresses: readonly string[];
  /** The block has `tls`. */
  readonly hasTls: boolean;
  /** How it does TLS, as far as that is known. */
  readonly tls?: SharedTls | undefined;
  /** What the block says of streams over HTTPS. */
  readonly httpsMaxStreams?: number | undefined;
  /** A `view` chooses among questions, so the zone may be served by another block, too. */
  readonly filtered: boolean;
}

/** The problems with which CoreDNS refuses to serve these keys, in the order in which it finds them. */
export function checkServedKeys(served: readonly ServedKey[]): readonly Problem[] {
  return [
    ...served.flatMap(portProblems),
    ...sharedListenerProblems(served),
    ...served.flatMap(transportProblems),
    ...overlapProblems(served),
  ];
}

/** What CoreDNS refuses only when it opens its listeners, whatever the machine: QUIC is nothing without certificates. */
export function checkListening(served: readonly ServedKey[]): readonly Problem[] {
  return served
    .filter(({ key, hasTls, addresses }) => key.transport === "quic" && !hasTls && addresses.length > 0)
    .map(({ key }) => problem(key, { code: "tls-missing", message: "ListenPacket: quic: tls.Config not set" }));
}

const MAX_PORT = 65_535;

function portProblems({ key, addresses }: ServedKey): readonly Problem[] {
  const port = Number(key.port);
  if (addresses.length === 0 || (port >= 0 && port <= MAX_PORT)) return [];
  return [problem(key, { code: "invalid-port", message: `address ${key.port}: invalid port` })];
}

function transportProblems({ key, hasTls }: ServedKey): readonly Problem[] {
  if (key.transport !== "https3" || hasTls) return [];
  return [problem(key, { code: "tls-missing", message: "DoH3 requires TLS, no TLS config found" })];
}

function overlapProblems(served: readonly ServedKey[]): readonly Problem[] {
  const problems: Problem[] = [];
  const registered = new Map<string, ServerBlockKey>();
  /** For each zone without its address, who was the last to be served there. */
  const anyAddress = new Map<string, string>();
  for (const { key, addresses, filtered } of served) {
    for (const address of addresses) {
      const unbound = keyText(key);
      const text = address === "" ? unbound : `${unbound} on ${address}`;
      const other = anyAddress.get(unbound);
      const first = registered.get(text);
      if (first !== undefined) {
        const message = `cannot serve ${text} - it is already defined`;
        if (!filtered) problems.push({ ...problem(key, { code: "zone-twice", message }), help: aboutFirst(first) });
      } else if (other !== undefined && (address === "" || registered.has(unbound))) {
        const overlap = address === "" ? other : unbound;
        const message = `cannot serve ${text} - zone overlap listener capacity with ${overlap}`;
        problems.push(problem(key, { code: "zone-overlap", message }));
      } else if (!filtered) {
        registered.set(text, key);
        anyAddress.set(unbound, text);
      }
    }
  }
  return problems;
}

function aboutFirst({ at }: ServerBlockKey): string {
  return `The block in ${lineOf(at)} has the same zone and port. Join the two, or tell them apart by zone, port, \`bind\` or \`view\`.`;
}

function problem(key: ServerBlockKey, { code, message }: { readonly code: string; readonly message: string }): Problem {
  return { code, severity: "error", cause: "text", message, range: key.at };
}
