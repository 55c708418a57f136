import { describe, expect, test } from "vitest";
import { offers } from "../../chain/key.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import type { PluginSetup } from "../../set-up/define-setup.ts";
import { FakeHttp } from "../_test/fake-http.ts";
import { run, type World, world } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { READINESS } from "./api.ts";
import { setup } from "./setup.ts";

/** Plugins that a test makes ready. */
class Bench {
  readonly ready = { one: false, two: false };
  readonly host: World = world();

  #plugin(name: "one" | "two"): PluginSetup {
    return {
      ...setup,
      name,
      create: () => ({ name, serve: replying(), offers: offers(READINESS.with(() => this.ready[name] ?? true)) }),
    };
  }

  async start(text: string): Promise<void> {
    await setUp(text, [setup, this.#plugin("one"), this.#plugin("two")], this.host).lifeCycle.start();
  }

  async ask(address = ":8181"): Promise<string> {
    const { status, body } = await this.host.http.get(address, "/ready");
    return `${status} ${body}`;
  }
}

describe("ready", () => {
  test("names those that are not ready, and says OK once all were", async () => {
    const bench = new Bench();
    await bench.start(".:1053 {\nready\none\ntwo\n}");
    expect(await bench.ask()).toBe("503 one,two");
    bench.ready.one = true;
    expect(await bench.ask()).toBe("503 two");
    expect(bench.host.log.lines).toEqual([
      '[INFO] plugin/ready: Plugins not ready: "one,two"',
      '[INFO] plugin/ready: Plugins not ready: "two"',
    ]);
    bench.ready.two = true;
    expect(await bench.ask()).toBe("200 OK");
  });

  test("does not ask again who was ready once", async () => {
    const bench = new Bench();
    await bench.start(".:1053 {\nready\none\n}");
    bench.ready.one = true;
    expect(await bench.ask()).toBe("200 OK");
    bench.ready.one = false;
    expect(await bench.ask()).toBe("200 OK");
  });

  test("asks always with monitor continuously", async () => {
    const bench = new Bench();
    await bench.start(".:1053 {\nready {\nmonitor continuously\n}\none\n}");
    bench.ready.one = true;
    expect(await bench.ask()).toBe("200 OK");
    bench.ready.one = false;
    expect(await bench.ask()).toBe("503 one");
  });

  test("blocks with one address share its list", async () => {
    const bench = new Bench();
    await bench.start("example.org:1053 {\nready\none\n}\nexample.net:1053 {\nready\ntwo\n}");
    expect([await bench.ask(), bench.host.http.addresses]).toEqual(["503 one,two", [":8181"]]);
  });

  test("all pages but /ready are unknown", async () => {
    const bench = new Bench();
    await bench.start(".:1053 {\nready :8092\n}");
    expect(await bench.host.http.get(":8092", "/")).toEqual({ status: 404, body: "404 page not found\n" });
  });

  test("an address that is taken is no error", async () => {
    const { problem, stop } = await run(setup, "ready", world({}, new FakeHttp([":8181"])));
    await stop();
    expect(problem).toBeUndefined();
  });

  test("stops listening before the server ends for good, while it still answers", async () => {
    const bench = new Bench();
    const { lifeCycle } = setUp(".:1053 {\nready\n}", [setup], bench.host);
    await lifeCycle.start();
    await lifeCycle.finish(() => undefined);
    expect(bench.host.http.addresses).toEqual([]);
  });

  test("stops listening with its configuration", async () => {
    const host = world();
    const { stop } = await run(setup, "ready", host);
    await stop();
    expect(host.http.addresses).toEqual([]);
  });
});
