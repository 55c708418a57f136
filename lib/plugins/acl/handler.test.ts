import { describe, expect, test } from "vitest";
import { Rcode } from "../../dns/iana/rcode.ts";
import { runCorefile } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

/** What becomes of a query: `passed`, `REFUSED`, `empty` or `nothing`. */
async function fate(block: string, asked: string): Promise<string> {
  const [address = "", ...question] = asked.split(" ");
  const { ask } = await runCorefile(setup, `example.org:1053 {\n${block}\n}`);
  const { outcome } = await ask(question.join(" "), replying(), { arrival: { client: { address, port: 40_000 } } });
  if (outcome.answeredBy === "next") return "passed";
  if (outcome.reply === undefined) return "nothing";
  return outcome.reply.message.rcode === Rcode.REFUSED ? "REFUSED" : "empty";
}

const BLOCK_NET = "acl {\nblock net 192.0.2.0/25\n}";
const cases: readonly (readonly [block: string, asked: string, fate: string])[] = [
  [BLOCK_NET, "192.0.2.1 www.example.org. A", "REFUSED"],
  [BLOCK_NET, "192.0.2.129 www.example.org. A", "passed"],
  [BLOCK_NET, "::ffff:192.0.2.1 www.example.org. A", "REFUSED"],
  [BLOCK_NET, "2001:db8::1 www.example.org. A", "passed"],
  ["acl {\nblock net ::ffff:192.0.2.0/121\n}", "192.0.2.1 www.example.org. A", "passed"],
  [BLOCK_NET, "192.0.2.1 www.example.net. A", "passed"],
  ["acl {\nblock\n}", "2001:db8::1 www.example.org. A", "REFUSED"],
  ["acl {\nfilter type A MX\n}", "192.0.2.1 www.example.org. MX", "empty"],
  ["acl {\nfilter type A MX\n}", "192.0.2.1 www.example.org. AAAA", "passed"],
  ["acl {\nfilter type * net *\n}", "192.0.2.1 www.example.org. AAAA", "empty"],
  ["acl {\ndrop type ANY\n}", "192.0.2.1 www.example.org. ANY", "nothing"],
  ["acl {\nallow net 192.0.2.1\nblock\n}", "192.0.2.1 www.example.org. A", "passed"],
  ["acl {\nallow net 192.0.2.1\nblock\n}", "192.0.2.2 www.example.org. A", "REFUSED"],
  ["acl {\nblock net 2001:db8::/32\n}", "2001:db8:1::1%eth0 www.example.org. A", "REFUSED"],
  ["acl {\nblock type A net 192.0.2.0/24 198.51.100.1\n}", "198.51.100.1 www.example.org. A", "REFUSED"],
  ["acl {\nblock type A net 192.0.2.0/24\n}", "192.0.2.1 www.example.org. AAAA", "passed"],
  ["acl sub.example.org {\nblock\n}", "192.0.2.1 a.sub.example.org. A", "REFUSED"],
  ["acl sub.example.org {\nblock\n}", "192.0.2.1 www.example.org. A", "passed"],
  ["acl sub.example.org {\nallow\n}\nacl {\nblock\n}", "192.0.2.1 a.sub.example.org. A", "passed"],
  ["acl {\nblock type MX\n}\nacl {\nfilter\n}", "192.0.2.1 www.example.org. A", "empty"],
  ["acl {\nallow\n}", "somewhere www.example.org. A", "REFUSED"],
];

describe("acl", () => {
  test.each(cases)("%j: %s is %s", async (block, asked, expected) => expect(await fate(block, asked)).toBe(expected));
});

describe("its own replies", () => {
  test.each([
    ["block", Rcode.REFUSED, 15],
    ["filter", Rcode.NOERROR, 17],
  ])("%s tells an extended error", async (action, rcode, code) => {
    const { ask } = await runCorefile(setup, `example.org:1053 {\nacl {\n${action}\n}\n}`);
    const { message, outcome } = await ask("www.example.org. A");
    expect([message?.rcode, outcome.rcode, outcome.answeredBy]).toEqual([rcode, 0, "acl"]);
    expect(message?.edns).toEqual({
      version: 0,
      udpSize: 4096,
      dnssecOk: true,
      z: 0,
      options: [{ code: 15, data: Uint8Array.of(0, code) }],
    });
  });
});

test("counts by what it did, allowed queries without a zone", async () => {
  const { ask, host } = await runCorefile(setup, "example.org:1053 {\nacl {\nblock type A\ndrop type MX\n}\n}");
  for (const question of ["www.example.org. A", "a.example.org. A", "example.org. MX", "example.org. TXT"]) {
    await ask(question, replying());
  }
  expect(host.metrics.of("coredns_acl_blocked_requests_total")).toEqual({ "dns://:53,example.org.,": 2 });
  expect(host.metrics.of("coredns_acl_dropped_requests_total")).toEqual({ "dns://:53,example.org.,": 1 });
  expect(host.metrics.of("coredns_acl_allowed_requests_total")).toEqual({ "dns://:53,": 1 });
});

test("tells the line that decided", async () => {
  const { ask } = await runCorefile(setup, "example.org:1053 {\nacl {\nallow type MX\nblock\n}\n}");
  const { verdict, sentence, rule } = await ask("www.example.org. A");
  expect([verdict, sentence, rule?.start.line]).toEqual([
    "refused",
    "a rule for example.org. blocks 192.0.2.99 asking for A: REFUSED",
    4,
  ]);
});
