import { expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

const lines = (block: string): string => `example.org {\nsecondary {\n${block}\n}\n}`;

test("no primary is asked before the start", async () => {
  const { problems, host, lifeCycle } = setUp(lines("transfer from 192.0.2.1"), [setup]);
  expect([problems, host.exchange.connected]).toEqual([[], []]);
  await lifeCycle.start();
  expect(host.exchange.connected).toEqual(["tcp 192.0.2.1:53"]);
});

test("the start does not wait for a primary", async () => {
  const { lifeCycle } = setUp(lines("transfer from 192.0.2.1"), [setup]);
  expect(await lifeCycle.start()).toBeUndefined();
  await lifeCycle.stop(() => undefined);
});
