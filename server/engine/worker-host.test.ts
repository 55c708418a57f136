import { afterEach, describe, expect, it, vi } from "vitest";
import { EngineDied, WorkerHost } from "./worker-host.ts";
import type { EngineNotice, Snapshot } from "./worker-messages.ts";

const entry = new URL("./_test/fake-worker.ts", import.meta.url);
const snapshot = (text: string): Snapshot => ({
  root: "/",
  corefile: "Corefile",
  drafts: { Corefile: text },
  allowed: [],
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
  it("that eats memory is ended; this process is not", async () => {
    const engine = new WorkerHost({ entry, memoryMb: 64, onDeath, onNotice: () => {} });
    hosts.push(engine);
    await expect(engine.call("check", snapshot("eat"))).rejects.toThrow(/more than 64 MiB/);
    expect(onDeath).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/more than 64 MiB/));
  });
  it("that is stopped tells of no death, and a call under way hears of it", async () => {
    const engine = host();
    const hanging = engine.call("check", snapshot("hang"));
    const stopped = engine.stop();
    await expect(hanging).rejects.toThrow("It was stopped.");
    await stopped;
    expect(onDeath).not.toHaveBeenCalled();
  });
  it("answers pings while it waits", async () => {
    const engine = host();
    await engine.call("check", snapshot("good"));
    await new Promise((done) => setTimeout(done, 500));
    expect(engine.isRunning).toBe(true);
    expect(onDeath).not.toHaveBeenCalled();
  });
});
