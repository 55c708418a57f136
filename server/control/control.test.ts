import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { type StudioEvent, studioEventSchema } from "../../lib/api/events.ts";
import { EventBuffer, ToldEvent } from "./event-hub.ts";
import { streamEvents } from "./event-stream.ts";
import { Studio } from "./studio.ts";

const entry = new URL("../engine/_test/fake-worker.ts", import.meta.url);
const WINDOW = "window";
const question = (parts: object = {}) => askRequestSchema.parse({ name: "x", timeoutMs: 1000, ...parts });

let home: string;
let folder: string;
let studio: Studio;
const events: StudioEvent[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "control-"));
  folder = join(home, "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "Corefile"), "");
  studio = new Studio({ folder, home, entry, memoryMb: 64 });
  events.length = 0;
  for (const hub of [studio.events, studio.window(WINDOW).events]) hub.listen(({ event }) => events.push(event));
});

afterEach(async () => {
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

const apply = (text: string) => studio.window(WINDOW).apply({ drafts: { Corefile: text } });
const states = () => events.flatMap((event) => (event.kind === "engine" ? [event.engine.state] : []));

describe("the engine", () => {
  it("starts when somebody asks for it, and says so", async () => {
    expect(studio.window(WINDOW).info()).toMatchObject({ state: "starting", generation: 0 });
    await vi.waitFor(() => expect(studio.window(WINDOW).info().state).toBe("serving"), { timeout: 10_000 });
    expect(studio.window(WINDOW).info()).toMatchObject({ generation: 1, problems: [], servesEarlier: false });
    expect(states()).toEqual(["starting", "serving"]);
  });
  it("with errors goes on serving the last good configuration and tells the problems", async () => {
    await apply("good");
    const reply = await apply("bad");
    expect(reply).toMatchObject({ applied: false, problems: [{ code: "bad" }] });
    expect(reply.engine).toMatchObject({
      state: "serving",
      servesEarlier: true,
      generation: 1,
      problems: [{ code: "bad" }],
    });
    expect((await apply("good")).engine).toMatchObject({ generation: 1, servesEarlier: false, problems: [] });
  });
  it("goes on with all that it holds when what it serves comes again", async () => {
    await apply("good");
    const { configuration } = studio.window(WINDOW).info();
    expect(await apply("good")).toMatchObject({
      applied: true,
      problems: [],
      engine: { generation: 1, configuration },
    });
    expect((await apply("other")).engine).toMatchObject({ generation: 2 });
    expect((await apply("good")).engine).toMatchObject({ generation: 3 });
  });
  it("goes on serving what was good when a configuration would eat all memory", async () => {
    await apply("good");
    expect(await apply("eat")).toMatchObject({
      applied: false,
      problems: [{ code: "engine-ended" }],
      engine: { state: "serving", servesEarlier: true, because: expect.stringContaining("The engine ended") },
    });
    expect(await studio.window(WINDOW).ask(question())).toMatchObject({ received: { kind: "reply" } });
    expect((await apply("good")).engine).toMatchObject({ state: "serving", generation: 1, servesEarlier: false });
    expect(states()).not.toContain("killed");
  }, 30_000);
  it("goes on serving while a configuration never ends, which a newer text does not wait for", async () => {
    await apply("good");
    const hanging = apply("hang");
    await new Promise((done) => setTimeout(done, 5500));
    expect(await studio.window(WINDOW).ask(question())).toMatchObject({ received: { kind: "reply" } });
    const newer = apply("newer");
    expect((await hanging).problems).toMatchObject([
      {
        code: "engine-ended",
        message: expect.stringMatching(/It was not done after \d+ s, when newer text arrived\.$/),
      },
    ]);
    expect((await newer).engine).toMatchObject({ state: "serving", generation: 2, servesEarlier: false });
    expect(states()).not.toContain("killed");
  }, 30_000);
  it("is refused, not killed, when the very first configuration kills whoever sets it up", async () => {
    expect((await apply("eat")).engine).toMatchObject({ state: "refused", listeners: [] });
    await expect(studio.window(WINDOW).ask(question())).rejects.toMatchObject({ status: 503 });
    expect((await apply("good")).engine).toMatchObject({ state: "serving", generation: 1 });
  }, 30_000);
  it("that ends while it serves is started again, and says why", async () => {
    await apply("good");
    await apply("brittle");
    const asked = studio.window(WINDOW).ask(question({ timeoutMs: 500 }));
    await vi.waitFor(() => expect(states()).toContain("killed"), { timeout: 15_000 });
    await asked.catch(() => undefined);
    const because = "The engine was started again. It did not answer for 5 s and was ended.";
    await vi.waitFor(() => expect(studio.window(WINDOW).info()).toMatchObject({ state: "serving", because }), {
      timeout: 15_000,
    });
  }, 40_000);
  it("whose check of a draft hangs goes on serving", async () => {
    await apply("good");
    const checked = await studio.check({ drafts: { Corefile: "eat" } }, WINDOW);
    expect(checked.problems).toMatchObject([
      { code: "engine-ended", help: expect.stringContaining("Your text is safe") },
    ]);
    expect(studio.window(WINDOW).info().state).toBe("serving");
    expect(await studio.window(WINDOW).ask(question())).toMatchObject({ received: { kind: "reply" } });
  }, 30_000);
  it("restarts and stops on request", async () => {
    await apply("good");
    expect(await studio.control({ action: "stop" }, WINDOW)).toMatchObject({ state: "stopped", listeners: [] });
    await expect(studio.window(WINDOW).ask(question())).rejects.toMatchObject({ status: 503 });
    expect(await studio.control({ action: "restart" }, WINDOW)).toMatchObject({ state: "serving" });
  });
  it("stays stopped when configurations were on their way", async () => {
    await apply("good");
    const late = [apply("newer"), apply("newest")];
    await studio.control({ action: "stop" }, WINDOW);
    expect((await Promise.all(late)).map(({ applied }) => applied)).toEqual([false, false]);
    expect(studio.window(WINDOW).info().state).toBe("stopped");
    await expect(studio.window(WINDOW).ask(question())).rejects.toMatchObject({ status: 503 });
    expect(await studio.control({ action: "restart" }, WINDOW)).toMatchObject({ state: "serving" });
  });
  it("stays stopped when what served comes again, and starts with another configuration", async () => {
    await apply("good");
    await studio.control({ action: "stop" }, WINDOW);
    const before = states().length;
    expect(await apply("good")).toMatchObject({ applied: false, problems: [], engine: { state: "stopped" } });
    expect(states()).toHaveLength(before);
    expect(await apply("other")).toMatchObject({ applied: true, engine: { state: "serving" } });
  });
  it("leaves out what was typed in between when edits come faster than it takes them up", async () => {
    await apply("good");
    const replies = await Promise.all(["1", "bad", "3", "4"].map(apply));
    expect(replies[3]).toMatchObject({ applied: true });
    expect(studio.window(WINDOW).info().generation).toBe(3);
  });
});

describe("asking", () => {
  it("joins the reply and the explanation of exactly that query", async () => {
    const replies = await Promise.all([..."abcdefgh"].map((name) => studio.window(WINDOW).ask(question({ name }))));
    for (const reply of replies) {
      expect(reply).toMatchObject({
        listener: { label: "dns://:53" },
        received: { kind: "reply" },
        explanation: { client: { address: "127.0.0.1" } },
      });
    }
    expect(new Set(replies.map((reply) => reply.explanation?.client.port)).size).toBe(8);
  });
  it("as if from another address", async () => {
    const { explanation } = await studio.window(WINDOW).ask(question({ clientAddress: "10.1.2.3" }));
    expect(explanation?.client.address).toBe("10.1.2.3");
  });
  it("really from a loopback address", async () => {
    const { explanation } = await studio.window(WINDOW).ask(question({ clientAddress: "127.9.8.7" }));
    expect(explanation?.client.address).toBe("127.9.8.7");
  });
  it("a listener that does not exist is refused", async () => {
    await expect(studio.window(WINDOW).ask(question({ listener: "dns://:99" }))).rejects.toMatchObject({ status: 404 });
  });
  it("a name that is none is refused", async () => {
    await expect(studio.window(WINDOW).ask(question({ name: "a..b" }))).rejects.toMatchObject({ status: 400 });
  });
});

describe("files", () => {
  it("written through the studio reach the engine without a word", async () => {
    await apply("good");
    await studio.writeFile(
      { path: "Corefile", text: "saved", baseRevision: studio.readFile("Corefile").revision },
      WINDOW,
    );
    await vi.waitFor(() => expect(studio.window(WINDOW).info().generation).toBe(2), { timeout: 10_000 });
    expect(events.filter(({ kind }) => kind === "workspace")).toMatchObject([{ changed: ["Corefile"] }]);
  });
  it("that cannot be written leave the unsaved text with the engine", async () => {
    await studio.window(WINDOW).apply({ drafts: { Corefile: "bad" } });
    const written = studio.writeFile({ path: "Corefile", text: "saved", baseRevision: "another" }, WINDOW);
    await expect(written).rejects.toMatchObject({ status: 409 });
    expect(await studio.control({ action: "restart" }, WINDOW)).toMatchObject({ problems: [{ code: "bad" }] });
  });
  it("opening the sample leaves the folder alone and serves the sample", async () => {
    await apply("good");
    expect(studio.open({ kind: "sample" })).toMatchObject({ origin: "sample", name: "sample", hasHome: true });
    await vi.waitFor(() => expect(studio.window(WINDOW).info().generation).toBe(2), { timeout: 10_000 });
    expect(studio.open({ kind: "home" })).toMatchObject({ origin: "folder", folder });
  });
});

describe("a page that has not heard of another folder", () => {
  it("changes no file of the same name there", async () => {
    const baseRevision = studio.readFile("Corefile").revision;
    const elsewhere = { folder: join(home, "elsewhere") };
    const changes = [
      studio.writeFile({ path: "Corefile", text: "typed", baseRevision, ...elsewhere }, WINDOW),
      studio.renameFile({ from: "Corefile", to: "moved", ...elsewhere }),
      studio.deleteFile({ path: "Corefile", ...elsewhere }, WINDOW),
    ];
    for (const change of changes) await expect(change).rejects.toMatchObject({ status: 410 });
    expect(studio.readFile("Corefile").text).toBe("");
    await studio.writeFile({ path: "Corefile", text: "typed", baseRevision, folder }, WINDOW);
    expect(studio.readFile("Corefile").text).toBe("typed");
  });
});

describe("the event stream", () => {
  it("begins with what is now, goes on with what happens, and ends with its reader", async () => {
    await apply("good");
    const abort = new AbortController();
    const reader = streamEvents(studio, WINDOW, abort.signal).getReader();
    const read = async (): Promise<StudioEvent[]> => {
      const { value } = await reader.read();
      const lines = new TextDecoder()
        .decode(value)
        .split("\n")
        .filter((line) => line.startsWith("data: "));
      return lines.map((line) => studioEventSchema.parse(JSON.parse(line.slice(6))));
    };
    expect(await read()).toMatchObject([{ kind: "engine", engine: { state: "serving" } }, { kind: "workspace" }]);
    await apply("bad");
    expect(await read()).toMatchObject([{ kind: "engine", engine: { servesEarlier: true } }]);
    abort.abort();
    expect((await reader.read()).done).toBe(true);
  });
  it("is for 64 readers; whoever comes then is told what to do, until a place is free", async () => {
    const aborts = Array.from({ length: 64 }, () => new AbortController());
    const streams = aborts.map(({ signal }) => streamEvents(studio, WINDOW, signal));
    const oneMore = () => streamEvents(studio, WINDOW, new AbortController().signal);
    expect(oneMore).toThrow(expect.objectContaining({ name: "Refusal", status: 503, help: expect.any(String) }));
    aborts[0]?.abort();
    expect(studio.events.streamCount).toBe(63);
    await streams[1]?.cancel();
    expect(studio.events.streamCount).toBe(62);
    oneMore();
    expect(streamEvents(studio, WINDOW, AbortSignal.abort())).toBeInstanceOf(ReadableStream);
    expect(studio.events.streamCount).toBe(63);
  });
  it("of a reader that has stopped reading makes room for others", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    for (let reader = 0; reader < 64; reader++) streamEvents(studio, WINDOW, new AbortController().signal);
    vi.advanceTimersByTime(61_000);
    streamEvents(studio, WINDOW, new AbortController().signal);
    vi.useRealTimers();
    expect(studio.events.streamCount).toBe(1);
  });
  it("makes an event to octets once, for all readers", () => {
    const toJSON = vi.fn(() => "hello");
    const told = new ToldEvent({
      kind: "log",
      line: Object.assign({ atMs: 0, level: "info" as const, text: "" }, { toJSON }),
    });
    expect([told.octets, told.octets].map(String)).toEqual(Array(2).fill('data: {"kind":"log","line":"hello"}\n\n'));
    expect(toJSON).toHaveBeenCalledOnce();
  });
  it("to a slow reader stays within its bounds and says what it left out", () => {
    const buffer = new EventBuffer(10);
    const engine = studio.window(WINDOW).info();
    for (let number = 0; number < 1000; number++) {
      buffer.push(new ToldEvent({ kind: "log", line: { atMs: 0, level: "info", text: String(number) } }));
      buffer.push(new ToldEvent({ kind: "engine", engine }));
    }
    const taken = buffer.take().map(({ event }) => event);
    expect(taken).toHaveLength(11);
    expect(taken[0]).toEqual({ kind: "missed", count: 991 });
    expect(taken.at(-1)?.kind).toBe("engine");
    expect(buffer.isEmpty).toBe(true);
  });
});
