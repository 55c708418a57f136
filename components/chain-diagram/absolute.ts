/** A box of the drawing as style. */
import type { Box } from "../../lib/diagram/placed.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

const CORNER: Point = { x: 0, y: 0 };

/** Within the drawing, or within the box whose corner is given. */
export const absolute = ({ x, y, width, height }: Box, within: Point = CORNER) => ({
  left: x - within.x,
  top: y - within.y,
  width,
  height,
});
