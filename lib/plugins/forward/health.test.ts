import { describe, expect, test } from "vitest";
import { ROOT } from "../../dns/name/name.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { FakeExchange } from "../../ports/_test/fake-exchange.ts";
import { fakeRandom } from "../../ports/_test/fake-random.ts";
import type { Timer, TimerTask } from "../../ports/clock.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import { checkHealth, Probe } from "./health.ts";

/** A clock that lets no task harm another, as the engine's. */
class ContainedClock extends FakeClock {
  override after(delayMs: number, task: TimerTask): Timer {
    return super.after(delayMs, async () => {
      await Promise.resolve()
        .then(task)
        .catch(() => undefined);
    });
  }
}

const check: Readonly<Record<string, readonly (boolean | Error)[]>> = {
  "ends with the first that succeeds": [false, false, true],
  "goes on behind one that breaks": [false, new TypeError("no such thing"), true],
};

test.each(Object.entries(check))("a run of checks %s", async (_, outcomes) => {
  const clock = new ContainedClock();
  const probe = new Probe(500, clock);
  let checks = 0;
  const look = async (): Promise<boolean> => {
    const outcome = outcomes[checks++];
    if (outcome instanceof Error) throw outcome;
    return outcome ?? true;
  };
  probe.start(look);
  await clock.pass(5000);
  expect(checks).toBe(3);
  probe.start(look);
  await clock.pass(5000);
  expect(checks).toBe(4);
});

describe("a health check", () => {
  const ask = (transport: "udp" | "tcp", reply: (query: Uint8Array) => Uint8Array): Promise<string> => {
    const clock = new FakeClock();
    const exchange = new FakeExchange(clock, reply);
    const settings = { domain: ROOT, recursionDesired: true, intervalMs: 500 };
    const endpoint = { transport, address: "192.0.2.1", port: 53 };
    const asked = checkHealth(endpoint, settings, { exchange, random: fakeRandom() });
    const said = asked.then(
      () => "well",
      (error: unknown) => (error instanceof ExchangeError ? error.message : "?"),
    );
    return clock.pass(2000).then(() => said);
  };
  const otherId = (query: Uint8Array): Uint8Array => query.with(0, (query[0] ?? 0) ^ 0xff);
  test.each(["udp", "tcp"] as const)("takes whatever has a header (%s)", async (transport) => {
    expect(await ask(transport, (query) => query)).toBe("well");
    expect(await ask(transport, (query) => query.subarray(0, 14))).toBe("well");
    expect(await ask(transport, (query) => query.subarray(0, 11))).toBe("dns: short read");
  });
  test("waits over UDP for the reply with its ID, and takes any over TCP, as CoreDNS", async () => {
    expect(await ask("udp", otherId)).toBe("read udp 192.0.2.1:53: i/o timeout");
    expect(await ask("tcp", otherId)).toBe("well");
  });
});

test("a run of checks makes none after the stop, not even when one was under way", async () => {
  const clock = new ContainedClock();
  const probe = new Probe(500, clock);
  let checks = 0;
  probe.start(async () => {
    checks++;
    probe.stop();
    return false;
  });
  await clock.pass(5000);
  expect(checks).toBe(1);
  expect(clock.timers).toBe(0);
});
