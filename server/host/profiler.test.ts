/** Profiles of the thread that runs the tests; their formats are V8's. */
import { expect, test } from "vitest";
import { systemProfiler } from "./profiler.ts";

test("a profile of the processor knows the files that ran", async () => {
  let spent = 0;
  const made = systemProfiler.processor(300);
  let isMade = false;
  void made.then(() => {
    isMade = true;
  });
  while (!isMade)
    await new Promise<void>((done) => {
      for (let count = 0; count < 1e6; count++) spent += Math.sqrt(count);
      setImmediate(done);
    });
  expect(spent).toBeGreaterThan(0);
  const { nodes, samples } = JSON.parse(String(await made));
  expect(samples.length).toBeGreaterThan(10);
  const files = nodes.map((node: { callFrame: { url: string } }) => node.callFrame.url);
  expect(files.some((file: string) => file.includes("profiler.test.ts"))).toBe(true);
});

test("one profile of a kind at a time", async () => {
  const first = systemProfiler.allocations(50);
  expect(await systemProfiler.allocations(50)).toMatchObject({ kind: "none" });
  expect(JSON.parse(String(await first))).toHaveProperty("head");
  expect(typeof (await systemProfiler.allocations(1))).toBe("string");
});

test("a summary counts memory, and what is open is told by kind", async () => {
  expect(await systemProfiler.memorySummary()).toMatch(/^rss \d+\nheapTotal \d+\n/);
  const timer = setTimeout(() => undefined, 1000);
  expect((await systemProfiler.open()).get("Timeout")).toBeGreaterThan(0);
  clearTimeout(timer);
});

test("a trace has what Node did", async () => {
  const { traceEvents } = JSON.parse(String(await systemProfiler.trace(30)));
  expect(traceEvents.map(({ name }: { name: string }) => name)).toContain("RunTimers");
});
