import { expect, it } from "vitest";
import { FakeFiles } from "../../lib/plugins/_test/fake-files.ts";
import { fakeHost } from "../../lib/ports/_test/fake-host.ts";
import { CorefileWatch } from "./corefile-watch.ts";
import type { Refused } from "./engine.ts";
import type { EngineSource } from "./instance.ts";
import { prepare } from "./prepare.ts";

const GOOD = ". {\n    reload 10s\n    whoami\n}\n";
const INTERVAL_MS = 10_000;

/** A watch on a Corefile that the test changes. */
async function watched() {
  const files = new FakeFiles({ Corefile: GOOD });
  const host = { ...fakeHost(), files };
  const reloads: EngineSource[] = [];
  const refused: Refused = { kind: "refused", problems: [] };
  const prepared = await prepare({ corefile: "Corefile", defaultPort: 53, host });
  const watch = CorefileWatch.begin(prepared, async (source) => {
    reloads.push(source);
    return refused;
  });
  const look = async (): Promise<readonly string[]> => {
    const before = host.log.lines.length;
    await host.clock.pass(INTERVAL_MS + 1000);
    return host.log.lines.slice(before);
  };
  return { files, look, reloads, stop: () => watch?.stop() };
}

it("says once that the Corefile is gone, and keeps what serves", async () => {
  const { files, look, reloads, stop } = await watched();
  files.remove("Corefile");
  const told = "Corefile cannot be read, the last good one goes on: open Corefile: no such file or directory";
  expect(await look()).toEqual([`[WARNING] plugin/reload: ${told}`]);
  expect(await look()).toEqual([]);
  files.write("Corefile", GOOD);
  expect(await look()).toEqual([]);
  files.remove("Corefile");
  expect(await look()).toEqual([`[WARNING] plugin/reload: ${told}`]);
  expect(reloads).toEqual([]);
  stop();
});

it("takes a changed Corefile up, once", async () => {
  const { files, look, reloads, stop } = await watched();
  files.write("Corefile", GOOD.replace("whoami", "chaos"));
  expect(await look()).toContain("[INFO] Reloading");
  expect(await look()).toEqual([]);
  expect(reloads).toHaveLength(1);
  stop();
});
