/** What an engine's worker runs: the embedded engine in this machine's world, told what to do by its host. */
import { parentPort } from "node:worker_threads";
import { createHost } from "../host/host.ts";
import { embeddedEngine } from "./embedded.ts";
import { createHostedEngine } from "./hosted-engine.ts";
import { runWorker } from "./worker-loop.ts";

if (parentPort !== null) {
  runWorker(parentPort, (tell) =>
    createHostedEngine({ engine: embeddedEngine, host: createHost(), ports: "same", tell }),
  );
}
