/**
 * The thread that touches the disk for another one. It may wait in the system for as long as a dead mount likes; the thread
 * that answers queries waits for it only as long as it wants to (`patient-files.ts`).
 */
import { workerData } from "node:worker_threads";
import type { FileError } from "../../lib/ports/files.ts";
import {
  type FileCallName,
  type FileCalls,
  type FileOrder,
  type FileReport,
  type FileThreadData,
  SIGNAL_AT,
} from "./file-thread-protocol.ts";
import { filesOf } from "./files.ts";

const { folder, maxWholeOctets, port, signals } = workerData as FileThreadData;
const getOn = (): void => void Atomics.add(signals, SIGNAL_AT.progress, 1);
const files = filesOf(folder, { maxWholeOctets, onProgress: getOn });
/** Streams that are being read, by the order that opened them. */
const streams = new Map<number, Iterator<Uint8Array | FileError>>();

getOn();
port.on("message", (order: FileOrder) => {
  port.postMessage({ id: order.id, result: serve(order) } satisfies FileReport);
  Atomics.store(signals, SIGNAL_AT.done, order.id);
  Atomics.notify(signals, SIGNAL_AT.done);
});

function serve(order: FileOrder): FileCalls[FileCallName]["result"] {
  switch (order.kind) {
    case "read":
      return files.read(order.argument);
    case "stat":
      return files.stat(order.argument);
    case "exists":
      return files.exists(order.argument);
    case "list":
      return files.list(order.argument);
    case "open":
      return open(order.argument, order.id);
    case "next":
      return next(order.argument);
    case "close":
      streams.get(order.argument)?.return?.();
      streams.delete(order.argument);
      return undefined;
  }
}

function open(path: string, id: number): FileCalls["open"]["result"] {
  const stream = files.stream(path);
  if (stream.kind === "error") return stream;
  streams.set(id, stream.pieces[Symbol.iterator]());
  return { kind: "opened", stream: id, modifiedMs: stream.modifiedMs, size: stream.size };
}

function next(id: number): FileCalls["next"]["result"] {
  const step = streams.get(id)?.next();
  return step === undefined || step.done === true ? undefined : step.value;
}
