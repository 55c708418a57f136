import { expect, test } from "vitest";
import { FakeClock } from "../ports/_test/fake-clock.ts";
import { inSlices } from "./slices.ts";

/** A clock on which every look costs a millisecond. */
class BusyClock extends FakeClock {
  #spentMs = 0;
  override monotonicMs(): number {
    return super.monotonicMs() + this.#spentMs++;
  }
}

function* count(to: number, told: number[]): Generator<undefined, string> {
  try {
    for (let at = 1; at <= to; at++) {
      told.push(at);
      yield undefined;
    }
    return "all";
  } finally {
    told.push(0);
  }
}

test("short work is done at once", async () => {
  const clock = new FakeClock();
  const told: number[] = [];
  const { value } = inSlices(count(3, told), clock);
  expect([told, clock.timers]).toEqual([[1, 2, 3, 0], 0]);
  expect(await value).toBe("all");
});

test("long work lets others work in between", async () => {
  const clock = new BusyClock();
  const told: number[] = [];
  const { value } = inSlices(count(8, told), clock);
  expect([told.at(-1), clock.timers]).toEqual([3, 1]);
  await clock.pass(1);
  expect(told.at(-1)).toBe(0);
  expect(await value).toBe("all");
});

test("abandoned work lets go of what it holds", async () => {
  const clock = new BusyClock();
  const told: number[] = [];
  const slices = inSlices(count(8, told), clock);
  slices.abandon();
  expect([told.at(-1), clock.timers]).toEqual([0, 0]);
  expect(await slices.value).toBeUndefined();
});

test("what the work throws is what comes of it", async () => {
  function* broken(): Generator<undefined, string> {
    yield undefined;
    throw new Error("broken");
  }
  await expect(inSlices(broken(), new FakeClock()).value).rejects.toThrow("broken");
});
