import { expect, test } from "vitest";
import { FakeClock } from "./fake-clock.ts";
import { FakeExchange } from "./fake-exchange.ts";

test("a made-up upstream streams messages, each when it is due, and closes behind them", async () => {
  const clock = new FakeClock();
  const exchange = new FakeExchange(clock, () => ({
    messages: [Uint8Array.of(0, 1, 1), { afterMs: 500, reply: Uint8Array.of(0, 1, 2) }],
  }));
  const connection = await exchange.connect({ transport: "tcp", address: "192.0.2.1", port: 53 });
  const found: number[] = [];
  const reading = async (): Promise<void> => {
    for await (const one of connection.stream(Uint8Array.of(0, 1), { timeoutMs: 1000 })) found.push(one[2] ?? 0);
  };
  const read = expect(reading()).rejects.toMatchObject({ kind: "closed", message: "EOF" });
  await clock.pass(400);
  expect(found).toEqual([1]);
  await clock.pass(200);
  await read;
  expect([found, exchange.asked]).toEqual([[1, 2], ["tcp 192.0.2.1:53"]]);
});
