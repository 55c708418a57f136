import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { EngineDied, type Snapshot } from "../engine.ts";
import { WorkerHost } from "./worker-host.ts";
import type { EngineNotice } from "./worker-messages.ts";

const entry = new URL("../_test/fake-worker.ts", import.meta.url);
const snapshot = (text: string): Snapshot => ({
  root: "/",
  corefile: "Corefile",
  drafts: { Corefile: text },
  allowed: [],
  environment: {},
});

const hosts: WorkerHost[] = [];
const onDeath = vi.fn<(because: string) => void>();
const notices: EngineNotice[] = [];
function host(): WorkerHost {
  const made = new WorkerHost({
    entry,
    memoryMb: 64,
    pingEveryMs: 50,
    // Three seconds: on a busy machine a healthy worker may keep still for a while.
    silentBeats: 60,
    onDeath,
    onNotice: (notice) => notices.push(notice),
  });
  hosts.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((made) => made.stop()));
  onDeath.mockClear();
});

describe("a worker", () => {
  it("starts with the first call and gives results back", async () => {
    const engine = host();
    expect(engine.isRunning).toBe(false);
    expect(await engine.call("check", snapshot("good"))).toEqual([]);
    expect(await engine.call("check", snapshot("bad"))).toMatchObject([{ code: "bad" }]);
    expect(engine.isRunning).toBe(true);
  });
  it("that throws fails its call and goes on", async () => {
    const engine = host();
    await expect(engine.call("check", snapshot("throw"))).rejects.toThrow("thrown on purpose");
    expect(await engine.call("check", snapshot("good"))).toEqual([]);
    expect(onDeath).not.toHaveBeenCalled();
  });
  it("that hangs is ended, and comes back with the next call", async () => {
    const engine = host();
    await expect(engine.call("check", snapshot("hang"))).rejects.toThrow(EngineDied);
    expect(onDeath).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/did not answer/));
    expect(engine.isRunning).toBe(false);
    expect(await engine.call("check", snapshot("good"))).toEqual([]);
  });
  it("may take its time to load, which is not its configuration's doing", async () => {
    const slow = new URL("../_test/slow-worker.ts", import.meta.url);
    const engine = new WorkerHost({ entry: slow, pingEveryMs: 100, silentBeats: 3, onDeath, onNotice: () => {} });
    hosts.push(engine);
    expect(await engine.call("check", snapshot("good"))).toEqual([]);
    await expect(engine.call("check", snapshot("hang"))).rejects.toThrow(EngineDied);
    expect(onDeath).toHaveBeenCalledExactlyOnceWith("It did not answer for 0 s and was ended.");
  });
  it("may keep silent for longer when its caller allows it", async () => {
    const engine = new WorkerHost({ entry, pingEveryMs: 50, silentBeats: 1, onDeath, onNotice: () => {} });
    hosts.push(engine);
    const hanging = engine.call("check", snapshot("hang"), { mayBeSilentMs: 60_000 });
    await new Promise((done) => setTimeout(done, 2000));
    expect(onDeath).not.toHaveBeenCalled();
    await engine.abandon("It was not wanted any more.");
    await expect(hanging).rejects.toThrow("It was not wanted any more.");
  });
  it("that eats memory is ended; this process is not", async () => {
    const engine = new WorkerHost({ entry, memoryMb: 64, onDeath, onNotice: () => {} });
    hosts.push(engine);
    await expect(engine.call("check", snapshot("eat"))).rejects.toThrow(/more than 64 MiB/);
    expect(onDeath).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/more than 64 MiB/));
  });
  it("that fills buffers, which no limit of the heap counts, is ended too", async () => {
    const engine = host();
    await engine.call("check", snapshot("buffers"));
    await vi.waitFor(() => expect(onDeath).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/more than 64 MiB/)), {
      timeout: 10_000,
    });
  });
  it("that fails tells people the cause and the log the stack", async () => {
    const faults: string[] = [];
    const engine = new WorkerHost({ entry, onDeath, onNotice: () => {}, onFault: (details) => faults.push(details) });
    hosts.push(engine);
    const failed = await engine.call("check", snapshot("throw")).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: "EngineFault", message: "Error: thrown on purpose" });
    expect(faults).toEqual([expect.stringMatching(/^Error: thrown on purpose\n +at /)]);
  });
  it.runIf(process.platform !== "win32")(
    "that waits in the system is left behind, and another takes its place",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "worker-host-"));
      const pipe = join(folder, "pipe");
      execFileSync("mkfifo", [pipe]);
      try {
        const engine = new WorkerHost({ entry, pingEveryMs: 50, silentBeats: 60, onDeath, onNotice: () => {} });
        hosts.push(engine);
        await expect(engine.call("check", snapshot(`stuck ${pipe}`))).rejects.toThrow(EngineDied);
        const told =
          "It did not answer for 3 s. It is stuck in the system, perhaps on a file of a mount that does not answer, and was abandoned.";
        expect(onDeath).toHaveBeenCalledExactlyOnceWith(told);
        expect(await engine.call("check", snapshot("good"))).toEqual([]);
      } finally {
        // Lets the thread go: a test process waits for its threads.
        writeFileSync(pipe, "");
        rmSync(folder, { recursive: true });
      }
    },
  );
  it("that is stopped tells of no death, and a call under way hears of it", async () => {
    const engine = host();
    const hanging = engine.call("check", snapshot("hang"));
    const stopped = engine.stop();
    await expect(hanging).rejects.toThrow("It was stopped.");
    await stopped;
    expect(onDeath).not.toHaveBeenCalled();
  });
  it("answers pings while it waits", async () => {
    const engine = new WorkerHost({ entry, pingEveryMs: 100, silentBeats: 20, onDeath, onNotice: () => {} });
    hosts.push(engine);
    await engine.call("check", snapshot("good"));
    // Longer than a worker that answered no ping would be let live.
    await new Promise((done) => setTimeout(done, 3000));
    expect(engine.isRunning).toBe(true);
    expect(onDeath).not.toHaveBeenCalled();
  });
});
