/** Long work in short slices: between two of them queries are answered. */
import type { Clock, Timer } from "../ports/clock.ts";

/** Half of what a socket's buffer bridges at ten thousand queries a second, and more. */
const SLICE_MS = 3;

/** Work that is going on. */
export interface Slices<Value> {
  /** What comes of it; undefined when it was abandoned. What takes one slice only is done when this is there. */
  readonly value: Promise<Value | undefined>;
  /** Ends it where it is. */
  abandon(): void;
}

/** Takes all steps of a piece of work at once. */
export function finish<Value>(steps: Generator<undefined, Value>): Value {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Takes the steps of a piece of work, each of them short, slice by slice. */
export function inSlices<Value>(steps: Generator<undefined, Value | undefined>, clock: Clock): Slices<Value> {
  let timer: Timer | undefined;
  let end: (value: Value | undefined) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const value = new Promise<Value | undefined>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const slice = (): void => {
    const startMs = clock.monotonicMs();
    try {
      do {
        const step = steps.next();
        if (step.done === true) {
          end(step.value);
          return;
        }
      } while (clock.monotonicMs() - startMs < SLICE_MS);
    } catch (error) {
      fail(error);
      return;
    }
    timer = clock.after(0, slice);
  };
  slice();
  return {
    value,
    abandon() {
      timer?.cancel();
      // Lets go of what the steps hold, a file for instance.
      steps.return(undefined);
      end(undefined);
    },
  };
}
