/**
 * What CoreDNS would say if it were started now, here: set-up, start tasks and listeners, all of it real, ended at once. No
 * query is answered, and nothing stays open.
 */
import type { ListenerPlan } from "../../lib/set-up/listeners.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { forgetfulStorage } from "../workspaces/jailed-storage.ts";
import type { Prepared } from "./configuration.ts";
import type { EngineSource } from "./instance.ts";
import { type OpenSockets, openListeners } from "./open-listeners.ts";
import { prepare } from "./prepare.ts";
import { quiet } from "./quiet-source.ts";
import { runStartTasks } from "./start-tasks.ts";

/**
 * All problems, those of cause `engine` too, which are no concern of CoreDNS's. The first error is the one with which
 * CoreDNS would end; without an error it would start.
 */
export async function wouldStart(source: EngineSource): Promise<Prepared> {
  const prepared = await prepare(onlyLooking(source));
  const { problems } = prepared;
  if (problems.some(({ severity }) => severity === "error")) return prepared;
  const problem = await startAndStop(prepared);
  return problem === undefined ? prepared : { ...prepared, problems: [problem, ...problems] };
}

/** Whoever only looks writes nothing, in no log and in no file. */
function onlyLooking(source: EngineSource): EngineSource {
  const { host, ...rest } = quiet(source);
  return { ...rest, host: { ...host, storage: forgetfulStorage } };
}

/** The problem of starting a configuration with these listeners, all ended at once; undefined when there is none. */
export async function startAndStop({
  lifeCycle,
  listeners,
}: Pick<Prepared, "lifeCycle" | "listeners">): Promise<Problem | undefined> {
  const opened: OpenSockets[] = [];
  try {
    return (await runStartTasks(lifeCycle)) ?? (await openAndKeep(listeners, opened));
  } finally {
    await Promise.all(opened.map((sockets) => sockets.close()));
    await lifeCycle.stop(() => undefined);
  }
}

async function openAndKeep(plans: readonly ListenerPlan[], opened: OpenSockets[]): Promise<Problem | undefined> {
  for (const plan of plans) {
    const sockets = await openListeners({
      place: { address: plan.address, port: plan.port },
      plan,
      settings: () => plan.settings,
      answer: () => undefined,
      failed: () => undefined,
      nowMs: () => performance.now(),
    });
    if ("problem" in sockets) return sockets.problem;
    opened.push(sockets);
  }
  return undefined;
}
