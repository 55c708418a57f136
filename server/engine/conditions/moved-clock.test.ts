import { describe, expect, it } from "vitest";
import { FakeClock } from "../../../lib/ports/_test/fake-clock.ts";
import { MovedClock } from "./moved-clock.ts";

/** A clock over one that stands still, and what its tasks wrote down: what ran, and when. */
function bench() {
  const base = new FakeClock(1_000_000);
  const clock = new MovedClock(base);
  const ran: string[] = [];
  const note = (name: string) => () => void ran.push(`${name} at ${clock.monotonicMs() - 1_000_000}`);
  return { base, clock, ran, note };
}

describe("a clock that is moved ahead", () => {
  it("tells both times later by as much", () => {
    const { clock } = bench();
    clock.advance(90_000);
    expect([clock.aheadMs, clock.nowMs(), clock.monotonicMs()]).toEqual([90_000, 1_090_000, 1_090_000]);
  });

  it("runs what falls due on the way in its order, each at its own time", () => {
    const { clock, ran, note } = bench();
    clock.every(20_000, note("often"));
    clock.after(50_000, note("once"));
    clock.after(61_000, note("later"));
    clock.advance(60_000);
    expect(ran).toEqual(["often at 20000", "often at 40000", "once at 50000", "often at 60000"]);
  });

  it("keeps what is not due yet, for the real time that is left", async () => {
    const { base, clock, ran, note } = bench();
    clock.after(61_000, note("later"));
    clock.advance(60_000);
    await base.pass(999);
    expect(ran).toEqual([]);
    await base.pass(1);
    expect(ran).toEqual(["later at 61000"]);
  });

  it("goes on by itself as the clock below does", async () => {
    const { base, clock, ran, note } = bench();
    clock.every(20_000, note("often"));
    await base.pass(40_000);
    expect(ran).toEqual(["often at 20000", "often at 40000"]);
  });

  it("runs nothing that was cancelled, before or on the way", () => {
    const { clock, ran, note } = bench();
    const before = clock.after(10_000, note("before"));
    const onTheWay = clock.every(30_000, note("on the way"));
    before.cancel();
    clock.after(45_000, () => onTheWay.cancel());
    clock.advance(100_000);
    expect(ran).toEqual(["on the way at 30000"]);
  });

  it("is not stopped by a task that throws", () => {
    const { clock, ran, note } = bench();
    clock.after(10_000, () => {
      throw new Error("bad task");
    });
    clock.after(20_000, note("next"));
    clock.advance(30_000);
    expect(ran).toEqual(["next at 20000"]);
  });
});
