/** Where everything of a chain model stands, in pixels. Pure arithmetic: text is monospaced, so its width is known. */
import type { ChainBlock, ChainModel, ChainNode } from "./chain-model.ts";
import { heightOfAll, linkEdges, listenerEdges, placeListeners, widthOfListeners } from "./listener-column.ts";
import { endOfBlock, placeHanging } from "./place-hanging.ts";
import {
  type Box,
  type Diagram,
  endWidth,
  MEASURES,
  type PlacedBlock,
  type PlacedEdge,
  type PlacedEnd,
  type PlacedNode,
} from "./placed.ts";

/** Lays out a model within a width; blocks stand below one another, and long chains go on in further rows. */
export function layoutDiagram(model: ChainModel, availableWidth: number): Diagram {
  const width = Math.max(availableWidth, 300);
  const isNarrow = width < MEASURES.narrow;
  const listenerWidth = widthOfListeners(model);
  const left = isNarrow ? MEASURES.margin : MEASURES.margin + listenerWidth + MEASURES.listenerGap;
  const top = isNarrow ? heightOfAll(model) + MEASURES.margin + 10 : MEASURES.margin;
  const blocks: PlacedBlock[] = [];
  const edges: PlacedEdge[] = [];
  let y = top;
  for (const block of model.blocks) {
    const placed = placeBlock(block, { x: left, y, width: width - left - MEASURES.margin }, model);
    blocks.push(placed.block);
    for (const edge of placed.edges) edges.push(edge);
    y += placed.block.height + MEASURES.cardGap;
  }
  const listeners = placeListeners(model, blocks, { isNarrow, listenerWidth });
  if (!isNarrow) {
    for (const edge of listenerEdges(model, { listeners, blocks })) edges.push(edge);
    for (const edge of linkEdges(listeners, blocks)) edges.push(edge);
  }
  return { width, height: y - MEASURES.cardGap + MEASURES.margin, listeners, blocks, edges };
}

function placeBlock(
  block: ChainBlock,
  { x, y, width }: { x: number; y: number; width: number },
  model: ChainModel,
): { readonly block: PlacedBlock; readonly edges: readonly PlacedEdge[] } {
  const inside = { left: x + MEASURES.cardPadding, right: x + width - MEASURES.cardPadding };
  const flow = new RowFlow(inside, y + MEASURES.cardHeader);
  const nodes = block.chain.map((node): PlacedNode => ({ node, ...flow.place(nodeWidth(node)) }));
  const exit = endOfBlock(block);
  const exits =
    exit === undefined
      ? []
      : [{ id: `${block.id}/end`, text: exit, kind: "exit" as const, own: undefined, ...flow.place(endWidth(exit)) }];
  const hanging = placeHanging(block, { nodes, right: inside.right, top: flow.bottom }, model);
  const chainBottom = hanging.bottom;
  const outsideY = block.outside.length === 0 ? undefined : chainBottom + MEASURES.rowGap;
  const outsideFlow = new RowFlow(inside, (outsideY ?? chainBottom) + MEASURES.outsideHeader, 8);
  const outside = block.outside.map((node): PlacedNode => ({ node, ...outsideFlow.place(nodeWidth(node)) }));
  const bottom = outsideY === undefined ? chainBottom : outsideFlow.bottom;
  const ends = [...exits, ...hanging.ends];
  return {
    block: { block, x, y, width, height: bottom + MEASURES.cardPadding - y, nodes, outside, outsideY, ends },
    edges: [...chainEdges(block, nodes, exits), ...hanging.edges],
  };
}

/** Places boxes from left to right, and goes on below when a row is full. */
class RowFlow {
  readonly #left: number;
  readonly #right: number;
  readonly #gap: number;
  #x: number;
  #y: number;

  constructor({ left, right }: { left: number; right: number }, top: number, gap: number = MEASURES.nodeGap) {
    this.#left = left;
    this.#right = right;
    this.#gap = gap;
    this.#x = left;
    this.#y = top;
  }

  /** The lower edge of what was placed. */
  get bottom(): number {
    return this.#y + MEASURES.nodeHeight;
  }

  place(wanted: number): Box {
    const width = Math.min(wanted, this.#right - this.#left);
    if (this.#x > this.#left && this.#x + width > this.#right) {
      this.#x = this.#left;
      this.#y += MEASURES.nodeHeight + MEASURES.rowGap;
    }
    const box = { x: this.#x, y: this.#y, width, height: MEASURES.nodeHeight };
    this.#x += width + this.#gap;
    return box;
  }
}

/** The width of a node's text, its badge for several uses, and its padding. */
function nodeWidth({ plugin, uses }: ChainNode): number {
  const badge = uses > 1 ? ` ×${uses}`.length : 0;
  return Math.round((plugin.length + badge) * MEASURES.characterWidth + 2 * MEASURES.nodePadding);
}

function chainEdges(
  block: ChainBlock,
  nodes: readonly PlacedNode[],
  ends: readonly PlacedEnd[],
): readonly PlacedEdge[] {
  const stops: readonly { readonly id: string; readonly box: Box; readonly flow: PlacedEdge["kind"] }[] = [
    ...nodes.map((placed) => ({ id: placed.node.id, box: placed, flow: placed.node.flow })),
    ...ends.map((end) => ({ id: end.id, box: end, flow: "continues" as const })),
  ];
  return stops.slice(1).flatMap((stop, index) => {
    const before = stops[index];
    if (before === undefined) return [];
    return [
      {
        id: `${before.id}→${stop.id}`,
        kind: before.flow,
        path: pathBetween(before.box, stop.box),
        from: before.id,
        to: stop.id,
        block: block.id,
      },
    ];
  });
}

/** A straight line within a row; to the next row an elbow through the gap between the rows. */
function pathBetween(from: Box, to: Box): string {
  const startX = from.x + from.width;
  const startY = from.y + from.height / 2;
  const endY = to.y + to.height / 2;
  if (from.y === to.y) return `M${startX} ${startY}H${to.x - 1}`;
  const gapY = to.y - MEASURES.rowGap / 2;
  return `M${startX} ${startY}h7q4 0 4 4V${gapY - 4}q0 4 -4 4H${to.x - 3}q-4 0 -4 4V${endY - 4}q0 4 4 4H${to.x - 1}`;
}
