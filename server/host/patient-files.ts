/**
 * Files that keep nobody waiting: they are read by a thread of their own, and when that one gets on no more for a while (a
 * network mount that is dead), the answer is an error and the thread is left behind.
 */
import { dirname, resolve } from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { FileError, FileStream, Files } from "../../lib/ports/files.ts";
import {
  type FileCallName,
  type FileCalls,
  type FileReport,
  type OpenedStream,
  SIGNAL_AT,
} from "./file-thread-protocol.ts";
import { MAX_WHOLE_OCTETS } from "./files.ts";

export interface PatientFilesOptions {
  /** The folder from which relative paths count. */
  readonly folder: string;
  /** How long to wait for a thread that does not get on; 2 s if left out. */
  readonly patienceMs?: () => number;
  /** The largest file that is read whole, in octets. */
  readonly maxWholeOctets?: number;
  /** The file that the thread runs, for tests. */
  readonly entry?: URL;
}

/** Each thread that is left behind holds memory; with more of them the machine has no disk that answers. */
const MAX_STUCK = 4;
/** How long whoever answers queries waits for a disk. */
export const PATIENCE_MS = 2000;
const ENTRY = new URL("./file-thread.ts", import.meta.url);

/** Threads that wait in the system, by the folder of the file for which they do. */
const stuck = new Map<string, Worker>();

/** True while a thread waits in the system: a process cannot end by itself then, it has to be killed. */
export function hasStuckThread(): boolean {
  return stuck.size > 0;
}

/** No answer in time. */
const LATE = Symbol("late");

/** Files seen from `folder`. */
export function patientFiles(options: PatientFilesOptions): Files {
  const { folder } = options;
  const at = (path: string): string => resolve(folder, path);
  // Started at once, so that it is there when the first file is wanted.
  let thread: FileThread | undefined = new FileThread(options);
  const ask: Ask = (kind, argument, path) => {
    const place = dirname(at(path));
    if (stuck.has(place) || stuck.size >= MAX_STUCK) return LATE;
    thread ??= new FileThread(options);
    const result = thread.ask(kind, argument);
    if (result !== LATE) return result;
    thread.leaveBehind(place);
    thread = undefined;
    return LATE;
  };
  return {
    read(path) {
      const result = ask("read", path, path);
      return result === LATE ? late("open", path) : result;
    },
    stream(path) {
      const opened = ask("open", path, path);
      if (opened === LATE) return late("open", path);
      if (opened.kind === "error") return opened;
      const { modifiedMs, size } = opened;
      return { kind: "stream", modifiedMs, size, pieces: pieces(opened, path, ask) } satisfies FileStream;
    },
    stat(path) {
      const result = ask("stat", path, path);
      return result === LATE ? undefined : result;
    },
    exists(path) {
      const result = ask("exists", path, path);
      return result === LATE ? false : result;
    },
    list(path) {
      const result = ask("list", path, path);
      return result === LATE ? late("open", path) : result;
    },
    absolute: at,
  };
}

/** Calls the thread about a path; `LATE` when it does not get on. */
type Ask = <Name extends FileCallName>(
  kind: Name,
  argument: FileCalls[Name]["argument"],
  path: string,
) => FileCalls[Name]["result"] | typeof LATE;

function* pieces({ stream }: OpenedStream, path: string, ask: Ask): Generator<Uint8Array | FileError> {
  try {
    for (;;) {
      const piece = ask("next", stream, path);
      if (piece === undefined) return;
      if (piece === LATE) {
        yield late("read", path);
        return;
      }
      yield piece;
    }
  } finally {
    ask("close", stream, path);
  }
}

function late(verb: string, path: string): FileError {
  return { kind: "error", code: "ETIMEDOUT", text: `${verb} ${path}: i/o timeout: the file system does not answer` };
}

class FileThread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #signals = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  readonly #patienceMs: () => number;
  #orders = 0;

  constructor({
    folder,
    patienceMs = () => PATIENCE_MS,
    maxWholeOctets = MAX_WHOLE_OCTETS,
    entry = ENTRY,
  }: PatientFilesOptions) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#patienceMs = patienceMs;
    this.#worker = new Worker(entry, {
      name: "files",
      workerData: { folder, maxWholeOctets, port: port2, signals: this.#signals },
      transferList: [port2],
    });
    this.#worker.unref();
    this.#port.unref();
    // A thread that cannot even start is one that never answers.
    this.#worker.on("error", () => undefined);
  }

  ask<Name extends FileCallName>(
    kind: Name,
    argument: FileCalls[Name]["argument"],
  ): FileCalls[Name]["result"] | typeof LATE {
    const before = this.#orders;
    this.#orders += 1;
    this.#port.postMessage({ id: this.#orders, kind, argument });
    let progress = Atomics.load(this.#signals, SIGNAL_AT.progress);
    while (Atomics.wait(this.#signals, SIGNAL_AT.done, before, this.#patienceMs()) === "timed-out") {
      const now = Atomics.load(this.#signals, SIGNAL_AT.progress);
      if (now === progress) return LATE;
      progress = now;
    }
    return this.#reportOn(this.#orders);
  }

  /** What came of an order that is done. Under load its message may be there a little later than the signal. */
  #reportOn(id: number): FileCalls[FileCallName]["result"] | typeof LATE {
    const endMs = performance.now() + this.#patienceMs();
    while (performance.now() < endMs) {
      const report: FileReport | undefined = receiveMessageOnPort(this.#port)?.message;
      if (report?.id === id) return report.result;
      if (report === undefined) Atomics.wait(this.#signals, SIGNAL_AT.done, id, 1);
    }
    return LATE;
  }

  leaveBehind(place: string): void {
    stuck.set(place, this.#worker);
    this.#worker.once("exit", () => stuck.delete(place));
    this.#port.close();
    void this.#worker.terminate();
  }
}
