/** Why a worker ended, in words for people. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "node:worker_threads";

export const MEBIBYTE = 1024 * 1024;

/** What ended it. */
export type WorkerEnd =
  | { readonly kind: "memory"; readonly memoryMb: number }
  | { readonly kind: "silent"; readonly seconds: number }
  /** It did not even end when it was told to; `before` is why it should. */
  | { readonly kind: "stuck"; readonly before: string | undefined };

/** Above this share of its limit a heap is what keeps a worker busy. */
const FULL_SHARE = 0.85;
const STATISTICS_WITHIN_MS = 500;

/** A sentence or two. */
export function describeEnd(end: WorkerEnd): string {
  switch (end.kind) {
    case "memory":
      return `It used more than ${end.memoryMb} MiB of memory and was ended.`;
    case "silent":
      return `It did not answer for ${end.seconds} s and was ended.`;
    case "stuck": {
      const before = end.before === undefined ? "" : `${end.before.replace(" and was ended", "")} `;
      return `${before}It is stuck in the system, perhaps on a file of a mount that does not answer, and was abandoned.`;
    }
  }
}

/** The same for the error with which a worker ended by itself. */
export function causeOfDeath(error: Error, memoryMb: number): string {
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (code === "ERR_WORKER_OUT_OF_MEMORY") return describeEnd({ kind: "memory", memoryMb });
  // Node's words when a single buffer or table does not fit.
  if (/Array buffer allocation failed|Invalid (?:array|typed array) length|Map maximum size exceeded/.test(message)) {
    return describeEnd({ kind: "memory", memoryMb });
  }
  return `It failed: ${name}: ${message}`;
}

/** Whether the heap of a silent worker is as good as full; false when it does not even tell that. */
export async function isHeapFull(worker: Worker, memoryMb: number): Promise<boolean> {
  const late = sleep(STATISTICS_WITHIN_MS, undefined, { ref: false });
  const statistics = worker.getHeapStatistics().catch(() => undefined);
  const known = await Promise.race([statistics, late]);
  return known !== undefined && known.used_heap_size > FULL_SHARE * memoryMb * MEBIBYTE;
}
