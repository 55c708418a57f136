/** A box of the drawing as style. */
import type { Box } from "../../lib/diagram/placed.ts";

export const absolute = ({ x, y, width, height }: Box) => ({ left: x, top: y, width, height });
