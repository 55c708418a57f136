/** For tests: server blocks with made-up plugins behind one listener. */

import type { CanonicalName } from "../../dns/name/name.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { FakeLog } from "../../ports/_test/fake-log.ts";
import { FakeMetrics } from "../../ports/_test/fake-metrics.ts";
import type { Range } from "../../text/position.ts";
import { buildChain } from "../chain.ts";
import type { ServedZone } from "../dispatch.ts";
import type { Handler } from "../handler.ts";
import { answered } from "../outcome.ts";
import { Reply } from "../reply.ts";
import { type ReplyFields, replyTo } from "../respond.ts";
import { DnsServer } from "../server.ts";

/** A place on a line of the Corefile. */
export function onLine(line: number): Range {
  const start = { offset: 0, line, column: 1 };
  return { file: "Corefile", start, end: start };
}

/** A plugin that answers everything. */
export function answering(name: string, fields: ReplyFields = {}): Handler {
  return { name, serve: ({ request }) => answered(name, Reply.of(replyTo(request, fields))) };
}

/** A plugin that hands everything on. */
export function passing(name: string): Handler {
  return { name, serve: (query, next) => next(query) };
}

/** A zone of a server block with these plugins, on the lines 2, 3, ... */
export function served(zone: string, handlers: readonly Handler[], more: Partial<ServedZone> = {}): ServedZone {
  return {
    zone: zone as CanonicalName,
    at: onLine(1),
    viewName: "",
    filters: [],
    opcodes: new Set(),
    chain: buildChain(handlers.map((handler, index) => ({ handler, at: onLine(index + 2) }))),
    outside: [],
    opensClasses: false,
    labels: undefined,
    ...more,
  };
}

/** A server in a made-up world. */
export interface TestServer {
  readonly server: DnsServer;
  readonly clock: FakeClock;
  readonly log: FakeLog;
  readonly metrics: FakeMetrics;
}

/** A server of these zones on `dns://:53`. */
export function serverOf(...zones: readonly ServedZone[]): TestServer {
  const world = { clock: new FakeClock(), log: new FakeLog(), metrics: new FakeMetrics() };
  return { ...world, server: new DnsServer({ label: "dns://:53", served: zones, ...world }) };
}
