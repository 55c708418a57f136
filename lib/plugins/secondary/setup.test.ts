import { expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../../corefile/load.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { configure } from "../../set-up/configure.ts";
import { setup } from "./setup.ts";

const TEXT = "example.org {\nsecondary {\ntransfer from 192.0.2.1\n}\n}";

test("no primary is asked before the server has started, nor in a rehearsal, which never does", async () => {
  const { problems, host, lifeCycle } = setUp(TEXT, [setup]);
  expect(await lifeCycle.start()).toBeUndefined();
  await host.clock.pass(60_000);
  expect([problems, host.exchange.connected]).toEqual([[], []]);
  // The start does not wait for a primary.
  await lifeCycle.started(() => undefined);
  expect(host.exchange.connected).toEqual(["tcp 192.0.2.1:53"]);
  await lifeCycle.stop(() => undefined);
});

test("every worker fetches its own copy", async () => {
  const host = fakeHost();
  const { lifeCycle } = configure({
    configuration: loadCorefile({ file: "Corefile", text: TEXT, files: filesInMemory({}), environment: {} }),
    defaultPort: 53,
    host,
    plugins: { order: ["secondary"], setups: [setup] },
    role: "replica",
    whyUnserved: () => undefined,
  });
  await lifeCycle.start();
  await lifeCycle.started(() => undefined);
  expect(host.exchange.connected).toEqual(["tcp 192.0.2.1:53"]);
  await lifeCycle.stop(() => undefined);
});
