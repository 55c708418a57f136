/** How far a comparison is, on a terminal; Ctrl+C ends it with what was found so far. */
import { number } from "../../lib/behaviour-diff/words.ts";
import type { Progress } from "../../server/engine/behaviour-diff/ask-both.ts";

/** Nothing is shown of what is over at once. */
const SHOWN_AFTER_MS = 1000;

/** What shows it. */
export interface FollowedProgress {
  readonly signal: AbortSignal;
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
}

/** Follows one comparison. */
export function followProgress(): FollowedProgress {
  const controller = new AbortController();
  const startedMs = performance.now();
  let isShown = false;
  const stop = (): void => {
    // Whoever asks twice does not want to wait for the question under way.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", stop);
  return {
    signal: controller.signal,
    show({ asked, total, come, changed }) {
      if (!process.stderr.isTTY || performance.now() - startedMs < SHOWN_AFTER_MS) return;
      isShown = true;
      const of = total === undefined ? ` (${number(come)} read)` : ` of ${number(total)}`;
      process.stderr.write(`\r\u001b[K${number(asked)}${of} questions, ${number(changed)} changed`);
    },
    end() {
      process.off("SIGINT", stop);
      if (isShown) process.stderr.write("\r\u001b[K");
      isShown = false;
    },
  };
}
