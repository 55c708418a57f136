/** Profiles of this thread, from V8's inspector. */
import { Session } from "node:inspector/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { getHeapSnapshot, getHeapSpaceStatistics, getHeapStatistics } from "node:v8";
import { isMainThread } from "node:worker_threads";
import type { NoProfile, Profiler } from "../../lib/ports/profiler.ts";

/** Octets of allocation for each sample. */
const SAMPLE_OCTETS = 32 * 1024;
const TRACED = ["v8", "node", "node.perf", "node.async_hooks"];

/** One of a kind at a time: V8 has one profiler for each. */
const busy = new Set<string>();

export const systemProfiler: Profiler = {
  processor: (durationMs) =>
    alone("processor", async (session) => {
      await session.post("Profiler.enable");
      await session.post("Profiler.start");
      await sleep(durationMs);
      const { profile } = await session.post("Profiler.stop");
      return JSON.stringify(profile);
    }),
  allocations: (durationMs) =>
    alone("allocations", async (session) => {
      await session.post("HeapProfiler.enable");
      await session.post("HeapProfiler.startSampling", { samplingInterval: SAMPLE_OCTETS });
      await sleep(durationMs);
      const { profile } = await session.post("HeapProfiler.stopSampling");
      return JSON.stringify(profile);
    }),
  trace: async (durationMs) =>
    isMainThread
      ? alone("trace", (session) => trace(session, durationMs))
      : { kind: "none", why: "Only the main thread of a process can be traced, and this engine is in another one." },
  memory: () =>
    alone("memory", async () => {
      const pieces: Buffer[] = [];
      for await (const piece of getHeapSnapshot()) pieces.push(Buffer.from(piece));
      return Buffer.concat(pieces);
    }),
  memorySummary: async () => {
    const spaces = getHeapSpaceStatistics().map(
      ({ space_name, space_used_size }) => [`heap ${space_name}`, space_used_size] as const,
    );
    const { heap_size_limit, malloced_memory } = getHeapStatistics();
    const figures = [
      ...Object.entries(process.memoryUsage()),
      ["heapSizeLimit", heap_size_limit] as const,
      ["malloced", malloced_memory] as const,
      ...spaces,
    ];
    return figures.map(([name, octets]) => `${name} ${octets}\n`).join("");
  },
  open: async () => {
    const counts = new Map<string, number>();
    for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts;
  },
  commandLine: () => process.argv,
};

async function alone<Profile>(
  kind: string,
  make: (session: Session) => Promise<Profile>,
): Promise<Profile | NoProfile> {
  if (busy.has(kind)) return { kind: "none", why: "A profile of this kind is being made already." };
  busy.add(kind);
  const session = new Session();
  try {
    session.connect();
    return await make(session);
  } finally {
    session.disconnect();
    busy.delete(kind);
  }
}

async function trace(session: Session, durationMs: number): Promise<string> {
  let events: object[] = [];
  session.on("NodeTracing.dataCollected", ({ params }) => {
    events = events.concat(params.value);
  });
  const complete = new Promise<void>((resolve) => session.once("NodeTracing.tracingComplete", () => resolve()));
  await session.post("NodeTracing.start", { traceConfig: { includedCategories: TRACED } });
  await sleep(durationMs);
  await session.post("NodeTracing.stop");
  await complete;
  return JSON.stringify({ traceEvents: events });
}
