/** The lines between plugins. */
import { type Box, MEASURES } from "./placed.ts";

/** A straight line within a row; to the next row an elbow through the gap between the rows. */
export function pathToNext(from: Box, to: Box): string {
  const startX = from.x + from.width;
  const startY = from.y + from.height / 2;
  const endY = to.y + to.height / 2;
  if (from.y === to.y) return `M${startX} ${startY}H${to.x - 1}`;
  const gapY = to.y - MEASURES.rowGap / 2;
  return `M${startX} ${startY}h7q4 0 4 4V${gapY - 4}q0 4 -4 4H${to.x - 3}q-4 0 -4 4V${endY - 4}q0 4 4 4H${to.x - 1}`;
}

/** How far an arc goes above or below its row. */
const ARC = 15;

/** Between plugins that do not stand as they run: forward over the row, back below it, a curve between rows. */
export function pathInRunOrder(from: Box, to: Box): string {
  const isNeighbour = from.y === to.y && to.x > from.x && to.x - (from.x + from.width) <= MEASURES.nodeGap;
  if (isNeighbour) return pathToNext(from, to);
  const startX = from.x + from.width / 2;
  const endX = to.x + to.width / 2;
  if (from.y === to.y) {
    const isForward = to.x > from.x;
    const y = isForward ? from.y : from.y + from.height;
    const peak = isForward ? y - ARC : y + ARC;
    return `M${startX} ${y}C${startX} ${peak} ${endX} ${peak} ${endX} ${y}`;
  }
  const isDown = to.y > from.y;
  const startY = isDown ? from.y + from.height : from.y;
  const endY = isDown ? to.y : to.y + to.height;
  const middle = (startY + endY) / 2;
  return `M${startX} ${startY}C${startX} ${middle} ${endX} ${middle} ${endX} ${endY}`;
}
