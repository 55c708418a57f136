/** Processor time of child processes, where the kernel tells it. */
import { readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;
let counted = 0;

/** Seconds that the children took which have ended since the last call, with their own children; undefined if unknown. */
export function childCpuSeconds() {
  try {
    // The name in brackets may hold anything; after it stand the fields from the third on (proc_pid_stat(5)).
    const [, fields = ""] = /\) (.*)$/s.exec(readFileSync("/proc/self/stat", "utf8")) ?? [];
    const values = fields.split(" ").map(Number);
    const total = ((values[13] ?? 0) + (values[14] ?? 0)) / TICKS_PER_SECOND;
    const taken = total - counted;
    counted = total;
    return taken;
  } catch {
    return undefined;
  }
}
