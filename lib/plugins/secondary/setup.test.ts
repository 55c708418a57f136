import { expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

test("no primary is asked before the server has started, nor in a rehearsal, which never does", async () => {
  const { problems, host, lifeCycle } = setUp("example.org {\nsecondary {\ntransfer from 192.0.2.1\n}\n}", [setup]);
  expect(await lifeCycle.start()).toBeUndefined();
  await host.clock.pass(60_000);
  expect([problems, host.exchange.connected]).toEqual([[], []]);
  // The start does not wait for a primary.
  await lifeCycle.started(() => undefined);
  expect(host.exchange.connected).toEqual(["tcp 192.0.2.1:53"]);
  await lifeCycle.stop(() => undefined);
});
