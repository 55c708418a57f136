import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type AskReply, askRequestSchema } from "../../lib/api/ask.ts";
import { FakeClock } from "../../lib/ports/_test/fake-clock.ts";
import { freePort } from "../_test/free-port.ts";
import { streamEvents } from "./event-stream.ts";
import { Studio } from "./studio.ts";

const entry = new URL("../engine/_test/fake-worker.ts", import.meta.url);
const question = askRequestSchema.parse({ name: "version.bind", type: "TXT", class: "CH", timeoutMs: 2000 });
const answerOf = ({ received }: AskReply): string | undefined =>
  received.kind === "reply" ? received.message.answer[0]?.rdata : received.because;

let home: string;
let folder: string;
let clock: FakeClock;
let studio: Studio;
const aborts: AbortController[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "windows-"));
  folder = join(home, "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "Corefile"), "");
  clock = new FakeClock();
});
afterEach(async () => {
  for (const abort of aborts.splice(0)) abort.abort();
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

/** Opens a page's stream of events for a window; the returned function closes it. */
function open(id: string): () => void {
  const abort = new AbortController();
  aborts.push(abort);
  streamEvents(studio, id, abort.signal);
  return () => abort.abort();
}

describe("each window", () => {
  it("serves its own unsaved text, and answers with it alone", async () => {
    studio = new Studio({ folder, home, clock });
    const corefile = (text: string) => `.:1053 {\n    chaos ${text}\n}\n`;
    const ids = ["left", "right"];
    for (const id of ids) await studio.window(id).apply({ drafts: { Corefile: corefile(id) } });
    const replies = await Promise.all([...ids, ...ids].map((id) => studio.window(id).ask(question)));
    expect(replies.map(answerOf)).toEqual(['"left"', '"right"', '"left"', '"right"']);
    for (const { explanation, engine } of replies) {
      expect(explanation?.configuration).toMatch(/^[0-9a-f]{16}$/);
      expect(explanation?.configuration).toBe(engine.configuration?.identity);
    }
    const [left, right, leftAgain] = replies.map(({ explanation }) => explanation?.configuration);
    expect(left).not.toBe(right);
    expect(leftAgain).toBe(left);
    await studio.window("right").apply({ drafts: { Corefile: corefile("left") } });
    expect(studio.window("right").engine.info.configuration?.identity).toBe(left);
  }, 30_000);

  it("knows before it serves by which identity its replies will go", async () => {
    studio = new Studio({ folder, home, clock, environment: { TEXT: "a" } });
    const zone = "@ 60 IN SOA ns.example.org. mail.example.org. 1 2 3 4 5\n@ 60 IN NS ns\nwww 60 IN A 192.0.2.1\n";
    mkdirSync(join(folder, "zones"));
    for (const name of ["zones/db.example.org", "db.example.net"]) writeFileSync(join(folder, name), zone);
    writeFileSync(join(folder, "names"), "192.0.2.1 one.example.com\n");
    writeFileSync(join(folder, "common"), 'errors\nchaos "{$TEXT}{$UNSET}"\n');
    const Corefile = `example.org example.net:1053 {
      import common
      file zones/db.example.org example.org
      file db.example.net example.net
    }
    .:1053 {
      import common
      hosts names
      reload
      health :0
      prometheus 127.0.0.1:0
    }`;
    const { configuration, problems } = await studio.check({ drafts: { Corefile } }, "a");
    expect(problems).toEqual([]);
    const { engine } = await studio.window("a").apply({ drafts: { Corefile } });
    expect(engine.configuration?.identity).toBe(configuration);
    expect((await studio.window("a").ask(question)).explanation?.configuration).toBe(configuration);
    const other = await studio.check({ drafts: { Corefile, names: "192.0.2.2 one.example.com\n" } }, "a");
    expect(other.configuration).not.toBe(configuration);
  }, 30_000);

  it("has its own questions stopped, its own log, and its own end", async () => {
    studio = new Studio({ folder, home, entry, clock });
    await studio.window("a").apply({ drafts: { Corefile: "mute" } });
    await studio.window("b").apply({ drafts: { Corefile: "good" } });
    const asked = studio.window("a").ask({ ...question, id: "1", timeoutMs: 10_000 });
    await studio.control({ action: "cancel", askId: "1" }, "b");
    await studio.control({ action: "stop" }, "b");
    expect(studio.window("a").engine.info.state).toBe("serving");
    await studio.control({ action: "cancel", askId: "1" }, "a");
    expect(await asked).toMatchObject({ received: { because: "cancelled" }, explanation: { unfinished: true } });
  }, 30_000);

  it("whose text hangs whoever checks it holds nobody else up", async () => {
    studio = new Studio({ folder, home, entry });
    const hanging = studio.check({ drafts: { Corefile: "hang" } }, "a");
    studio.window("a");
    await studio.window("b").apply({ drafts: { Corefile: "good" } });
    const { problems, tookMs } = await studio.check({ drafts: { Corefile: "bad" } }, "b");
    expect(problems).toMatchObject([{ code: "bad" }]);
    expect(tookMs).toBeLessThan(5000);
    await studio.close();
    expect(await hanging).toMatchObject({ problems: [{ code: "engine-ended" }] });
  }, 30_000);
});

describe("a window's engine", () => {
  beforeEach(() => {
    studio = new Studio({ folder, home, entry, clock });
  });

  it("ends a minute after its page has gone, and not before", async () => {
    const close = open("a");
    const before = studio.window("a");
    await clock.pass(600_000);
    expect(studio.windows.find("a")).toBe(before);
    close();
    await clock.pass(59_000);
    expect(studio.windows.find("a")).toBe(before);
    await clock.pass(2000);
    expect(studio.windows.find("a")).toBeUndefined();
  });
  it("outlives a reload of its page", async () => {
    const close = open("a");
    const before = studio.window("a");
    close();
    await clock.pass(3000);
    open("a");
    await clock.pass(600_000);
    expect(studio.windows.find("a")).toBe(before);
  });
  it("is one of eight; the ninth window is told what to do, and gets its place once one is closed", async () => {
    const closes = Array.from({ length: 8 }, (_, at) => open(`w${at}`));
    const ninth = expect.objectContaining({
      name: "Refusal",
      status: 503,
      message: "8 windows of this studio are open, and each needs an engine",
      help: "Close one of the others.",
    });
    expect(() => open("ninth")).toThrow(ninth);
    expect(() => studio.window("ninth")).toThrow(ninth);
    closes[3]?.();
    expect(() => open("ninth")).toThrow(ninth);
    await clock.pass(6000);
    open("ninth");
    expect(studio.windows.find("w3")).toBeUndefined();
  });
  it("is not needed for writing and checking: nothing typed is lost in the ninth window", async () => {
    for (let at = 0; at < 8; at++) open(`w${at}`);
    await studio.writeFile({ path: "zone", text: "; text\n", baseRevision: null }, "ninth");
    expect(studio.readFile("zone").text).toBe("; text\n");
    expect(await studio.check({ drafts: { Corefile: "bad" } }, "ninth")).toMatchObject({ problems: [{ code: "bad" }] });
  });
  it("that ends itself after an answer says the same as its problems", async () => {
    await studio.window("a").apply({ drafts: { Corefile: "loops" } });
    await studio.window("a").ask(question);
    await vi.waitFor(() => expect(studio.window("a").engine.info.state).toBe("stopped"), { timeout: 5000 });
    expect(studio.window("a").engine.info).toMatchObject({
      because: "plugin/loop: Loop",
      problems: [{ message: "plugin/loop: Loop" }],
      configuration: { identity: "identity of loops" },
    });
  });
});

describe("the Corefile's own ports", () => {
  const portOf = (id: string) => studio.window(id).engine.info.listeners[0]?.bound.port;
  const hasPorts = (id: string) => studio.window(id).engine.info.hasPorts;

  it("are those of one window, and another takes them when it is told to", async () => {
    const port = await freePort();
    studio = new Studio({ folder, home, clock });
    const drafts = { Corefile: `.:${port} {\n    whoami\n}\n` };
    for (const id of ["a", "b"]) {
      open(id);
      await studio.window(id).apply({ drafts });
    }
    expect([portOf("a") === port, portOf("b") === port]).toEqual([true, false]);
    expect([hasPorts("a"), hasPorts("b")]).toEqual([true, false]);
    expect(await studio.control({ action: "take-ports" }, "b")).toMatchObject({ hasPorts: true, state: "serving" });
    expect([portOf("a") === port, portOf("b") === port]).toEqual([false, true]);
    expect([hasPorts("a"), hasPorts("b")]).toEqual([false, true]);
    for (const id of ["a", "b"])
      expect(await studio.window(id).ask(question)).toMatchObject({ received: { kind: "reply" } });
  }, 30_000);

  it("go to a window that is open once the one that had them has ended", async () => {
    const port = await freePort();
    studio = new Studio({ folder, home, clock });
    const close = open("a");
    open("b");
    const drafts = { Corefile: `.:${port} {\n    whoami\n}\n` };
    for (const id of ["a", "b"]) await studio.window(id).apply({ drafts });
    close();
    await clock.pass(61_000);
    await vi.waitFor(() => expect(portOf("b")).toBe(port), { timeout: 10_000 });
    expect(hasPorts("b")).toBe(true);
  }, 30_000);
});
