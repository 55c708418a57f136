/** The configuration as people think of it: listeners, the blocks behind them, and each block's chain as it really runs. */
import type { Directive } from "../directive/directive.ts";
import { wordPlaces } from "../directive/word-places.ts";
import { joinHostPort } from "../go/net.ts";
import type { Range } from "../text/position.ts";
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
  /** True when it answers from the objects of a cluster. */
  readonly readsCluster: boolean;
  /** The code for a name of its zones that it does not have and does not let through. */
  readonly miss: string | undefined;
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
  /** True when a name that comes to it may leave it as another one, or may go to another block instead. */
  readonly leadsElsewhere: boolean;
}

interface ChainListener {
  /** As CoreDNS writes it: `dns://:53`. */
  readonly id: string;
  readonly blocks: readonly string[];
  /** Whether a block takes the root, and with it every name. */
  readonly takesEverything: boolean;
}

export interface ChainModel {
  readonly listeners: readonly ChainListener[];
  readonly blocks: readonly ChainBlock[];
  /** The cluster that plugins answer from, in a few words; undefined while that is not known. */
  readonly cluster?: string | undefined;
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
      takesEverything: behind.some(({ zones }) => zones.includes(".")),
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
  const nodes = [...byName.values()].map((uses) => readNode(uses, { block, id, facts }));
  nodes.sort((a, b) => (a.place ?? 999) - (b.place ?? 999));
  const isInChain = ({ plugin }: ChainNode): boolean => {
    const directive = facts.get(plugin)?.directive;
    // What chooses among blocks stands in the chain for its metadata alone: its work is done before a chain runs.
    return directive === undefined || (directive.inChain && directive.role !== "view");
  };
  return {
    id,
    zones: [...new Set(block.keys.map(({ zone }) => zone))],
    listeners: listenersOf(block, facts),
    get at() {
      return block.at;
    },
    chain: nodes.filter(isInChain),
    outside: nodes.filter((node) => !isInChain(node)),
    leadsElsewhere: [...byName.keys()].some((name) => {
      const directive = facts.get(name)?.directive;
      return directive?.changesNames === true || directive?.role === "view";
    }),
  };
}

function readNode(
  uses: readonly SourceDirective[],
  where: { block: SourceBlock; id: string; facts: Facts },
): ChainNode {
  const { block, id, facts } = where;
  const [first] = uses;
  if (first === undefined) throw new Error("a node without a use");
  const fact = facts.get(first.name);
  const directive = fact?.directive;
  return {
    id: `${id}/${first.name}`,
    plugin: first.name,
    get at() {
      return first.at;
    },
    uses: uses.length,
    detail: uses.length === 1 ? first.args.join(" ") : `${uses.length} uses`,
    flow: flowOf(directive, block),
    place: fact?.place,
    summary: directive?.summary ?? "",
    upstreams: directive === undefined ? [] : uses.flatMap(({ args }) => upstreamsOf(directive, args)),
    readsCluster: directive?.hasClusterZones === true,
    miss: directive?.miss,
  };
}

/** The words that stand for servers. */
function upstreamsOf({ line, upstreams }: Directive<unknown>, args: readonly string[]): readonly string[] {
  if (upstreams === undefined) return [];
  const places = wordPlaces(line, args);
  return args.filter((_, index) => places[index]?.name === upstreams);
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
