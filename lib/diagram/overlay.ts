/** The way of one query over the chain model: which nodes it came to, in which order, and where it ended. */
import type { DispatchMatch, Explanation, Verdict } from "../chain/explanation.ts";
import type { Range } from "../corefile/position.ts";
import type { ChainBlock, ChainModel, ChainNode } from "./chain-model.ts";

/** What the last question did with a node; the page writes it as `data-state`. */
export type NodeState = "answered" | "passed" | "not-reached" | "outside";

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
export interface BlockOverlay {
  readonly match: DispatchMatch | undefined;
}

export interface Overlay {
  readonly listener: string;
  readonly nodes: ReadonlyMap<string, NodeOverlay>;
  readonly blocks: ReadonlyMap<string, BlockOverlay>;
}

/** One step of the way, as `lib/studio` flattens it. */
export interface OverlayStep {
  readonly index: number;
  readonly plugin: string;
  readonly at: Range;
  readonly verdict: Verdict;
}

/** Lays the way of a query over the model. `decider` is the index of the step that decided. */
export function overlayOf(
  model: ChainModel,
  explanation: Explanation,
  way: { readonly steps: readonly OverlayStep[]; readonly decider: number | undefined },
): Overlay {
  const blocks = new Map<string, BlockOverlay>();
  const nodes = new Map<string, NodeOverlay>();
  for (const block of model.blocks) {
    const entry = explanation.dispatch.find(
      ({ at, zone }) =>
        isWithin(at, block) && block.zones.includes(zone) && block.listeners.includes(explanation.listener),
    );
    blocks.set(block.id, { match: entry?.match });
    for (const node of block.outside) nodes.set(node.id, untouched("outside"));
    for (const node of block.chain) nodes.set(node.id, overlayNode(node, block, way));
  }
  return { listener: explanation.listener, nodes, blocks };
}

const untouched = (state: NodeState): NodeOverlay => ({
  state,
  turns: [],
  verdict: undefined,
  isDecider: false,
  step: undefined,
});

function overlayNode(
  node: ChainNode,
  block: ChainBlock,
  { steps, decider }: { readonly steps: readonly OverlayStep[]; readonly decider: number | undefined },
): NodeOverlay {
  const mine = steps.filter(({ plugin, at }) => plugin === node.plugin && isWithin(at, block));
  const [first] = mine;
  if (first === undefined) return untouched("not-reached");
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

/** True when a place belongs to a block: in its stretch, or (imported from elsewhere) at one of its directives. */
function isWithin(at: Range, block: ChainBlock): boolean {
  const isInside =
    at.file === block.at.file && at.start.offset >= block.at.start.offset && at.start.offset <= block.at.end.offset;
  return isInside || [...block.chain, ...block.outside].some((node) => isSamePlace(node.at, at));
}

const isSamePlace = (a: Range, b: Range): boolean => a.file === b.file && a.start.line === b.start.line;
