/** Requests that must wait for their turn. */
import { expect, test } from "vitest";
import { RequestGate } from "./request-gate.ts";

test("a burst goes at once, what comes after it as fast as tokens grow", () => {
  let nowMs = 0;
  const gate = new RequestGate({ perSecond: 5, burst: 3, atOnce: 0 }, () => nowMs);
  const waits = (): number => Math.round(gate.reserveMs());
  expect([waits(), waits(), waits(), waits(), waits()]).toEqual([0, 0, 0, 200, 400]);
  nowMs = 400;
  expect(waits()).toBe(200);
  nowMs = 60_000;
  expect([waits(), waits(), waits(), waits()]).toEqual([0, 0, 0, 200]);
});

test("so many are under way at once, and the next one starts when one has ended", async () => {
  const gate = new RequestGate({ perSecond: 5, burst: 3, atOnce: 2 });
  const { signal } = new AbortController();
  const started: number[] = [];
  const enter = (index: number): void => void gate.enter(signal).then(() => started.push(index));
  for (const index of [1, 2, 3, 4]) enter(index);
  await expect.poll(() => started).toEqual([1, 2]);
  gate.leave();
  await expect.poll(() => started).toEqual([1, 2, 3]);
  gate.leave();
  await expect.poll(() => started).toEqual([1, 2, 3, 4]);
  gate.leave();
  gate.leave();
  enter(5);
  enter(6);
  await expect.poll(() => started).toEqual([1, 2, 3, 4, 5, 6]);
});

test("who gives up while waiting leaves the turn to others", async () => {
  const gate = new RequestGate({ perSecond: 5, burst: 3, atOnce: 1 });
  const impatient = new AbortController();
  await gate.enter(new AbortController().signal);
  const given = gate.enter(impatient.signal);
  const patient = gate.enter(new AbortController().signal);
  impatient.abort(new Error("stopped"));
  await expect(given).rejects.toThrow("stopped");
  gate.leave();
  await patient;
  await expect(gate.enter(impatient.signal)).rejects.toThrow("stopped");
});
