/**
 * The Corefile of a CoreDNS at the user's desk: what the user's says once imports and variables stand in their places, with
 * listeners on loopback, paths in the folder where it is laid out, and spans of queries sent to a collector. Each of its lines
 * knows the user's line that it stands for.
 */
import type { Listener } from "../../lib/api/engine.ts";
import { canonicalHost } from "../../lib/chain/reaches.ts";
import type { Configuration, ServerBlock } from "../../lib/corefile/configuration.ts";
import { effectiveLines } from "../../lib/corefile/effective.ts";
import { keyText, type ServerBlockKey } from "../../lib/corefile/keys.ts";
import { countLineBreaks, type Token } from "../../lib/corefile/token.ts";
import type { SpanTarget } from "../../lib/directive/facts.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import type { Identity } from "../../lib/ports/identity.ts";
import { labelOf } from "../../lib/set-up/listener-labels.ts";
import type { Range } from "../../lib/text/position.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { needOf } from "../engine/worker/loopback-world.ts";
import type { DeskPaths } from "./desk-paths.ts";
import { type DeskPlaces, deskAddresses } from "./desk-places.ts";
import { deskUses, tellWritten } from "./desk-uses.ts";
import { linesAt, withText } from "./desk-words.ts";
import { ADDRESSES, hostsOfBlock } from "./hosts-of-block.ts";

/** What goes into it. */
export interface DeskOrder {
  readonly configuration: Configuration;
  /** The keys of each block, resolved. */
  readonly keys: readonly (readonly ServerBlockKey[])[];
  readonly places: DeskPlaces;
  readonly paths: DeskPaths;
  readonly identity: Identity;
  /** Without it no block sends spans. */
  readonly spans?: Omit<SpanTarget, "service"> | undefined;
}

/** A server block as it was laid out. */
export interface DeskBlock {
  readonly block: ServerBlock;
  readonly keys: readonly ServerBlockKey[];
  /** The name under which its spans come; undefined for a block that sends none. */
  readonly service: string | undefined;
}

/** The Corefile and what is known of it. */
export interface DeskCorefile {
  readonly text: string;
  /** The user's place of each line, the first line first. */
  readonly origins: readonly (Range | undefined)[];
  readonly listeners: readonly Listener[];
  readonly blocks: readonly DeskBlock[];
  /** What is not as the user wrote it. */
  readonly remarks: readonly Problem[];
}

const TRACING = directives.find(({ atDesk }) => atDesk?.tracing !== undefined);
const IN_CHAIN: ReadonlySet<string> = new Set(directives.filter(({ inChain }) => inChain).map(({ name }) => name));

/** The directive with which blocks send spans. */
export const TRACING_PLUGIN: string = TRACING?.name ?? "";

/** Makes it. Rejects when there are no free ports. */
export async function deskCorefile(order: DeskOrder): Promise<DeskCorefile> {
  const { configuration, keys, identity, places } = order;
  const hosts = configuration.blocks.map((block) => hostsOfBlock(block, identity));
  const addresses = deskAddresses(hosts.flatMap((list) => list ?? []));
  const ports = await portsOf(keys, { addresses: [...new Set(addresses.values())], places });
  const remarks: (readonly Problem[])[] = [];
  const dns = dnsListeners(keys, { hosts, addresses, ports });
  const http = new Map<string, Listener>();
  for (const block of configuration.blocks) tellWritten(block, order.paths);
  const made: { readonly block: ServerBlock; readonly desk: DeskBlock }[] = [];
  for (const [index, block] of configuration.blocks.entries()) {
    const own = keys[index] ?? [];
    const listen = hosts[index];
    const uses = await deskUses(block, { ...order, listeners: dns });
    remarks.push(uses.remarks);
    for (const listener of uses.http) http.set(listener.label, listener);
    const service = order.spans === undefined || !isTraceable(uses.directives) ? undefined : `block-${index}`;
    const tokens = new Map(uses.directives);
    if (listen !== undefined) tokens.set(ADDRESSES, linesAt(placeOf(block, ADDRESSES), [bindLine(listen, addresses)]));
    if (service !== undefined && order.spans !== undefined)
      tokens.set(TRACING_PLUGIN, linesAt(placeOf(block, TRACING_PLUGIN), traceLines({ ...order.spans, service })));
    made.push({
      block: { ...block, keys: keyTokens(block, own, ports), directives: tokens },
      desk: { block, keys: own, service },
    });
  }
  const lines = effectiveLines({ ...configuration, isDefault: false, blocks: made.map(({ block }) => block) });
  return {
    text: `${lines.map(({ text }) => text).join("\n")}\n`,
    origins: lines.flatMap(({ text, from }) => Array.from({ length: countLineBreaks(text) + 1 }, () => from)),
    listeners: [...dns, ...http.values()],
    blocks: made.map(({ desk }) => desk),
    remarks: remarks.flat(),
  };
}

/** A block without a plugin in its chain refuses all queries, and would not with one that sends spans. */
function isTraceable(uses: ReadonlyMap<string, readonly Token[]>): boolean {
  return [...uses.keys()].some((name) => IN_CHAIN.has(name));
}

function traceLines(target: SpanTarget): readonly (readonly string[])[] {
  return TRACING?.atDesk?.tracing?.(target) ?? [];
}

function bindLine(hosts: readonly string[], addresses: ReadonlyMap<string, string>): readonly string[] {
  return [ADDRESSES, ...hosts.map((host) => addresses.get(host) ?? host)];
}

/** Where a directive stands first, else the block. */
function placeOf(block: ServerBlock, directive: string): Range {
  return block.directives.get(directive)?.[0]?.range ?? block.keys[0]?.range ?? block.at;
}

/** Ports by transport and port of the Corefile. */
type DeskPorts = ReadonlyMap<string, number>;

async function portsOf(
  keys: DeskOrder["keys"],
  { addresses, places }: { readonly addresses: readonly string[]; readonly places: DeskPlaces },
): Promise<DeskPorts> {
  const ports = new Map<string, number>();
  for (const { transport, port } of keys.flat()) {
    const wanted = Number(port);
    if (transport === "unix" || !(wanted >= 0 && wanted <= 65_535)) continue;
    const name = portName(transport, port);
    if (!ports.has(name)) ports.set(name, await places.port(wanted, needOf(transport), addresses));
  }
  return ports;
}

function portName(transport: string, port: string): string {
  return `${transport} ${port}`;
}

interface Listening {
  /** The addresses of each block. */
  readonly hosts: readonly (readonly string[] | undefined)[];
  readonly addresses: ReadonlyMap<string, string>;
  readonly ports: DeskPorts;
}

function dnsListeners(keys: DeskOrder["keys"], { hosts, addresses, ports }: Listening): readonly Listener[] {
  const listeners = new Map<string, Listener>();
  for (const [index, own] of keys.entries()) {
    for (const { transport, zone, port } of own) {
      const bound = ports.get(portName(transport, port));
      if (transport === "unix" || bound === undefined) continue;
      for (const host of hosts[index] ?? []) {
        const label = labelOf({ transport, port: Number(port) }, canonicalHost(host));
        listeners.set(label, {
          label,
          kind: transport,
          wanted: { address: canonicalHost(host), port: Number(port) },
          bound: { address: addresses.get(host) ?? host, port: bound },
          serves: [...new Set([...(listeners.get(label)?.serves ?? []), zone])],
        });
      }
    }
  }
  return [...listeners.values()];
}

/** The keys with their ports; a key that stands for several zones becomes as many. */
function keyTokens(block: ServerBlock, keys: readonly ServerBlockKey[], ports: DeskPorts): readonly Token[] {
  const [first] = block.keys;
  if (first === undefined) return [];
  return keys.map((key) => {
    // CoreDNS opens nothing for it.
    if (key.transport === "unix") return withText(first, `unix://${key.zone.replace(/\.$/, "")}`);
    const bound = ports.get(portName(key.transport, key.port));
    return withText(first, keyText({ ...key, port: bound === undefined ? key.port : String(bound) }));
  });
}
