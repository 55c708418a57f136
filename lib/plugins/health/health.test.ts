import { describe, expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { FakeHttp } from "../_test/fake-http.ts";
import { run, world } from "../_test/run.ts";
import { setup } from "./setup.ts";

const DURATION = "coredns_health_request_duration_seconds";
const FAILURES = "coredns_health_request_failures_total";

describe("health", () => {
  test("says OK on /health and knows no other page", async () => {
    const host = world();
    await run(setup, "health", host);
    expect(host.http.addresses).toEqual([":8080"]);
    expect(await host.http.get(":8080", "/health")).toEqual({ status: 200, body: "OK" });
    expect(await host.http.get(":8080", "/")).toEqual({ status: 404, body: "404 page not found\n" });
  });

  test("asks itself once a second, and keeps how long that takes", async () => {
    const host = world();
    await run(setup, "health :8091", host);
    await host.clock.pass(3000);
    expect(host.metrics.of(DURATION)).toEqual({ "": 3 });
    expect(host.metrics.of(FAILURES)).toEqual({});
  });

  test("counts and warns when it does not hear itself", async () => {
    const host = world();
    await run(setup, "health", host);
    host.http.failure = { kind: "error", text: "context deadline exceeded" };
    await host.clock.pass(1000);
    expect(host.metrics.of(FAILURES)).toEqual({ "": 1 });
    expect(host.log.lines).toEqual([
      `[WARNING] plugin/health: Local health request to "http://:8080/health" failed: context deadline exceeded`,
    ]);
  });

  test("stops listening and asking with its configuration", async () => {
    const host = world();
    const { stop } = await run(setup, "health", host);
    await stop();
    await host.clock.pass(2000);
    expect([host.http.addresses, host.clock.timers]).toEqual([[], 0]);
  });

  test("an address that is taken ends the start", async () => {
    const { problem } = await run(setup, "health", world({}, new FakeHttp([":8080"])));
    expect(problem?.message).toBe("listen tcp :8080: bind: address already in use");
  });

  test.each([
    ["127.0.0.1:nonsense", 'parse "http://127.0.0.1:nonsense": invalid port ":nonsense" after host'],
    ["[127.0.0.1]:8080", 'parse "http://[127.0.0.1]:8080": invalid IP-literal'],
    ["[::1%lo]:8080", 'parse "http://[::1%lo]:8080": invalid URL escape "%lo"'],
  ])("an address that makes no URL ends the start: %s", (address, message) => {
    expect(setUp(`. {\nhealth ${address}\n}`, [setup]).messages).toEqual([message]);
  });
});

describe("lameduck", () => {
  /** How a configuration ends for good: whether it is done before and after the time is over. */
  async function ending(lines: string, durationMs: number) {
    const host = world();
    const { lifeCycle } = await run(setup, lines, host);
    let isDone = false;
    const finishing = lifeCycle
      .finish(() => {})
      .then(() => {
        isDone = true;
      });
    await host.clock.pass(durationMs - 1);
    const before = isDone;
    await host.clock.pass(1);
    await finishing;
    return { before, log: host.log.lines, addresses: host.http.addresses };
  }

  test("goes on answering for so long", async () => {
    expect(await ending("health {\nlameduck 1m\n}", 60_000)).toEqual({
      before: false,
      log: ["[INFO] plugin/health: Going into lameduck mode for 1m0s"],
      addresses: [":8080"],
    });
  });
  test("is not there without the property", async () =>
    expect(await ending("health", 1)).toEqual({ before: true, log: [], addresses: [":8080"] }));
});
