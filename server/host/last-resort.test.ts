import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";

it("a thread with a last resort logs and counts what got past everybody, and goes on", async () => {
  const thread = new Worker(new URL("./_test/failing-thread.ts", import.meta.url));
  const [{ lines, metrics }] = await once(thread, "message");
  await thread.terminate();
  const told: RegExp[] = [
    /^\[ERROR\] Recovered from panic in process: Error: rejected at .*failing-thread\.ts/,
    /^\[ERROR\] Recovered from panic in process: Error: emitted at .*failing-thread\.ts/,
    /^\[ERROR\] Recovered from panic in process: no error at all$/,
    /^\[ERROR\] Recovered from panic in process: RangeError: thrown by a timer at .*failing-thread\.ts/,
  ];
  for (const line of told) expect(lines).toContainEqual(expect.stringMatching(line));
  // An output that is gone is not told of on that output.
  expect(lines).toHaveLength(told.length);
  expect(metrics).toContain("coredns_panics_total 4\n");
});
