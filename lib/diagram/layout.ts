/** Where everything of a chain model stands, in pixels. Pure arithmetic: text is monospaced, so its width is known. */
import type { ChainBlock, ChainModel, ChainNode } from "./chain-model.ts";

/** The measures of the drawing, in CSS pixels. */
export const MEASURES = {
  characterWidth: 7.3,
  nodeHeight: 28,
  nodePadding: 11,
  nodeGap: 24,
  rowGap: 14,
  cardPadding: 18,
  cardHeader: 34,
  cardGap: 14,
  listenerMinWidth: 104,
  listenerMaxWidth: 196,
  listenerHeight: 30,
  listenerGap: 44,
  outsideHeader: 26,
  margin: 14,
  /** Below this width listeners stand above the blocks. */
  narrow: 520,
} as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  readonly node: ChainNode;
}

/** The end of a chain: nobody answered. */
export interface PlacedEnd extends Box {
  readonly id: string;
  readonly text: string;
}

export interface PlacedBlock extends Box {
  readonly block: ChainBlock;
  readonly nodes: readonly PlacedNode[];
  readonly outside: readonly PlacedNode[];
  /** The top of the group of plugins outside of the request path. */
  readonly outsideY: number | undefined;
  readonly ends: readonly PlacedEnd[];
}

export interface PlacedListener extends Box {
  readonly id: string;
  readonly takesEverything: boolean;
}

/** A line between two things; `kind` decides how it is drawn. */
export interface PlacedEdge {
  readonly id: string;
  readonly kind: "listens" | "continues" | "maybe" | "ends";
  /** An SVG path. */
  readonly path: string;
  /** Node or listener that it leaves, and node or block that it comes to. */
  readonly from: string;
  readonly to: string;
  /** The block that it belongs to. */
  readonly block: string;
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly listeners: readonly PlacedListener[];
  readonly blocks: readonly PlacedBlock[];
  readonly edges: readonly PlacedEdge[];
}

/** Lays out a model within a width; blocks stand below one another, and long chains go on in further rows. */
export function layoutDiagram(model: ChainModel, availableWidth: number): Diagram {
  const width = Math.max(availableWidth, 300);
  const isNarrow = width < MEASURES.narrow;
  const listenerWidth = widthOfListeners(model);
  const left = isNarrow ? MEASURES.margin : MEASURES.margin + listenerWidth + MEASURES.listenerGap;
  const top = isNarrow
    ? MEASURES.margin + model.listeners.length * (MEASURES.listenerHeight + 8) + 10
    : MEASURES.margin;
  const blocks: PlacedBlock[] = [];
  const edges: PlacedEdge[] = [];
  let y = top;
  for (const block of model.blocks) {
    const placed = placeBlock(block, { x: left, y, width: width - left - MEASURES.margin });
    blocks.push(placed.block);
    for (const edge of placed.edges) edges.push(edge);
    y += placed.block.height + MEASURES.cardGap;
  }
  const listeners = placeListeners(model, blocks, { isNarrow, listenerWidth });
  if (!isNarrow) for (const edge of listenerEdges(model, { listeners, blocks })) edges.push(edge);
  return { width, height: y - MEASURES.cardGap + MEASURES.margin, listeners, blocks, edges };
}

function placeBlock(
  block: ChainBlock,
  { x, y, width }: { x: number; y: number; width: number },
): { readonly block: PlacedBlock; readonly edges: readonly PlacedEdge[] } {
  const inside = { left: x + MEASURES.cardPadding, right: x + width - MEASURES.cardPadding };
  const flow = new RowFlow(inside, y + MEASURES.cardHeader);
  const nodes = block.chain.map((node): PlacedNode => ({ node, ...flow.place(nodeWidth(node)) }));
  const ends = endsOf(block).map(({ id, text }): PlacedEnd => ({ id, text, ...flow.place(endWidth(text)) }));
  const chainBottom = flow.bottom;
  const outsideY = block.outside.length === 0 ? undefined : chainBottom + MEASURES.rowGap;
  const outsideFlow = new RowFlow(inside, (outsideY ?? chainBottom) + MEASURES.outsideHeader, 8);
  const outside = block.outside.map((node): PlacedNode => ({ node, ...outsideFlow.place(nodeWidth(node)) }));
  const bottom = outsideY === undefined ? chainBottom : outsideFlow.bottom;
  return {
    block: { block, x, y, width, height: bottom + MEASURES.cardPadding - y, nodes, outside, outsideY, ends },
    edges: chainEdges(block, nodes, ends),
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

const endWidth = (text: string): number => Math.round(text.length * MEASURES.characterWidth * 0.92 + 16);

/** What stands behind the last plugin: the servers that it asks, or the code that a question ends with. */
function endsOf({ id, chain }: ChainBlock): readonly { readonly id: string; readonly text: string }[] {
  const upstreams = chain.flatMap((node) =>
    node.upstreams.map((upstream) => ({ id: `${node.id}>${upstream}`, text: upstream })),
  );
  const isClosed = chain.some(({ flow }) => flow === "ends");
  const shown = upstreams.slice(0, 4);
  const more =
    upstreams.length > shown.length ? [{ id: `${id}/more`, text: `+${upstreams.length - shown.length}` }] : [];
  return isClosed
    ? [...shown, ...more]
    : [...shown, ...more, { id: `${id}/end`, text: chain.length === 0 ? "REFUSED" : "SERVFAIL" }];
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
  const lastNode = nodes.length - 1;
  return stops.slice(1).flatMap((stop, index) => {
    const before = stops[index];
    if (before === undefined || index > lastNode) return [];
    const toUpstream = index === lastNode && !stop.id.endsWith("/end");
    const kind = toUpstream ? "continues" : before.flow;
    return [
      {
        id: `${before.id}→${stop.id}`,
        kind,
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

/** Wide enough for the longest listener, within bounds. */
function widthOfListeners({ listeners }: ChainModel): number {
  const longest = listeners.reduce((most, { id }) => Math.max(most, id.length), 0);
  const wanted = Math.round(longest * MEASURES.characterWidth) + 24;
  return Math.min(MEASURES.listenerMaxWidth, Math.max(MEASURES.listenerMinWidth, wanted));
}

function placeListeners(
  model: ChainModel,
  blocks: readonly PlacedBlock[],
  { isNarrow, listenerWidth }: { readonly isNarrow: boolean; readonly listenerWidth: number },
): readonly PlacedListener[] {
  let free: number = MEASURES.margin;
  return model.listeners.map(({ id, blocks: behind, takesEverything }) => {
    const first = blocks.find(({ block }) => block.id === behind[0]);
    const y = isNarrow || first === undefined ? free : Math.max(free, first.y + 2);
    free = y + MEASURES.listenerHeight + 8;
    return {
      id,
      takesEverything,
      x: MEASURES.margin,
      y,
      width: listenerWidth,
      height: MEASURES.listenerHeight,
    };
  });
}

function listenerEdges(
  model: ChainModel,
  placed: { readonly listeners: readonly PlacedListener[]; readonly blocks: readonly PlacedBlock[] },
): readonly PlacedEdge[] {
  const boxes = new Map(placed.blocks.map((box) => [box.block.id, box]));
  return model.listeners.flatMap(({ id, blocks }, index) => {
    const from = placed.listeners[index];
    if (from === undefined) return [];
    return blocks.flatMap((blockId) => {
      const to = boxes.get(blockId);
      if (to === undefined) return [];
      const startX = from.x + from.width;
      const startY = from.y + from.height / 2;
      const endY = to.y + MEASURES.cardHeader / 2;
      const middle = startX + MEASURES.listenerGap / 2;
      return [
        {
          id: `${id}→${blockId}`,
          kind: "listens" as const,
          path:
            startY === endY
              ? `M${startX} ${startY}H${to.x}`
              : `M${startX} ${startY}C${middle} ${startY} ${middle} ${endY} ${to.x} ${endY}`,
          from: id,
          to: blockId,
          block: blockId,
        },
      ];
    });
  });
}
