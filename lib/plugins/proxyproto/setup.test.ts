import { describe, expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { runCorefile } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const block = (lines: string, keys = ".:1053"): string => `${keys} {\nproxyproto {\n${lines}\n}\n}\n`;
const proxiesOf = (text: string) => setUp(text, [setup]).listeners.map(({ settings }) => settings.proxies);

describe("whose header counts", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "": ["use", "use", "use"],
    allow: ["use", "use", "use"],
    "default reject": ["reject", "reject", "reject"],
    "allow 192.0.2.0/24": ["use", "ignore", "ignore"],
    "allow 192.0.2.0/24\nallow 2001:db8::/32": ["use", "ignore", "use"],
    "allow 192.0.2.0/24\ndefault SKIP": ["use", "skip", "skip"],
  };
  test.each(Object.entries(cases))("%j", (lines, expected) => {
    const [proxies] = proxiesOf(block(lines));
    expect(["192.0.2.1", "198.51.100.1", "2001:db8::1"].map((client) => proxies?.policyFor(client))).toEqual(expected);
  });

  test("nobody's whose address cannot be read, where networks are named", () => {
    expect(proxiesOf(block("allow ::/0"))[0]?.policyFor("fe80::1%eth0")).toBe("reject");
  });
});

test("headers are read for the first key of a block, and in no block without it", () => {
  const found = proxiesOf(`${block("", "a.test:1053 b.test:1054")}c.test:1055 {\n}`);
  expect(found.map((proxies) => proxies !== undefined)).toEqual([true, false, false]);
});

test("of blocks of one listener the last one counts, and what it does not say stays", () => {
  const [proxies] = proxiesOf(
    block("udp_session_tracking 2s 5\ntlv_metadata\ndefault skip", "a.test:1053") +
      block("default reject", "b.test:1053"),
  );
  expect(proxies).toMatchObject({ sessionMs: 2000, maxSessions: 5, keepsFields: true, headerWithinMs: 3000 });
  expect(proxies?.policyFor("192.0.2.1")).toBe("reject");
});

test("other fields are a label, and told in the reason", async () => {
  const { ask } = await runCorefile(setup, block("tlv_metadata"));
  const arrival = { proxyFields: Uint8Array.of(0xea, 0, 1, 0xca) };
  const withFields = await ask("www.example.org. A", replying(), { arrival });
  const without = await ask("www.example.org. A", replying());
  expect([withFields.verdict, withFields.outcome.answeredBy, without.verdict]).toEqual(["passed", "next", "passed"]);
});
