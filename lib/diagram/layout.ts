/** Where everything of a chain model stands, in pixels. Pure arithmetic: text is monospaced, so its width is known. */
import type { ChainBlock, ChainModel, ChainNode } from "./chain-model.ts";
import {
  heightOfAll,
  linkEdges,
  listenerEdges,
  placeListeners,
  rowsOfListeners,
  widthOfListeners,
} from "./listener-column.ts";
import { ordinal } from "./ordinal.ts";
import { pathInRunOrder, pathToNext } from "./paths.ts";
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

/** `run`: plugins stand as they act, in the order of plugin.cfg. `written`: as they stand in the file. */
export type ChainOrder = "run" | "written";

/** What of a model is drawn, and how. */
export interface DrawingOptions {
  readonly order?: ChainOrder;
  /** Blocks of which only the zones and the names of plugins are drawn. */
  readonly folded?: ReadonlySet<string>;
  /** A second line for nodes, by their identity. */
  readonly figures?: ReadonlyMap<string, string> | undefined;
}

/** Lays out a model within a width; blocks stand below one another, and long chains go on in further rows. */
export function layoutDiagram(model: ChainModel, availableWidth: number, options: DrawingOptions = {}): Diagram {
  const width = Math.max(availableWidth, 300);
  const isNarrow = width < MEASURES.narrow;
  const rows = rowsOfListeners(model);
  const listenerWidth = widthOfListeners(model, rows);
  const left = isNarrow ? MEASURES.margin : MEASURES.margin + listenerWidth + MEASURES.listenerGap;
  const top = isNarrow ? heightOfAll(rows) + MEASURES.margin + 10 : MEASURES.margin;
  const blocks: PlacedBlock[] = [];
  const edges: PlacedEdge[] = [];
  let y = top;
  for (const block of model.blocks) {
    const placed = placeBlock(block, { x: left, y, width: width - left - MEASURES.margin }, { model, options });
    blocks.push(placed.block);
    for (const edge of placed.edges) edges.push(edge);
    y += placed.block.height + MEASURES.cardGap;
  }
  const listeners = placeListeners(model, blocks, { isNarrow, listenerWidth, rows });
  if (!isNarrow) {
    for (const edge of listenerEdges(model, { listeners, blocks })) edges.push(edge);
    for (const edge of linkEdges(listeners, blocks)) edges.push(edge);
  }
  const lowest = listeners.reduce((most, one) => Math.max(most, (one.rows.at(-1) ?? one).y + one.height), 0);
  const height = Math.max(y - MEASURES.cardGap, lowest) + MEASURES.margin;
  return { width, height, listeners, blocks, edges };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

interface Drawing {
  readonly model: ChainModel;
  readonly options: DrawingOptions;
}

interface BlockDrawing {
  readonly block: PlacedBlock;
  readonly edges: readonly PlacedEdge[];
}

function placeBlock(block: ChainBlock, { x, y, width }: Place, { model, options }: Drawing): BlockDrawing {
  if (options.folded?.has(block.id) === true) return placeFolded(block, { x, y, width });
  const { order = "run", figures } = options;
  const inside = { left: x + MEASURES.cardPadding, right: x + width - MEASURES.cardPadding };
  const isWritten = order === "written";
  const nodeHeight = figures === undefined ? MEASURES.nodeHeight : MEASURES.tallNodeHeight;
  const flow = new RowFlow(inside, y + MEASURES.cardHeader + (isWritten ? MEASURES.rowGap : 0), {
    height: nodeHeight,
    rowGap: isWritten ? MEASURES.wideRowGap : MEASURES.rowGap,
  });
  const standing = isWritten ? block.chain.toSorted((a, b) => a.written - b.written) : block.chain;
  const nodes = standing.map((node): PlacedNode => {
    const note = noteOf(node, order);
    return { node, note, ...flow.place(nodeWidth(node, note, figures?.get(node.id))) };
  });
  const exits = endOf(block, flow);
  const bottomOfNodes = flow.bottom + (isWritten ? MEASURES.rowGap : 0);
  const hanging = placeHanging(block, { nodes, right: inside.right, top: bottomOfNodes }, model);
  const chainBottom = hanging.bottom;
  const outsideY = block.outside.length === 0 ? undefined : chainBottom + MEASURES.rowGap;
  const outsideTop = (outsideY ?? chainBottom) + MEASURES.outsideHeader;
  const outsideFlow = new RowFlow(inside, outsideTop, { gap: 8 });
  const outside = block.outside.map((node): PlacedNode => {
    const note = noteOf(node, "run");
    return { node, note, ...outsideFlow.place(nodeWidth(node, note)) };
  });
  const bottom = outsideY === undefined ? chainBottom : outsideFlow.bottom;
  const ends = [...exits, ...hanging.ends];
  const height = bottom + MEASURES.cardPadding - y;
  return {
    block: { block, x, y, width, height, nodes, outside, outsideY, ends, folded: undefined },
    edges: [...chainEdges(block, { nodes, exits, order }), ...hanging.edges],
  };
}

/** A block of which only the names of its plugins are shown. */
function placeFolded(block: ChainBlock, { x, y, width }: Place): BlockDrawing {
  const folded = block.chain.map(({ plugin }) => plugin).join(" → ");
  const height = MEASURES.foldedHeight;
  return {
    block: { block, x, y, width, height, nodes: [], outside: [], outsideY: undefined, ends: [], folded },
    edges: [],
  };
}

/** The box behind the last plugin, for names that come past all. */
function endOf(block: ChainBlock, flow: RowFlow): readonly PlacedEnd[] {
  const text = endOfBlock(block);
  if (text === undefined) return [];
  const box = flow.place(endWidth(text));
  return [{ id: `${block.id}/end`, text, kind: "exit", own: undefined, isDead: true, warning: undefined, ...box }];
}

interface RowMeasures {
  readonly gap?: number;
  readonly rowGap?: number;
  readonly height?: number;
}

/** Places boxes from left to right, and goes on below when a row is full. */
class RowFlow {
  readonly #left: number;
  readonly #right: number;
  readonly #measures: Required<RowMeasures>;
  #x: number;
  #y: number;

  constructor({ left, right }: { left: number; right: number }, top: number, measures: RowMeasures) {
    const { gap = MEASURES.nodeGap, rowGap = MEASURES.rowGap, height = MEASURES.nodeHeight } = measures;
    this.#left = left;
    this.#right = right;
    this.#measures = { gap, rowGap, height };
    this.#x = left;
    this.#y = top;
  }

  /** The lower edge of what was placed. */
  get bottom(): number {
    return this.#y + this.#measures.height;
  }

  place(wanted: number): Box {
    const { gap, rowGap, height } = this.#measures;
    const width = Math.min(wanted, this.#right - this.#left);
    if (this.#x > this.#left && this.#x + width > this.#right) {
      this.#x = this.#left;
      this.#y += height + rowGap;
    }
    const box = { x: this.#x, y: this.#y, width, height };
    this.#x += width + gap;
    return box;
  }
}

function noteOf({ uses, runs }: ChainNode, order: ChainOrder): string {
  return [uses > 1 ? `×${uses}` : "", order === "written" ? ordinal(runs) : ""].filter((word) => word !== "").join(" ");
}

/** The width of a node's text, of what stands behind it or below it, and its padding. */
function nodeWidth({ plugin }: ChainNode, note: string, figures = ""): number {
  const name = plugin.length + (note === "" ? 0 : note.length + 1);
  const below = figures.length * 0.84;
  return Math.round(Math.max(name, below) * MEASURES.characterWidth + 2 * MEASURES.nodePadding);
}

interface Stops {
  readonly nodes: readonly PlacedNode[];
  readonly exits: readonly PlacedEnd[];
  readonly order: ChainOrder;
}

/** Lines from plugin to plugin as they run, wherever they stand. */
function chainEdges(block: ChainBlock, { nodes, exits, order }: Stops): readonly PlacedEdge[] {
  const running = nodes.toSorted((a, b) => a.node.runs - b.node.runs);
  const stops: readonly { readonly id: string; readonly box: Box; readonly flow: PlacedEdge["kind"] }[] = [
    ...running.map((placed) => ({ id: placed.node.id, box: placed, flow: placed.node.flow })),
    ...exits.map((end) => ({ id: end.id, box: end, flow: "continues" as const })),
  ];
  const pathBetween = order === "run" ? pathToNext : pathInRunOrder;
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
