/** A file thread whose signal is seen before its message is there. */
import { setTimeout as sleep } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { type FileOrder, type FileReport, type FileThreadData, SIGNAL_AT } from "../file-thread-protocol.ts";

const { port, signals } = workerData as FileThreadData;
port.on("message", async ({ id }: FileOrder) => {
  Atomics.store(signals, SIGNAL_AT.done, id);
  Atomics.notify(signals, SIGNAL_AT.done);
  await sleep(20);
  port.postMessage({ id, result: true } satisfies FileReport);
});
