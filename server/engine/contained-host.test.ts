import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../lib/ports/_test/fake-clock.ts";
import { FakeLog } from "../../lib/ports/_test/fake-log.ts";
import { FakeMetrics } from "../../lib/ports/_test/fake-metrics.ts";
import type { TimerTask } from "../../lib/ports/clock.ts";
import type { HttpHandler } from "../../lib/ports/http.ts";
import { createHost } from "../host/host.ts";
import { containHost } from "./contained-host.ts";

const fail = (): never => {
  throw new Error("no such thing");
};
const failing: Readonly<Record<string, () => never | Promise<never>>> = {
  throws: fail,
  rejects: async () => fail(),
};

let clock: FakeClock;
let log: FakeLog;
let metrics: FakeMetrics;
let served: HttpHandler | undefined;
beforeEach(() => {
  clock = new FakeClock();
  log = new FakeLog();
  metrics = new FakeMetrics();
});

const host = () =>
  containHost({
    ...createHost(),
    clock,
    log,
    metrics,
    http: {
      listen: async ({ address, port }, handler) => {
        served = handler;
        return { bound: { address, port }, ask: async () => ({ status: 200, body: "" }), close: async () => undefined };
      },
    },
  });

describe.each(Object.entries(failing))("what %s", (_, task: TimerTask & (() => never | Promise<never>)) => {
  it("in a timer is logged and counted, and the timer goes on", async () => {
    host().clock.after(10, task);
    const every = host().clock.every(10, task);
    await clock.pass(25);
    every.cancel();
    await clock.pass(25);
    expect(log.lines).toEqual(Array(3).fill("[ERROR] Recovered from panic in a timer: no such thing"));
    expect(metrics.of("coredns_panics_total")).toEqual({ "": 3 });
  });

  it("in an HTTP handler is logged and counted, and whoever asks gets a 500", async () => {
    await host().http.listen({ text: ":8080", address: "", port: 8080 }, task);
    const request = { method: "GET", path: "/", query: "", headers: {} };
    expect(await served?.(request)).toEqual({ status: 500, body: "Internal Server Error" });
    expect(log.lines).toEqual(["[ERROR] Recovered from panic in the HTTP server at :8080: no such thing"]);
    expect(metrics.of("coredns_panics_total")).toEqual({ "": 1 });
  });
});
