/** Our engine in this thread: on the command line there is nothing to protect from the Corefile. */
import { COREDNS_VERSION } from "../../host/identity.ts";
import type { Engine } from "../engine.ts";
import { CalledRunning, type EngineCalls } from "./called-running.ts";
import { createHostedEngine, type HostedEngineOptions } from "./hosted-engine.ts";
import { runCall } from "./worker-loop.ts";

/** Makes the engine. */
export function createInProcessEngine(options: Omit<HostedEngineOptions, "tell">): Engine {
  const hosted = createHostedEngine({ ...options, tell: (notice) => running.receive(notice) });
  let isRunning = false;
  const calls: EngineCalls = {
    get isRunning() {
      return isRunning;
    },
    call: async (name, order) => {
      isRunning = true;
      return runCall(hosted, name, order);
    },
    stop: () => {
      isRunning = false;
      return hosted.stop();
    },
  };
  const running = new CalledRunning(calls);
  return {
    kind: "built-in",
    release: COREDNS_VERSION,
    async check(snapshot) {
      const startedMs = performance.now();
      const { problems, configuration } = await hosted.rehearse(snapshot);
      return { problems, configuration, tookMs: performance.now() - startedMs };
    },
    hurry: () => undefined,
    warmUp: () => undefined,
    start: (snapshot, startOptions) => running.start(snapshot, startOptions),
    stop: () => running.stop(),
  };
}
