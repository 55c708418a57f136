/** Seeing what a plugin gives back without changing it. */
import type { Outcome } from "../chain/outcome.ts";
import { atEnd } from "../chain/stream.ts";

/**
 * Sees an outcome, now or when it comes; of one that fails it sees nothing but that. One with a stream is seen again when
 * the stream is over: plugins before the one that makes it tell of it only then.
 */
export function observed(
  outcome: Outcome | Promise<Outcome>,
  see: (outcome: Outcome | undefined) => void,
): Outcome | Promise<Outcome> {
  if (!(outcome instanceof Promise)) return seen(outcome, see);
  return outcome.then(
    (come) => seen(come, see),
    (error: unknown) => {
      see(undefined);
      throw error;
    },
  );
}

function seen(outcome: Outcome, see: (outcome: Outcome) => void): Outcome {
  see(outcome);
  return outcome.stream === undefined ? outcome : atEnd(outcome, () => see(outcome));
}
