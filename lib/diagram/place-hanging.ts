/** What hangs below a plugin: its exits, the upstreams that it asks, and the cluster that it reads. */
import type { ChainBlock, ChainModel, ChainNode } from "./chain-model.ts";
import type { NodeExit } from "./exits.ts";
import { type Box, endWidth, MEASURES, type PlacedEdge, type PlacedEnd, type PlacedNode } from "./placed.ts";
import { ownListener } from "./upstreams.ts";

type Hanging = Omit<PlacedEnd, keyof Box>;

interface Room {
  readonly nodes: readonly PlacedNode[];
  readonly right: number;
  readonly top: number;
}

/** Where a line from a node goes down before it turns. */
const DROP = 5;
/** From the line that goes down to what hangs on it. */
const BRANCH = 16;
/** Room for the sign before the words. */
const SIGN_WIDTH = 20;

/** What becomes of a name that comes past the last plugin (CoreDNS, plugin.NextOrFailure). */
const END_OF_CHAIN = "no next plugin found → SERVFAIL";
const WITHOUT_PLUGINS = "any name → REFUSED";

/** Places all that hangs below the plugins of a block, a row for each; the last plugin's first, so that no line crosses. */
export function placeHanging(block: ChainBlock, { nodes, right, top }: Room, model: ChainModel) {
  const ends: PlacedEnd[] = [];
  const edges: PlacedEdge[] = [];
  const lastRow = nodes.at(-1)?.y;
  const left = nodes.reduce((least, { x }) => Math.min(least, x), right);
  let y = top + 2 * DROP;
  for (const { node, ...box } of nodes.toReversed()) {
    const hanging = hangingOn(node, block, model);
    const widest = hanging.reduce((most, one) => Math.max(most, widthOf(one)), 0);
    // Beside the nodes of further rows, so that the line does not cross them.
    const trunk = box.y === lastRow ? Math.max(left, Math.min(box.x + 12, right - widest - BRANCH)) : left - 9;
    const start = `M${box.x + 12} ${box.y + box.height}v${DROP}H${trunk}`;
    const x = trunk + BRANCH;
    for (const one of hanging) {
      const width = Math.min(widthOf(one), right - x);
      ends.push({ ...one, x, y, width, height: MEASURES.upstreamHeight });
      const path = `${start}V${y + MEASURES.upstreamHeight / 2}H${x - 1}`;
      edges.push({ id: `${node.id}→${one.id}`, kind: "asks", path, from: node.id, to: one.id, block: block.id });
      y += MEASURES.upstreamHeight + MEASURES.upstreamGap;
    }
  }
  return { ends, edges, bottom: ends.length === 0 ? top : y };
}

function widthOf({ text, kind, warning }: Hanging): number {
  return endWidth(text) + (kind === "cluster" || warning !== undefined ? SIGN_WIDTH : 0);
}

function hangingOn(node: ChainNode, block: ChainBlock, model: ChainModel): readonly Hanging[] {
  const upstreams = [...new Set(node.upstreams)].map((upstream): Hanging => {
    const own = ownListener(model, block, upstream);
    const id = `${node.id}>${upstream}`;
    const text = own === undefined ? upstream : `${upstream} = ${own.listener}`;
    return { id, text, kind: "upstream", own, isDead: false, warning: model.warnings?.get(id) };
  });
  const plain = { own: undefined, isDead: false, warning: undefined };
  const read = clusterOf(node, model);
  return [
    ...upstreams,
    ...(read === undefined ? [] : [{ ...plain, id: `${node.id}>cluster`, text: read, kind: "cluster" as const }]),
    ...(isBehindEnd(node, block) ? [] : drawnExits(node)).map(
      (exit): Hanging => ({
        ...plain,
        id: `${node.id}/${exit.on}`,
        text: exitText(exit),
        kind: "exit",
        isDead: exit.isDead,
      }),
    ),
  ];
}

/** Exits that the picture shows: where the chain ends, and what is let through beside that; the rest is told in words. */
function drawnExits({ exits }: ChainNode): readonly NodeExit[] {
  const ending = exits.filter(({ leads }) => leads === "end");
  const hasEndingMiss = ending.some(({ on }) => on.startsWith("miss"));
  const letThrough = exits.filter(({ on, leads }) => hasEndingMiss && leads === "next" && on.startsWith("miss"));
  return [...ending, ...letThrough];
}

/** An exit in few words: `other type → NODATA`, `miss stops here → SERVFAIL`. */
export function exitText({ on, to, isDead }: NodeExit): string {
  return `${on}${isDead ? " stops here" : ""} → ${to}`;
}

/** The cluster that a plugin reads, in words. */
export function clusterOf({ readsCluster }: ChainNode, { cluster }: ChainModel): string | undefined {
  return readsCluster ? cluster : undefined;
}

/** The plugin that nothing comes past, when there is one. */
function closerOf({ chain }: ChainBlock): ChainNode | undefined {
  return chain.find(({ flow }) => flow === "ends");
}

/** True for a plugin that no name of the block comes to, since another one before it takes them all. */
export function isBehindEnd({ runs }: ChainNode, block: ChainBlock): boolean {
  const closer = closerOf(block);
  return closer !== undefined && runs > closer.runs;
}

/** What becomes of a name that no plugin of the block takes; undefined when one takes all that come to it. */
export function endOfBlock(block: ChainBlock): string | undefined {
  if (block.chain.length === 0) return WITHOUT_PLUGINS;
  return closerOf(block) === undefined ? END_OF_CHAIN : undefined;
}
