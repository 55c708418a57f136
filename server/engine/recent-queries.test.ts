import { expect, test } from "vitest";
import { FakeClock } from "../../lib/ports/_test/fake-clock.ts";
import { EXPLANATION } from "../../lib/studio/_test/explanation.ts";
import { RecentQueries } from "./recent-queries.ts";

test("the newest two hundred are kept", () => {
  const recent = new RecentQueries(new FakeClock());
  for (let id = 1; id <= 201; id++) recent.keep(id, { ...EXPLANATION, tookMicros: id });
  expect([1, 2, 201, 202].map((id) => recent.explanation(id)?.tookMicros)).toEqual([undefined, 2, 201, undefined]);
});

test("of a flood a hundred in each second are watched", async () => {
  const clock = new FakeClock();
  const recent = new RecentQueries(clock);
  const watched = (): number => Array.from({ length: 500 }, () => recent.mayWatch()).filter(Boolean).length;
  expect([watched(), watched()]).toEqual([100, 0]);
  await clock.pass(1000);
  expect(watched()).toBe(100);
});
