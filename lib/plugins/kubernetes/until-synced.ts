/** The start waits until all objects have been seen, but not for ever (CoreDNS, kubernetes InitKubeCache). */
import type { Cluster } from "../../kubernetes/cluster-store.ts";
import type { Host } from "../../ports/host.ts";

const LOOK_EVERY_MS = 100;
const SAY_EVERY_MS = 500;

/** Ends once the cluster is synchronised, or with a warning after the time; what it waits for is logged. */
export function untilSynced(
  cluster: Cluster,
  { clock, log }: Pick<Host, "clock" | "log">,
  timeoutMs: number,
): Promise<void> {
  const logged = log.forPlugin("kubernetes");
  return new Promise((resolve) => {
    const timers = [
      clock.every(LOOK_EVERY_MS, () => {
        if (cluster.hasSynced()) end();
      }),
      clock.every(SAY_EVERY_MS, () => logged.info("waiting for Kubernetes API before starting server")),
      clock.after(timeoutMs, () => {
        logged.warning("starting server with unsynced Kubernetes API");
        end();
      }),
    ];
    const end = (): void => {
      for (const timer of timers) timer.cancel();
      resolve();
    };
  });
}
