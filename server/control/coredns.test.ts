/** The user's own CoreDNS beside our engine. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { OWN_RELEASE, writeOwnCoredns } from "../_test/own-coredns.ts";
import { Studio } from "./studio.ts";

// Engines and a program are started for each question.
vi.setConfig({ testTimeout: 60_000 });

const WINDOW = "window";
const corefile = (address: string): string =>
  `.:1955 {\n    health :1956\n    hosts {\n        ${address} www.example.org\n    }\n}\n`;

let home = "";
let folder = "";
let studio: Studio;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "beside-"));
  folder = join(home, "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "Corefile"), corefile("192.0.2.1"));
  studio = new Studio({ folder, home });
});
beforeEach(() => void studio.open({ kind: "home" }));
afterAll(async () => {
  vi.unstubAllEnvs();
  await studio.close();
  rmSync(home, { recursive: true });
});

/** Makes one, with a command that it runs before it serves. */
function program(served = ""): void {
  vi.stubEnv("COREDNS_BIN", writeOwnCoredns(join(home, "coredns"), served));
}

const ask = (more: object = {}, signal?: AbortSignal) =>
  studio.window(WINDOW).askCoredns(askRequestSchema.parse({ name: "www.example.org", ...more }), signal);

describe("the user's own CoreDNS", () => {
  test("answers from what the window has not saved, with the reply of our engine beside it", async () => {
    program();
    await studio.window(WINDOW).apply({ drafts: { Corefile: corefile("192.0.2.7") } });
    const asked = await ask();
    expect(asked).toMatchObject({
      kind: "asked",
      reply: {
        engine: { engine: "coredns", release: OWN_RELEASE, state: "serving" },
        received: { message: { answer: [{ rdata: "192.0.2.7" }] } },
        explanation: { answeredBy: "hosts" },
      },
      beside: { builtIn: { answeredBy: "hosts", received: { message: { answer: [{ rdata: "192.0.2.7" }] } } } },
    });
    if (asked.kind !== "asked") return;
    expect(asked.reply.engine.configuration).toEqual(studio.window(WINDOW).info().configuration);
    expect(asked.beside.printed.join("\n")).toContain(`CoreDNS-${OWN_RELEASE}`);
    expect(readdirSync(folder)).toEqual(["Corefile"]);
  });

  test("may differ, and what serves is left alone", async () => {
    program("sed -i.before s/192.0.2.1/192.0.2.99/ Corefile");
    await studio.window(WINDOW).apply({ drafts: {} });
    const { generation } = studio.window(WINDOW).info();
    expect(await ask()).toMatchObject({
      reply: { received: { message: { answer: [{ rdata: "192.0.2.99" }] } } },
      beside: { builtIn: { received: { message: { answer: [{ rdata: "192.0.2.1" }] } } } },
    });
    expect(studio.window(WINDOW).info()).toMatchObject({ generation, state: "serving" });
  });

  test("refuses in its own words", async () => {
    program();
    await studio.window(WINDOW).apply({ drafts: { Corefile: ".:1955 {\n    fooo\n}\n" } });
    expect(await ask()).toMatchObject({
      kind: "refused",
      problems: [
        { message: "Corefile:2 - Error during parsing: Unknown directive 'fooo'", range: { start: { line: 2 } } },
      ],
    });
  });

  test("that is missing is told, with how to set it", async () => {
    vi.stubEnv("COREDNS_BIN", "/nowhere/coredns");
    const reason = "COREDNS_BIN: /nowhere/coredns: no such file or directory";
    expect(await studio.window(WINDOW).coredns()).toMatchObject({ kind: "none", path: "/nowhere/coredns", reason });
    await expect(ask()).rejects.toMatchObject({ status: 404, message: reason });
  });

  test("cannot be another client's, and says so", async () => {
    program();
    await studio.window(WINDOW).apply({ drafts: {} });
    await expect(ask({ clientAddress: "198.51.100.7" })).rejects.toMatchObject({
      message: "A coredns binary sees the address that a query really comes from.",
    });
  });

  test("can be stopped while it starts", async () => {
    program("exec sleep 100");
    await studio.window(WINDOW).apply({ drafts: {} });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 500);
    await expect(ask({}, stop.signal)).rejects.toMatchObject({
      message: `stopped before CoreDNS ${OWN_RELEASE} was up`,
    });
  });

  test("is not started on what came by a link", async () => {
    const started = join(home, "started");
    program(`touch ${started}`);
    const files = [{ path: "Corefile", text: corefile("192.0.2.1") }];
    studio.open({ kind: "shared", workspace: { name: "somebody's", corefile: "Corefile", files } });
    expect(await ask()).toMatchObject({
      kind: "refused",
      problems: [{ message: expect.stringContaining("is not started on it") }],
    });
    expect(existsSync(started)).toBe(false);
  });
});
