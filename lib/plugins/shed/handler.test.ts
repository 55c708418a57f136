import { expect, test } from "vitest";
import { runCorefile } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const cases = [
  { transport: "udp", isFull: true, answeredBy: undefined, dropped: 1 },
  { transport: "udp", isFull: false, answeredBy: "next", dropped: undefined },
  { transport: "tcp", isFull: true, answeredBy: "next", dropped: undefined },
] as const;

test.each(cases)("over $transport, with a full stack $isFull", async ({ transport, isFull, answeredBy, dropped }) => {
  const { ask, host } = await runCorefile(setup, "example.org:1053 {\nshed\n}");
  const arrival = { transport, backlog: { isFull } };
  const { outcome } = await ask("www.example.org. A", replying(), { arrival });
  expect(outcome.reply === undefined ? undefined : outcome.answeredBy).toBe(answeredBy);
  expect(host.metrics.of("coredns_shed_dropped_total")["dns://:53,query"] ?? undefined).toBe(dropped);
});
