/** A thread with a last resort in which everything goes wrong, and which tells at last what became of it. */
import { EventEmitter } from "node:events";
import { parentPort } from "node:worker_threads";
import { installLastResort } from "../last-resort.ts";
import { createLog } from "../log.ts";
import { createRegistry } from "../metrics.ts";

const lines: string[] = [];
const metrics = createRegistry();
installLastResort({ log: createLog({ write: (line) => void lines.push(line), end: () => undefined }), metrics });

setTimeout(() => {
  throw new RangeError("thrown by a timer");
}, 1);
void Promise.reject(new Error("rejected"));
setImmediate(() => new EventEmitter().emit("error", new Error("emitted")));
setImmediate(() => {
  throw "no error at all";
});
setImmediate(() => {
  throw Object.assign(new Error("write EPIPE"), { code: "EPIPE", syscall: "write" });
});
setTimeout(() => parentPort?.postMessage({ lines, metrics: metrics.expose() }), 50);
