/** What the chain shows at the moment, for commands that make a file of it. */
import type { ChainModel } from "../../lib/diagram/chain-model.ts";
import type { Heat } from "../../lib/diagram/heat.ts";
import type { ChainOrder } from "../../lib/diagram/layout.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";

export interface ShownDiagram {
  readonly model: ChainModel;
  readonly overlay: DetailedOverlay | undefined;
  readonly heat: Heat | undefined;
  readonly order: ChainOrder;
  readonly folded: ReadonlySet<string>;
  /** The folder's name and the Corefile's. */
  readonly title: string;
}

/** Nothing while no chain is on the screen, or when it has no block. */
export const shownDiagram: { current: ShownDiagram | undefined } = { current: undefined };
