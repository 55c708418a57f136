/** A replica that ends when a file says so: the one of its default port in the folder for temporary files. */
import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workerData } from "node:worker_threads";
import "../worker/replica.ts";

const order = join(tmpdir(), `replica-ends-${workerData}`);
setInterval(() => {
  if (!existsSync(order)) return;
  rmSync(order);
  process.exit(3);
}, 20);
