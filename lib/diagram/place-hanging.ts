/** What hangs below a plugin: the upstreams that it asks, the cluster that it reads, and the code for what it does not have. */
import type { ChainBlock, ChainModel, ChainNode } from "./chain-model.ts";
import { endWidth, MEASURES, type PlacedEdge, type PlacedEnd, type PlacedNode } from "./placed.ts";
import { ownListener } from "./upstreams.ts";

type Hanging = Pick<PlacedEnd, "id" | "text" | "kind" | "own">;

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

function widthOf({ text, kind }: Hanging): number {
  return endWidth(text) + (kind === "cluster" ? SIGN_WIDTH : 0);
}

function hangingOn(node: ChainNode, block: ChainBlock, model: ChainModel): readonly Hanging[] {
  const upstreams = [...new Set(node.upstreams)].map((upstream): Hanging => {
    const own = ownListener(model, block, upstream);
    const text = own === undefined ? upstream : `${upstream} = ${own.listener}`;
    return { id: `${node.id}>${upstream}`, text, kind: "upstream", own };
  });
  const read = clusterOf(node, model);
  const behind: readonly Hanging[] =
    read === undefined
      ? upstreams
      : [...upstreams, { id: `${node.id}>cluster`, text: read, kind: "cluster", own: undefined }];
  const code = closerOf(block) === node ? node.miss : undefined;
  if (code === undefined) return behind;
  return [...behind, { id: `${node.id}/miss`, text: `miss → ${code}`, kind: "exit", own: undefined }];
}

/** The cluster that a plugin reads, in words. */
export function clusterOf({ readsCluster }: ChainNode, { cluster }: ChainModel): string | undefined {
  return readsCluster ? cluster : undefined;
}

/** The plugin that nothing comes past, when there is one. */
function closerOf({ chain }: ChainBlock): ChainNode | undefined {
  return chain.find(({ flow }) => flow === "ends");
}

/** What becomes of a name that no plugin of the block takes; undefined when one takes all that come to it. */
export function endOfBlock(block: ChainBlock): string | undefined {
  if (block.chain.length === 0) return "any name → REFUSED";
  return closerOf(block) === undefined ? "miss → SERVFAIL" : undefined;
}

/** The same for people who read a list: with the code of the plugin that nothing comes past. */
export function exitOf(block: ChainBlock): string | undefined {
  const code = closerOf(block)?.miss;
  return endOfBlock(block) ?? (code === undefined ? undefined : `miss → ${code}`);
}
