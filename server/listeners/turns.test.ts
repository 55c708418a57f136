import { expect, it } from "vitest";
import { Turns } from "./turns.ts";

/** Each asks `count` queries of `eachMs` and writes its name for every one. */
function asking(turns: Turns, time: { nowMs: number }, served: string[]) {
  return (name: string, count: number, eachMs: number): void => {
    let left = count;
    const go = (): void => {
      const endMs = turns.sliceEndMs();
      for (; left > 0; left--) {
        if (time.nowMs >= endMs) {
          turns.wait(go);
          return;
        }
        time.nowMs += eachMs;
        served.push(name);
      }
    };
    go();
  };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 1000; turn++) await new Promise(setImmediate);
};

it("those who ask much take turns, and who asks little is not behind them all", async () => {
  const time = { nowMs: 0 };
  const turns = new Turns(() => time.nowMs);
  const served: string[] = [];
  const ask = asking(turns, time, served);
  ask("a", 40, 0.5);
  ask("b", 40, 0.5);
  ask("c", 1, 0.5);
  await settle();
  expect(served).toHaveLength(81);
  expect(served.slice(0, 8).join("")).toBe("aabbcaab");
});

it("a turn ends for the sake of everything else", async () => {
  const time = { nowMs: 0 };
  const turns = new Turns(() => time.nowMs);
  const served: string[] = [];
  const ask = asking(turns, time, served);
  for (let at = 0; at < 20; at++) ask(String(at), 10, 0.5);
  // No more than a turn's five milliseconds so far, and then as much in each.
  expect(served).toHaveLength(10);
  await new Promise(setImmediate);
  expect(served.length).toBeLessThanOrEqual(30);
  await settle();
  expect(served).toHaveLength(200);
});

it("somebody whose every query takes longer than a turn still gets on", async () => {
  const time = { nowMs: 0 };
  const turns = new Turns(() => time.nowMs);
  const served: string[] = [];
  const ask = asking(turns, time, served);
  ask("a", 3, 50);
  ask("b", 3, 50);
  await settle();
  expect(served.join("")).toBe("aababb");
});
