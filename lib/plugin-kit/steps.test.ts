/** Steps wait for promises, and only for promises. */
import { describe, expect, test } from "vitest";
import { run, type Steps, settle } from "./steps.ts";

function* sum(values: readonly (number | Promise<number>)[]): Steps<number> {
  let total = 0;
  for (const value of values) total += yield* settle(value);
  return total;
}

describe("steps", () => {
  test("that wait for nothing give their value at once", () => expect(run(sum([1, 2, 3]))).toBe(6));
  test("that wait give a promise", async () => {
    const running = run(sum([1, Promise.resolve(2), 3, Promise.resolve(4)]));
    expect(running).toBeInstanceOf(Promise);
    expect(await running).toBe(10);
  });
  test("tell undefined from what has not come", async () => {
    function* last(): Steps<unknown> {
      return yield* settle(Promise.resolve(undefined));
    }
    expect(await run(last())).toBeUndefined();
  });
  test("fail with what they waited for", async () => {
    await expect(run(sum([Promise.reject(new Error("no answer"))]))).rejects.toThrow("no answer");
  });
});
