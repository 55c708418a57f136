/** The same as `fake-worker.ts`, on a machine that is slow to load its modules. */
import { performance } from "node:perf_hooks";

const untilMs = performance.now() + 700;
while (performance.now() < untilMs);
await import("./fake-worker.ts");
