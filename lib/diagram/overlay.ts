/** The way of one query over the chain model: which nodes it came to, in which order, and where it ended. */
import type { DispatchMatch, Explanation, Verdict } from "../explanation/explanation.ts";
import type { Range } from "../text/position.ts";
import { BlockPlaces } from "./block-places.ts";
import type { ChainBlock, ChainModel, ChainNode } from "./chain-model.ts";

/** What the last question did with a node; the page writes it as `data-state`. */
type NodeState = "answered" | "passed" | "not-reached" | "outside";

export interface NodeOverlay {
  readonly state: NodeState;
  /** The places in the order of acting, from 1. */
  readonly turns: readonly number[];
  readonly verdict: Verdict | undefined;
  readonly isDecider: boolean;
  /** Index of its first step. */
  readonly step: number | undefined;
}

/** What dispatch said of a block. */
interface BlockOverlay {
  readonly match: DispatchMatch | undefined;
}

export interface Overlay {
  readonly listener: string;
  readonly nodes: ReadonlyMap<string, NodeOverlay>;
  readonly blocks: ReadonlyMap<string, BlockOverlay>;
}

/** One step of the way, as `lib/studio` flattens it. */
interface OverlayStep {
  readonly index: number;
  readonly plugin: string;
  readonly at: Range;
  readonly verdict: Verdict;
}

interface Way {
  readonly steps: readonly OverlayStep[];
  readonly decider: number | undefined;
}

/** Lays the way of a query over the model. `decider` is the index of the step that decided. */
export function overlayOf(model: ChainModel, explanation: Explanation, { steps, decider }: Way): Overlay {
  const places = new BlockPlaces(model);
  const matches = matchesOf(explanation, places);
  const stepsOf = new Map<ChainBlock, OverlayStep[]>();
  for (const step of steps) {
    for (const block of places.blocksAt(step.at)) stepsOf.set(block, [...(stepsOf.get(block) ?? []), step]);
  }
  const blocks = new Map<string, BlockOverlay>();
  const nodes = new Map<string, NodeOverlay>();
  for (const block of model.blocks) {
    blocks.set(block.id, { match: matches.get(block) });
    for (const node of block.outside) nodes.set(node.id, OUTSIDE);
    const mine = stepsOf.get(block);
    for (const node of block.chain) {
      nodes.set(node.id, mine === undefined ? NOT_REACHED : overlayNode(node, { steps: mine, decider }));
    }
  }
  return { listener: explanation.listener, nodes, blocks };
}

/** What dispatch said of each block; the first thing counts. */
function matchesOf(
  { dispatch, listener }: Explanation,
  places: BlockPlaces,
): ReadonlyMap<ChainBlock, BlockOverlay["match"]> {
  const matches = new Map<ChainBlock, BlockOverlay["match"]>();
  for (const { at, zone, match } of dispatch) {
    for (const block of places.blocksAt(at)) {
      const isMeant = block.zones.includes(zone) && block.listeners.includes(listener);
      if (isMeant && !matches.has(block)) matches.set(block, match);
    }
  }
  return matches;
}

const untouched = (state: NodeState): NodeOverlay => ({
  state,
  turns: [],
  verdict: undefined,
  isDecider: false,
  step: undefined,
});
const OUTSIDE = untouched("outside");
const NOT_REACHED = untouched("not-reached");

function overlayNode(node: ChainNode, { steps, decider }: Way): NodeOverlay {
  const mine = steps.filter(({ plugin }) => plugin === node.plugin);
  const [first] = mine;
  if (first === undefined) return NOT_REACHED;
  const isDecider = mine.some(({ index }) => index === decider);
  const last = mine.find(({ index }) => index === decider) ?? first;
  return {
    state: isDecider ? "answered" : "passed",
    turns: mine.map(({ index }) => index + 1),
    verdict: last.verdict,
    isDecider,
    step: last.index,
  };
}
