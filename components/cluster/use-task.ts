/** One question to a cluster at a time: whether it is under way, what went wrong, and how it is given up. */
import { useEffect, useRef, useState } from "react";
import type { Failure } from "../../lib/api/failure.ts";
import { failureOf, type Stop } from "../../lib/studio/api-client.ts";

interface Task {
  readonly isRunning: boolean;
  readonly failure: Failure | undefined;
  /** Runs it; a failure is kept to be shown, none when it was cancelled. */
  run(task: (stop: Stop) => Promise<void>): Promise<void>;
  cancel(): void;
}

export function useTask(): Task {
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);
  return {
    isRunning,
    failure,
    async run(task) {
      current.current?.abort();
      const mine = new AbortController();
      current.current = mine;
      setRunning(true);
      setFailure(undefined);
      try {
        await task({ onStop: (stop) => mine.signal.addEventListener("abort", stop) });
      } catch (thrown) {
        if (!mine.signal.aborted) setFailure(failureOf(thrown));
      }
      if (current.current === mine) setRunning(false);
    },
    cancel: () => current.current?.abort(),
  };
}
