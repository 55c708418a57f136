/** What the system holds for a process that watches folders. */
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** The watches that Linux counts for this process; 0 elsewhere. */
export function systemWatches(): number {
  if (!existsSync("/proc/self/fdinfo")) return 0;
  const counts = readdirSync("/proc/self/fdinfo").map((descriptor) => {
    try {
      return readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8").match(/^inotify wd/gm)?.length ?? 0;
    } catch {
      return 0;
    }
  });
  return counts.reduce((sum, count) => sum + count, 0);
}
