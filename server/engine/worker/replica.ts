/** What a replica's worker runs: our engine in this machine's world, answering beside the primary. */
import { parentPort, workerData } from "node:worker_threads";
import { createHost } from "../../host/host.ts";
import { installLastResort } from "../../host/last-resort.ts";
import { createRegistry } from "../../host/metrics.ts";
import { patientFiles } from "../../host/patient-files.ts";
import { embeddedEngine } from "../embedded.ts";
import { createHostedEngine } from "./hosted-engine.ts";
import { createNoticeLog } from "./notice-log.ts";
import { OpenWorld } from "./open-world.ts";
import { runWorker } from "./worker-loop.ts";

if (parentPort !== null) {
  runWorker(parentPort, (tell) => {
    const registry = createRegistry();
    const host = createHost({ files: patientFiles({ folder: process.cwd() }), metrics: registry });
    const { clock } = host;
    installLastResort({ log: createNoticeLog({ tell, clock, onFatal: () => undefined }), metrics: registry });
    return createHostedEngine({
      engine: embeddedEngine,
      world: new OpenWorld({ host, defaultPort: Number(workerData), role: "replica" }),
      clock,
      counted: () => registry.counted(),
      tell,
    });
  });
}
