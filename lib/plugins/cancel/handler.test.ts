import { expect, test } from "vitest";
import { query } from "../../chain/_test/messages.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { replying, serve } from "../_test/serve.ts";
import { createCancel } from "./handler.ts";
import { setup } from "./setup.ts";

test("plugins after it have so long from now on", async () => {
  const clock = new FakeClock(1000);
  const asked = query("example.org. A");
  await clock.pass(500);
  const { verdict, sentence } = await serve(createCancel(2000, clock), asked, replying());
  expect(asked.deadlineMs).toBe(3500);
  expect([verdict, sentence]).toEqual(["observed", "plugins after this one have 2000 ms for the query"]);
});

test.each([
  ["cancel", 5001],
  ["cancel 250ms", 250],
  ["cancel 1s\ncancel 2s", 2000],
])("%j", async (line, timeoutMs) => {
  const { blocks, host } = setUp(`example.org:1053 {\n${line}\n}`, [setup]);
  const asked = query("example.org. A");
  await blocks[0]?.chain.start(asked);
  expect(asked.deadlineMs).toBe(host.clock.monotonicMs() + timeoutMs);
});
