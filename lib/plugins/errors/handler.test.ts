import { describe, expect, test } from "vitest";
import { Rcode } from "../../dns/iana/rcode.ts";
import { STACKTRACE } from "../../set-up/block-settings.ts";
import { run } from "../_test/run.ts";
import { failing, replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const TIMEOUT = "read udp 192.0.2.53:53: i/o timeout";
const LOGGED = `[ERROR] plugin/errors: 2 www.example.org. A: ${TIMEOUT}`;
const timingOut = failing(Rcode.SERVFAIL, TIMEOUT);
const consolidating = (options: string): string => `errors {\nconsolidate 1m "timeout$" ${options}\n}`;

/** What is in the log after so many errors, and after the period. */
async function logged(directive: string, errors: number) {
  const { ask, host } = await run(setup, directive);
  for (let asked = 0; asked < errors; asked++) await ask("www.Example.org. A", timingOut);
  const atOnce = [...host.log.lines];
  await host.clock.pass(60_000);
  return { atOnce, later: host.log.lines.slice(atOnce.length) };
}

const summary = (count: number, level = "ERROR"): string =>
  `[${level}] plugin/errors: ${count} errors like 'timeout$' occurred in last 1m0s`;

interface Expected {
  readonly errors: number;
  readonly atOnce: readonly string[];
  readonly later: readonly string[];
}

const cases: Readonly<Record<string, readonly [directive: string, expected: Expected]>> = {
  "each error is logged": ["errors", { errors: 2, atOnce: [LOGGED, LOGGED], later: [] }],
  "errors that look alike are counted": [consolidating(""), { errors: 3, atOnce: [], later: [summary(3)] }],
  "one error is told at the end of the period": [consolidating(""), { errors: 1, atOnce: [], later: [summary(1)] }],
  "at another level": [consolidating("warning"), { errors: 2, atOnce: [], later: [summary(2, "WARNING")] }],
  "the first at once, and all together later": [
    consolidating("show_first"),
    { errors: 3, atOnce: [LOGGED], later: [summary(3)] },
  ],
  "the first alone is not told again": [consolidating("show_first"), { errors: 1, atOnce: [LOGGED], later: [] }],
  "the first at the level": [
    consolidating("info show_first"),
    { errors: 2, atOnce: [LOGGED.replace("ERROR", "INFO")], later: [summary(2, "INFO")] },
  ],
  "others are logged one by one": ['errors {\nconsolidate 1m "refused"\n}', { errors: 1, atOnce: [LOGGED], later: [] }],
  "the first pattern that matches counts": [
    'errors {\nconsolidate 1m "timeout$" debug\nconsolidate 1m ".*"\n}',
    { errors: 1, atOnce: [], later: [summary(1, "DEBUG")] },
  ],
};

describe("errors", () => {
  test.each(Object.entries(cases))("%s", async (_, [directive, { errors, atOnce, later }]) =>
    expect(await logged(directive, errors)).toEqual({ atOnce, later }),
  );

  test("counts again after a period", async () => {
    const { ask, host } = await run(setup, consolidating(""));
    await ask("www.example.org. A", timingOut);
    await host.clock.pass(61_000);
    await ask("www.example.org. A", timingOut);
    await host.clock.pass(59_999);
    expect(host.log.lines).toEqual([summary(1)]);
    await host.clock.pass(1);
    expect(host.log.lines).toEqual([summary(1), summary(1)]);
  });

  test("tells what was counted when the configuration ends", async () => {
    const { ask, host, stop } = await run(setup, consolidating(""));
    await ask("www.example.org. A", timingOut);
    await stop();
    expect([host.log.lines, host.clock.timers]).toEqual([[summary(1)], 0]);
  });

  test("passes the outcome on as it came", async () => {
    const { ask } = await run(setup, "errors");
    const { outcome, wayBack } = await ask("www.example.org. A", timingOut);
    expect(outcome).toEqual({ rcode: 2, answeredBy: "next", error: { text: TIMEOUT } });
    expect(wayBack).toContain(TIMEOUT);
  });

  test("has nothing to log without an error", async () => {
    const { ask, host } = await run(setup, "errors");
    const { verdict } = await ask("www.example.org. A", replying({ rcode: Rcode.SERVFAIL }));
    expect([verdict, host.log.lines]).toEqual(["observed", []]);
  });

  test("stacktrace is a setting of the block", async () => {
    expect((await run(setup, "errors")).blocks[0]?.settings.get(STACKTRACE)).toBe(false);
    expect((await run(setup, "errors {\nstacktrace\n}")).blocks[0]?.settings.get(STACKTRACE)).toBe(true);
  });
});
