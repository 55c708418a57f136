import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { fakeRandom } from "../../ports/_test/fake-random.ts";
import { COREFILE_WATCH } from "../../set-up/corefile-watch.ts";
import { run, world } from "../_test/run.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

test.each([
  ["reload", undefined],
  ["reload 2s 0s", undefined],
  ["reload often", 'plugin/reload: time: invalid duration "often"'],
  ["reload 10", 'plugin/reload: time: missing unit in duration "10"'],
  ["reload 1999ms", "plugin/reload: interval value must be greater or equal to 2s"],
  ["reload 10s some", 'plugin/reload: time: invalid duration "some"'],
  ["reload 10s 500ms", "plugin/reload: jitter value must be 0 or greater or equal to 1s"],
  [
    "reload 10s 5s 1s",
    "plugin/reload: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '1s'",
  ],
])("%s", (line, message) => expect(messagesOf(directive, line)[0]).toBe(message));

describe("how often it looks", () => {
  /** The interval when chance gives `fraction`. */
  async function intervalMs(line: string, fraction: number): Promise<number> {
    const { lifeCycle } = await run(setup, line, { ...world(), random: fakeRandom([fraction]) });
    return lifeCycle.shared(COREFILE_WATCH).intervalMs;
  }
  test("30 s, give or take half of 15 s", async () => {
    expect(await intervalMs("reload", 0)).toBe(22_500);
    expect(await intervalMs("reload", 0.5)).toBe(30_000);
    expect(await intervalMs("reload", 0.999)).toBeCloseTo(37_485);
  });
  test("the jitter is half of the interval at most", async () =>
    expect(await intervalMs("reload 2s 10s", 0)).toBe(1500));
  test("no jitter, no chance", async () => expect(await intervalMs("reload 10s 0s", 0.9)).toBe(10_000));
});
