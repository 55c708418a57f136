/** The configuration as people think of it: listeners, the blocks behind them, and each block's chain as it really runs. */

import { checkDirective } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { View } from "../directive/facts.ts";
import { wordPlaces } from "../directive/word-places.ts";
import { joinHostPort } from "../go/net.ts";
import type { Range } from "../text/position.ts";
import { exitsOf, markDead, type NodeExit } from "./exits.ts";
import { type Flow, flowOf } from "./flow.ts";
import type { SourceBlock, SourceDirective } from "./source.ts";

/** A plugin of a block; several uses of one directive are one node. */
export interface ChainNode {
  readonly id: string;
  readonly plugin: string;
  readonly at: Range;
  /** How often the directive stands in the block. */
  readonly uses: number;
  /** Its arguments in short, for the tooltip and the list. */
  readonly detail: string;
  readonly flow: Flow;
  /** Its place in plugin.cfg, from 1; undefined for a word that is not a plugin of this release. */
  readonly place: number | undefined;
  readonly summary: string;
  /** Servers that it sends questions to. */
  readonly upstreams: readonly string[];
  /** The places of their words. */
  readonly upstreamsAt: readonly Range[];
  /** True when it answers from the objects of a cluster. */
  readonly readsCluster: boolean;
  /** The ways in which questions leave it, as far as words tell. */
  readonly exits: readonly NodeExit[];
  /** Its place among the plugins of the chain as they are written, from 1; 0 outside of the chain. */
  readonly written: number;
  /** Its place among the plugins of the chain as they run, from 1; 0 outside of the chain. */
  readonly runs: number;
}

export interface ChainBlock {
  readonly id: string;
  /** Zones, in the order of the keys. */
  readonly zones: readonly string[];
  readonly listeners: readonly string[];
  readonly at: Range;
  /** In the order of plugin.cfg. */
  readonly chain: readonly ChainNode[];
  /** Plugins that no query passes through. */
  readonly outside: readonly ChainNode[];
  /** Which queries of its zones it takes; undefined when it takes all. */
  readonly view: View | undefined;
  /** True when a name that comes to it may leave it as another one, or may go to another block instead. */
  readonly leadsElsewhere: boolean;
}

export interface ChainListener {
  /** As CoreDNS writes it: `dns://:53`. */
  readonly id: string;
  readonly blocks: readonly string[];
  /** Whether a block takes the root, for all clients, and with it every name. */
  readonly takesEverything: boolean;
}

export interface ChainModel {
  readonly listeners: readonly ChainListener[];
  readonly blocks: readonly ChainBlock[];
  /** The cluster that plugins answer from, in a few words; undefined while that is not known. */
  readonly cluster?: string | undefined;
  /** What is to be said of upstreams, by the identity of their boxes. */
  readonly warnings?: ReadonlyMap<string, string>;
}

/** What is known of plugins, and the blocks that were put together with it. */
interface Known {
  readonly facts: Facts;
  readonly made: WeakMap<SourceBlock, ChainBlock>;
}

const known = new WeakMap<readonly Directive<unknown>[], Known>();

/** Puts blocks and the order of plugins together; a block that stays the same object at the same place is not read again. */
export function chainModel(source: readonly SourceBlock[], plugins: readonly Directive<unknown>[]): ChainModel {
  const { facts, made } = knownOf(plugins);
  const blocks = source.map((block, index) => {
    const id = `block-${index}`;
    const before = made.get(block);
    const read = before?.id === id ? before : readBlock(block, id, facts);
    made.set(block, read);
    return read;
  });
  const listeners = new Map<string, ChainBlock[]>();
  for (const block of blocks) {
    for (const listener of block.listeners) {
      const behind = listeners.get(listener);
      if (behind === undefined) listeners.set(listener, [block]);
      else behind.push(block);
    }
  }
  return {
    blocks,
    listeners: [...listeners].map(([id, behind]) => ({
      id,
      blocks: behind.map((block) => block.id),
      takesEverything: behind.some(({ zones, view }) => view === undefined && zones.includes(".")),
    })),
  };
}

function knownOf(plugins: readonly Directive<unknown>[]): Known {
  const before = known.get(plugins);
  if (before !== undefined) return before;
  const facts = new Map(plugins.map((directive, index) => [directive.name, { directive, place: index + 1 }]));
  const made = { facts, made: new WeakMap<SourceBlock, ChainBlock>() };
  known.set(plugins, made);
  return made;
}

type Facts = ReadonlyMap<string, { readonly directive: Directive<unknown>; readonly place: number }>;

function readBlock(block: SourceBlock, id: string, facts: Facts): ChainBlock {
  const byName = new Map<string, SourceDirective[]>();
  for (const directive of block.directives) {
    const uses = byName.get(directive.name);
    if (uses === undefined) byName.set(directive.name, [directive]);
    else uses.push(directive);
  }
  const directiveOf = (name: string): Directive<unknown> | undefined => facts.get(name)?.directive;
  const isInChain = (name: string): boolean => {
    const directive = directiveOf(name);
    // What chooses among blocks stands in the chain for its metadata alone: its work is done before a chain runs.
    return directive === undefined || (directive.inChain && directive.role !== "view");
  };
  const names = [...byName.keys()];
  const written = names.filter(isInChain);
  const running = written.toSorted((a, b) => placeOf(facts, a) - placeOf(facts, b));
  const nodeOf = (name: string): ChainNode =>
    readNode(byName.get(name) ?? [], {
      block,
      id,
      facts,
      written: written.indexOf(name) + 1,
      runs: running.indexOf(name) + 1,
      later: running.slice(running.indexOf(name) + 1),
    });
  return {
    id,
    zones: [...new Set(block.keys.map(({ zone }) => zone))],
    listeners: listenersOf(block, facts),
    get at() {
      return block.at;
    },
    chain: running.map(nodeOf),
    outside: names.filter((name) => !isInChain(name)).map(nodeOf),
    view: viewOf(block, names.map(directiveOf)),
    leadsElsewhere: names.some(
      (name) => directiveOf(name)?.changesNames === true || directiveOf(name)?.role === "view",
    ),
  };
}

/** Words that are no plugins of this release come last. */
const placeOf = (facts: Facts, name: string): number => facts.get(name)?.place ?? 999;

function viewOf({ words }: SourceBlock, directives: readonly (Directive<unknown> | undefined)[]): ChainBlock["view"] {
  const directive = directives.find((one) => one?.view !== undefined);
  if (directive === undefined) return undefined;
  const [use] = checkDirective(directive, { tokens: words.get(directive.name) ?? [], file: "" }).uses;
  // Of words that are wrong it is only known that there is a view.
  return use === undefined ? { name: "", expressions: [] } : directive.view?.(use);
}

interface NodeContext {
  readonly block: SourceBlock;
  readonly id: string;
  readonly facts: Facts;
  readonly written: number;
  readonly runs: number;
  /** The plugins of the chain that run after it. */
  readonly later: readonly string[];
}

function readNode(uses: readonly SourceDirective[], where: NodeContext): ChainNode {
  const { block, id, facts, written, runs, later } = where;
  const [first] = uses;
  if (first === undefined) throw new Error("a node without a use");
  const fact = facts.get(first.name);
  const directive = fact?.directive;
  const flow = flowOf(directive, block);
  const upstreams = directive === undefined ? [] : uses.flatMap((use) => upstreamsOf(directive, use));
  let exits: readonly NodeExit[] | undefined;
  return {
    id: `${id}/${first.name}`,
    plugin: first.name,
    get at() {
      return first.at;
    },
    uses: uses.length,
    detail: uses.length === 1 ? first.args.join(" ") : `${uses.length} uses`,
    flow,
    place: fact?.place,
    summary: directive?.summary ?? "",
    upstreams: upstreams.map(({ use, index }) => use.args[index] ?? ""),
    get upstreamsAt() {
      return upstreams.flatMap(({ use, index }) => use.argsAt[index] ?? []);
    },
    readsCluster: directive?.hasClusterZones === true,
    // Read when somebody looks: of a thousand blocks most are not on the screen.
    get exits() {
      const shadows = flow === "ends" && later.some((name) => facts.get(name)?.directive.answers !== undefined);
      exits ??= directive === undefined ? [] : markDead(exitsOf(directive, block), shadows);
      return exits;
    },
    written,
    runs,
  };
}

/** The words that stand for servers. */
function upstreamsOf(
  { line, upstreams }: Directive<unknown>,
  use: SourceDirective,
): readonly { readonly use: SourceDirective; readonly index: number }[] {
  if (upstreams === undefined) return [];
  const places = wordPlaces(line, use.args);
  return use.args.flatMap((_, index) => (places[index]?.name === upstreams ? [{ use, index }] : []));
}

/** The listeners of a block's keys; its directives may name the hosts. */
function listenersOf({ keys, directives }: SourceBlock, facts: Facts): readonly string[] {
  const isBinding = ({ name }: SourceDirective): boolean => facts.get(name)?.directive.role === "addresses";
  const bound = directives.filter(isBinding).flatMap(({ args }) => args);
  const hosts = bound.length === 0 ? [""] : bound;
  const written = keys.flatMap(({ transport, port }) =>
    hosts.map((host) => `${transport}://${joinHostPort(host, port)}`),
  );
  return [...new Set(written)];
}
