/** Profiles that say what was asked for. */
import type { Profiler } from "../profiler.ts";

export const fakeProfiler: Profiler = {
  processor: async (durationMs) => `processor ${durationMs}`,
  allocations: async (durationMs) => `allocations ${durationMs}`,
  trace: async () => ({ kind: "none", why: "no tracing here" }),
  memory: async () => "all objects",
  memorySummary: async () => "rss 1\n",
  open: async () => new Map([["UDPWRAP", 2]]),
  commandLine: () => ["corefile-studio", "serve"],
};
