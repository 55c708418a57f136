import { describe, expect, test } from "vitest";
import type { ReplyLines } from "../../chain/_test/messages.ts";
import { run } from "../_test/run.ts";
import { failing, replying, streaming } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const block = (...rules: readonly string[]): string => `header {\n${rules.join("\n")}\n}`;

interface Flags {
  readonly aa: boolean | undefined;
  readonly ra: boolean | undefined;
  readonly rd: boolean | undefined;
}

const responses: Readonly<Record<string, readonly [lines: string, given: ReplyLines, after: string]>> = {
  "sets flags": [block("response set aa ra"), {}, "aa ra rd"],
  "clears flags": [block("response clear aa rd"), { authoritative: true }, ""],
  "the last rule about a flag counts": [block("response set aa", "response clear aa"), {}, "rd"],
  "words in any case": [block("RESPONSE SET AA"), {}, "aa rd"],
  "rules for queries leave responses alone": [block("query set aa"), {}, "rd"],
  "the first use with rules counts": [`header\n${block("response set aa")}\n${block("response set ra")}`, {}, "aa rd"],
};

function textOf({ aa, ra, rd }: Flags): string {
  return Object.entries({ aa, ra, rd })
    .filter(([, set]) => set === true)
    .map(([flag]) => flag)
    .join(" ");
}

describe("responses", () => {
  test.each(Object.entries(responses))("%s", async (_, [lines, given, after]) => {
    const { message } = await (await run(setup, lines)).ask("example.org. A", replying(given));
    const flags = { aa: message?.authoritative, ra: message?.recursionAvailable, rd: message?.recursionDesired };
    expect(textOf(flags)).toBe(after);
  });
  test("that nobody wrote have no flags to change", async () => {
    const { outcome } = await (await run(setup, block("response set aa"))).ask("example.org. A", failing(2));
    expect(outcome).toEqual({ rcode: 2, answeredBy: "next" });
  });
});

describe("queries", () => {
  test("change for the plugins after it", async () => {
    const { ask } = await run(setup, block("query clear rd", "query set ra"));
    const { requestPassedOn, verdict } = await ask("example.org. A", replying());
    expect([requestPassedOn?.recursionDesired, requestPassedOn?.recursionAvailable]).toEqual([false, true]);
    expect(verdict).toBe("changed");
  });
  test("that are so already do not change", async () => {
    const { verdict } = await (await run(setup, block("query set rd"))).ask("example.org. A", replying());
    expect(verdict).toBe("passed");
  });
});

test("each message of a stream is changed", async () => {
  const { ask } = await run(setup, block("response set ra"));
  const { streamed, wayBack } = await ask("example.org. AXFR", streaming({}, { authoritative: true }));
  expect(streamed.map(({ authoritative, recursionAvailable }) => [authoritative, recursionAvailable])).toEqual([
    [false, true],
    [true, true],
  ]);
  expect(wayBack).toMatch(/^changed: /);
});
