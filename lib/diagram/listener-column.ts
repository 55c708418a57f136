/** Listeners beside their blocks, and the lines between them. */
import type { ChainModel } from "./chain-model.ts";
import { MEASURES, type PlacedBlock, type PlacedEdge, type PlacedListener } from "./placed.ts";

/** Wide enough for the longest listener, within bounds. */
export function widthOfListeners({ listeners }: ChainModel): number {
  const longest = listeners.reduce((most, { id }) => Math.max(most, id.length), 0);
  const wanted = Math.round(longest * MEASURES.characterWidth) + 24;
  const refuses = listeners.some(({ takesEverything }) => !takesEverything);
  const least = refuses ? MEASURES.refusingMinWidth : MEASURES.listenerMinWidth;
  return Math.min(MEASURES.listenerMaxWidth, Math.max(least, wanted));
}

/** The height of all listeners below one another. */
export function heightOfAll({ listeners }: ChainModel): number {
  return listeners.reduce((height, listener) => height + heightOf(listener), 0);
}

/** The height of a listener with its exit and the gap behind it. */
function heightOf({ takesEverything }: ChainModel["listeners"][number]): number {
  return MEASURES.listenerHeight + 8 + (takesEverything ? 0 : MEASURES.exitHeight + 4);
}

/** Puts each listener beside its first block. */
export function placeListeners(
  model: ChainModel,
  blocks: readonly PlacedBlock[],
  { isNarrow, listenerWidth }: { readonly isNarrow: boolean; readonly listenerWidth: number },
): readonly PlacedListener[] {
  let free: number = MEASURES.margin;
  return model.listeners.map((listener) => {
    const { id, blocks: behind, takesEverything } = listener;
    const first = blocks.find(({ block }) => block.id === behind[0]);
    const y = isNarrow || first === undefined ? free : Math.max(free, first.y + 2);
    free = y + heightOf(listener);
    const exit = {
      x: MEASURES.margin,
      y: y + MEASURES.listenerHeight + 4,
      width: listenerWidth,
      height: MEASURES.exitHeight,
    };
    return {
      id,
      takesEverything,
      exit: takesEverything ? undefined : exit,
      x: MEASURES.margin,
      y,
      width: listenerWidth,
      height: MEASURES.listenerHeight,
    };
  });
}

/** From each listener to its blocks. */
export function listenerEdges(
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
