import { describe, expect, test } from "vitest";
import { lines } from "../../chain/_test/messages.ts";
import { type Running, run } from "../_test/run.ts";
import { READINESS } from "../ready/api.ts";
import { setup } from "./setup.ts";

/** What becomes of the first queries: a letter each. */
async function fates({ ask }: Running, count: number): Promise<string> {
  let text = "";
  for (let asked = 0; asked < count; asked++) {
    const { message } = await ask("example.org. A");
    text += message === undefined ? "-" : message.truncated ? "t" : "a";
  }
  return text;
}

const cases: Readonly<Record<string, readonly [lines: string, fates: string]>> = {
  "half of the queries are dropped by itself": ["erratic", "-a-a-a-a"],
  "one of three is dropped": ["erratic {\ndrop 3\n}", "-aa-aa-a"],
  "none is dropped": ["erratic {\ndrop 0\n}", "aaaaaaaa"],
  "truncation takes the place of dropping": ["erratic {\ntruncate\n}", "ttaattaa"],
  "truncation is by a mask of bits": ["erratic {\ntruncate 3\n}", "taaataaa"],
  "both, when both are asked for": ["erratic {\ntruncate 1\ndrop 4\n}", "-ata-ata"],
};

describe("erratic", () => {
  test.each(Object.entries(cases))("%s", async (_, [text, expected]) =>
    expect(await fates(await run(setup, text), 8)).toBe(expected),
  );

  const answers: Readonly<Record<string, readonly string[]>> = {
    "www.Example.org. A": ["www.Example.org. 0 IN A 192.0.2.53"],
    "www.example.org. AAAA": ["www.example.org. 0 IN AAAA 2001:db8::53"],
  };
  test.each(Object.entries(answers))("%s", async (question, expected) => {
    const { answer, message } = await (await run(setup, "erratic {\ndrop 0\n}")).ask(question);
    expect([answer, message?.authoritative]).toEqual([expected, true]);
  });

  const SOA = "example.org. 0 IN SOA sns.dns.icann.org. noc.dns.icann.org. 2018050825 7200 3600 1209600 3600";
  const TRANSFER = [
    SOA,
    "example.org. 0 IN NS b.example.org.",
    "example.org. 0 IN NS a.example.org.",
    "a.example.org. 0 IN AAAA 2001:bd8::53",
    "b.example.org. 0 IN AAAA 2001:500::54",
  ];
  test("a transfer is a stream of one message", async () => {
    const { streamed } = await (await run(setup, "erratic {\ndrop 0\n}")).ask("example.org. AXFR");
    expect(streamed.map(({ authoritative, answer }) => [authoritative, lines(answer)])).toEqual([
      [true, [...TRANSFER, SOA]],
    ]);
  });
  test("a truncated transfer lacks its end, not its flag", async () => {
    const { streamed } = await (await run(setup, "erratic {\ntruncate\n}")).ask("example.org. AXFR");
    expect(streamed.map(({ truncated, answer }) => [truncated, lines(answer)])).toEqual([[false, TRANSFER]]);
  });
  test("other types are SERVFAIL", async () => {
    const { outcome, verdict } = await (await run(setup, "erratic {\ndrop 0\n}")).ask("example.org. MX");
    expect([outcome, verdict]).toEqual([{ rcode: 2, answeredBy: "erratic" }, "failed"]);
  });
  test("a large answer has thirty records", async () => {
    const { answer } = await (await run(setup, "erratic {\ndrop 0\nlarge\n}")).ask("example.org. A");
    expect(answer.length).toBe(30);
  });
  test("every second reply is late", async () => {
    const { ask, host } = await run(setup, "erratic {\ndelay 2 40ms\n}");
    const startMs = host.clock.nowMs();
    let servedMs = 0;
    const late = ask("example.org. A").then(() => {
      servedMs = host.clock.nowMs() - startMs;
    });
    await host.clock.pass(100);
    await late;
    expect((await ask("example.org. A")).notes).toEqual([]);
    expect(servedMs).toBe(40);
  });
  test("is ready for a while only", async () => {
    const running = await run(setup, "erratic");
    const handler = running.blocks[0]?.handlers()[0];
    const ready: (boolean | undefined)[] = [];
    for (let asked = 0; asked < 6; asked++) {
      ready.push(await handler?.offers?.get(READINESS)?.());
      await running.ask("example.org. A");
    }
    expect(ready).toEqual([false, false, false, true, true, false]);
  });
});
