/** Listeners beside their blocks, the zones below each, and the lines from them. */
import type { ChainModel } from "./chain-model.ts";
import { MEASURES, type PlacedBlock, type PlacedEdge, type PlacedListener } from "./placed.ts";
import { blocksBehind, type ZoneRow, zoneRows } from "./zone-tree.ts";

/** The rows of each listener, in the order of the model. */
export type ListenerRows = readonly (readonly ZoneRow[])[];

/** Reads the zones of all listeners. */
export function rowsOfListeners(model: ChainModel): ListenerRows {
  return model.listeners.map((listener) => zoneRows(listener, blocksBehind(model, listener)));
}

/** Wide enough for the longest listener and the longest row, within bounds. */
export function widthOfListeners({ listeners }: ChainModel, rows: ListenerRows): number {
  const longest = listeners.reduce((most, { id }) => Math.max(most, id.length), 0);
  const widest = rows.flat().reduce((most, row) => Math.max(most, widthOfRow(row)), 0);
  const wanted = Math.max(Math.round(longest * MEASURES.characterWidth) + 24, widest);
  return Math.min(MEASURES.listenerMaxWidth, Math.max(MEASURES.listenerMinWidth, wanted));
}

function widthOfRow({ text, rest, depth }: ZoneRow): number {
  return Math.round((text.length + rest.length) * MEASURES.characterWidth * 0.92) + depth * MEASURES.rowIndent + 18;
}

/** The height of all listeners below one another. */
export function heightOfAll(rows: ListenerRows): number {
  return rows.reduce((height, own) => height + heightOf(own), 0);
}

/** The height of a listener with its rows and the gap behind it. */
function heightOf(rows: readonly ZoneRow[]): number {
  return MEASURES.listenerHeight + 10 + (rows.length === 0 ? 0 : rows.length * MEASURES.zoneRowHeight + 4);
}

interface Column {
  readonly isNarrow: boolean;
  readonly listenerWidth: number;
  readonly rows: ListenerRows;
}

/** Puts each listener beside its first block. */
export function placeListeners(
  model: ChainModel,
  blocks: readonly PlacedBlock[],
  { isNarrow, listenerWidth, rows }: Column,
): readonly PlacedListener[] {
  let free: number = MEASURES.margin;
  const placedBlocks = new Map(blocks.map((placed) => [placed.block.id, placed]));
  return model.listeners.map(({ id, blocks: behind, takesEverything }, index) => {
    const first = placedBlocks.get(behind[0] ?? "");
    const own = rows[index] ?? [];
    const y = isNarrow || first === undefined ? free : Math.max(free, first.y + 2);
    free = y + heightOf(own);
    const top = y + MEASURES.listenerHeight + 4;
    return {
      id,
      takesEverything,
      rows: own.map((row, place) => ({
        row,
        x: MEASURES.margin + row.depth * MEASURES.rowIndent,
        y: top + place * MEASURES.zoneRowHeight,
        width: listenerWidth - row.depth * MEASURES.rowIndent,
        height: MEASURES.zoneRowHeight,
      })),
      x: MEASURES.margin,
      y,
      width: listenerWidth,
      height: MEASURES.listenerHeight,
    };
  });
}

/** From each listener, or from its zones, to the blocks. */
export function listenerEdges(
  model: ChainModel,
  placed: { readonly listeners: readonly PlacedListener[]; readonly blocks: readonly PlacedBlock[] },
): readonly PlacedEdge[] {
  const boxes = new Map(placed.blocks.map((box) => [box.block.id, box]));
  return model.listeners.flatMap(({ id, blocks }, index) => {
    const listener = placed.listeners[index];
    if (listener === undefined) return [];
    const leading = listener.rows.flatMap(({ row, ...box }) =>
      row.block === undefined ? [] : [{ from: row.id, box, block: row.block }],
    );
    const starts = leading.length > 0 ? leading : blocks.map((block) => ({ from: id, box: listener, block }));
    return starts.flatMap(({ from, box, block }) => {
      const to = boxes.get(block);
      if (to === undefined) return [];
      const startX = box.x + box.width;
      const startY = box.y + box.height / 2;
      const endY = to.y + MEASURES.cardHeader / 2;
      const middle = startX + MEASURES.listenerGap / 2;
      const path =
        startY === endY
          ? `M${startX} ${startY}H${to.x}`
          : `M${startX} ${startY}C${middle} ${startY} ${middle} ${endY} ${to.x} ${endY}`;
      return [{ id: `${from}→${block}`, kind: "listens" as const, path, from, to: block, block }];
    });
  });
}

/** From upstreams that are listeners of this Corefile to those listeners. */
export function linkEdges(listeners: readonly PlacedListener[], blocks: readonly PlacedBlock[]): readonly PlacedEdge[] {
  const boxes = new Map(listeners.map((box) => [box.id, box]));
  return blocks.flatMap(({ block, x, ends }) =>
    ends.flatMap((end) => {
      const to = end.own === undefined ? undefined : boxes.get(end.own.listener);
      if (end.own === undefined || to === undefined) return [];
      const below = end.y + end.height + MEASURES.upstreamGap / 2;
      const beside = x - MEASURES.listenerGap / 3;
      const goal = to.y + to.height - 7;
      return [
        {
          id: `${end.id}→${to.id}`,
          kind: end.own.circles ? ("circles" as const) : ("links" as const),
          path: `M${end.x + 12} ${end.y + end.height}V${below}H${beside}V${goal}H${to.x + to.width + 1}`,
          from: end.id,
          to: to.id,
          block: block.id,
        },
      ];
    }),
  );
}
