/** Chance that repeats itself. */
import type { Random } from "../random.ts";

/** Goes through these fractions again and again; message IDs count up. */
export function fakeRandom(fractions: readonly number[] = [0]): Random {
  let at = 0;
  let id = 0;
  const fraction = (): number => fractions[at++ % fractions.length] ?? 0;
  return { fraction, below: (bound) => Math.floor(fraction() * bound), messageId: () => ++id & 0xff_ff };
}
