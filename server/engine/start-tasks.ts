/** What a configuration does before it takes queries. */
import type { LifeCycle } from "../../lib/set-up/life-cycle.ts";
import type { Problem } from "../../lib/text/problem.ts";

const LONG_MS = 60_000;

/** Runs the tasks until one gives a problem. They wait on timers that keep no process alive, so this does. */
export async function runStartTasks(lifeCycle: Pick<LifeCycle, "start">): Promise<Problem | undefined> {
  const alive = setInterval(() => undefined, LONG_MS);
  try {
    return await lifeCycle.start();
  } finally {
    clearInterval(alive);
  }
}
