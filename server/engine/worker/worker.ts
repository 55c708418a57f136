/** What an engine's worker runs: the embedded engine in this machine's world, told what to do by its host. */
import { parentPort } from "node:worker_threads";
import { createHost } from "../../host/host.ts";
import { installLastResort } from "../../host/last-resort.ts";
import { patientFiles } from "../../host/patient-files.ts";
import { Conditions } from "../conditions/conditions.ts";
import { embeddedEngine } from "../embedded.ts";
import { createHostedEngine } from "./hosted-engine.ts";
import { LoopbackWorld } from "./loopback-world.ts";
import { createNoticeLog } from "./notice-log.ts";
import { runWorker } from "./worker-loop.ts";
import { WorkspaceClusters } from "./workspace-clusters.ts";

/** The largest file that the studio reads whole, in octets: what a worker of limited memory bears. */
const MAX_WHOLE_OCTETS = 64 * 1024 * 1024;

if (parentPort !== null) {
  runWorker(parentPort, (tell) => {
    const files = patientFiles({ folder: process.cwd(), maxWholeOctets: MAX_WHOLE_OCTETS });
    const host = createHost({ files });
    installLastResort({
      log: createNoticeLog({ tell, clock: host.clock, onFatal: () => undefined }),
      metrics: host.metrics,
    });
    return createHostedEngine({
      engine: embeddedEngine,
      world: new LoopbackWorld({
        host,
        ports: "same",
        clusters: new WorkspaceClusters(host.clusters),
        conditions: new Conditions(host.clock),
      }),
      clock: host.clock,
      tell,
    });
  });
}
