/** A file thread on a machine with a dead mount: whatever is asked below `dead/` waits in the system, as open(2) does there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { workerData } from "node:worker_threads";
import type { FileOrder, FileThreadData } from "../file-thread-protocol.ts";

const { folder, port } = workerData as FileThreadData;
port.on("message", (order: FileOrder) => {
  if (String(order.argument).startsWith("dead/")) readFileSync(join(folder, "pipe"));
});
await import("../file-thread.ts");
