import { expect, test } from "vitest";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import type { Timer, TimerTask } from "../../ports/clock.ts";
import { Probe } from "./health.ts";

/** A clock that lets no task harm another, as the engine's. */
class ContainedClock extends FakeClock {
  override after(delayMs: number, task: TimerTask): Timer {
    return super.after(delayMs, async () => {
      await Promise.resolve()
        .then(task)
        .catch(() => undefined);
    });
  }
}

const check: Readonly<Record<string, readonly (boolean | Error)[]>> = {
  "ends with the first that succeeds": [false, false, true],
  "goes on behind one that breaks": [false, new TypeError("no such thing"), true],
};

test.each(Object.entries(check))("a run of checks %s", async (_, outcomes) => {
  const clock = new ContainedClock();
  const probe = new Probe(500, clock);
  let checks = 0;
  const look = async (): Promise<boolean> => {
    const outcome = outcomes[checks++];
    if (outcome instanceof Error) throw outcome;
    return outcome ?? true;
  };
  probe.start(look);
  await clock.pass(5000);
  expect(checks).toBe(3);
  probe.start(look);
  await clock.pass(5000);
  expect(checks).toBe(4);
});

test("a run of checks makes none after the stop, not even when one was under way", async () => {
  const clock = new ContainedClock();
  const probe = new Probe(500, clock);
  let checks = 0;
  probe.start(async () => {
    checks++;
    probe.stop();
    return false;
  });
  await clock.pass(5000);
  expect(checks).toBe(1);
  expect(clock.timers).toBe(0);
});
