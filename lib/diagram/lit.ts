/** Which lines and zones the question in front went over. */
import type { Overlay } from "./overlay.ts";
import type { DetailedOverlay } from "./overlay-details.ts";
import type { PlacedEdge } from "./placed.ts";
import type { ZoneRow } from "./zone-tree.ts";

/** True when the question went over this line. */
export function isEdgeLit({ kind, from, to, block }: PlacedEdge, overlay: DetailedOverlay | undefined): boolean {
  if (overlay === undefined) return false;
  if (kind === "listens") return listenerOf(from) === overlay.listener && isChosen(block, overlay);
  if (kind === "asks") return overlay.asked.has(to);
  if (kind === "links" || kind === "circles") return overlay.asked.has(from);
  const left = overlay.nodes.get(from)?.turns.length ?? 0;
  const right = overlay.nodes.get(to)?.turns.length ?? 0;
  return left > 0 && right > 0;
}

/** True for the zone or view that took the question. */
export function isRowLit({ id, block }: ZoneRow, overlay: Overlay | undefined): boolean {
  if (overlay === undefined || listenerOf(id) !== overlay.listener) return false;
  if (block !== undefined) return isChosen(block, overlay);
  return id.endsWith("|else") && [...overlay.blocks.values()].every(({ match }) => match !== "longest match");
}

const isChosen = (block: string, { blocks }: Overlay): boolean => blocks.get(block)?.match === "longest match";

/** Rows and lines carry the listener in front. */
const listenerOf = (id: string): string => id.split("|", 1)[0] ?? "";
