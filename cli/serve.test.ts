/** `serve` as a service runs it: signals, and a log that cannot be written. */
import { type ChildProcess, execFileSync, type StdioOptions, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freePort } from "../server/_test/free-port.ts";

const LAUNCHER = resolve(import.meta.dirname, "../bin/corefile-studio");
/** `example.org. IN A`. */
const QUERY = Buffer.from("123401000001000000000000076578616d706c65036f72670000010001", "hex");

let folder = "";
let port = 0;
let child: ChildProcess | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "serve-"));
  port = await freePort();
  writeFileSync(join(folder, "Corefile"), corefile());
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

const corefile = (plugins = "log\n    whoami"): string => `.:${port} {\n    bind 127.0.0.1\n    ${plugins}\n}\n`;
const logPath = (): string => join(folder, "log");
const log = (): string => readFileSync(logPath(), "utf8");

/** Starts `serve`, its output in a file unless told otherwise, and waits for its first reply. */
async function serve(stdio: StdioOptions = fileOutput(), args: readonly string[] = []): Promise<ChildProcess> {
  child = spawn(LAUNCHER, ["serve", ...args], { cwd: folder, stdio });
  await vi.waitFor(async () => expect(await reply()).toBeDefined(), { timeout: 10_000, interval: 50 });
  return child;
}

function fileOutput(): StdioOptions {
  return ["ignore", openSync(logPath(), "w"), "inherit"];
}

/** The reply to a query, or undefined within a second. */
function reply(): Promise<Buffer | undefined> {
  const socket = createSocket("udp4");
  return new Promise<Buffer | undefined>((done) => {
    socket.once("message", done);
    socket.once("error", () => done(undefined));
    setTimeout(() => done(undefined), 1000);
    socket.send(QUERY, port, "127.0.0.1");
  }).finally(() => socket.close());
}

function ended(process: ChildProcess): Promise<number | null> {
  return new Promise((done) => process.once("exit", (code) => done(code)));
}

describe("serve", () => {
  it("says what it says in CoreDNS's order: zones for each socket, what reload reads, versions", async () => {
    writeFileSync(join(folder, "Corefile"), corefile("multisocket 2\n    import none/*.conf\n    reload\n    whoami"));
    await serve();
    await vi.waitFor(() => expect(log()).toContain("corefile-studio"));
    const lines = log().replace(/= \w+/, "= SUM").split("\n").slice(0, 6);
    const warning = "[WARNING] No files matching import glob pattern: none/*.conf";
    const zone = `.:${port} on 127.0.0.1`;
    const sum = "[INFO] plugin/reload: Running configuration SHA512 = SUM";
    expect(lines).toEqual([warning, zone, zone, warning, sum, "CoreDNS-1.15.0"]);
  });

  it.runIf(process.platform === "linux")("goes on when its log cannot be written, and ends with 0", async () => {
    const full = openSync("/dev/full", "w");
    const server = await serve(["ignore", full, "inherit"]);
    closeSync(full);
    for (let query = 0; query < 20; query++) expect(await reply()).toBeDefined();
    server.kill("SIGTERM");
    expect(await ended(server)).toBe(0);
  });
  it("goes on when the reader of its log is gone", async () => {
    const server = await serve(["ignore", "pipe", "inherit"]);
    server.stdout?.destroy();
    for (let query = 0; query < 20; query++) expect(await reply()).toBeDefined();
    server.kill("SIGTERM");
    expect(await ended(server)).toBe(0);
  });
  it("answers while the reader of its log sleeps", async () => {
    const server = await serve(["ignore", "pipe", "inherit"]);
    server.stdout?.pause();
    for (let query = 0; query < 3000; query++) expect(await reply()).toBeDefined();
  });
  it("opens no inspector on SIGUSR1, however early it comes", async () => {
    for (const afterMs of [20, 40, 60, 80, 120, 160]) {
      const server = spawn(LAUNCHER, ["serve"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
      child = server;
      let errors = "";
      server.stderr.on("data", (chunk: Buffer) => {
        errors += chunk.toString();
      });
      const end = ended(server);
      await sleep(afterMs);
      server.kill("SIGUSR1");
      // Before Node takes signals, each of them ends a process: that opens nothing either.
      const answers = vi.waitFor(async () => expect(await reply()).toBeDefined(), { timeout: 10_000, interval: 50 });
      await Promise.race([answers.catch(() => undefined), end]);
      server.kill("SIGTERM");
      await end;
      expect(errors).not.toContain("Debugger listening");
    }
  });
  it("opens no inspector on a SIGUSR1 while it serves, and reads the Corefile again", async () => {
    const server = await serve(["ignore", openSync(logPath(), "w"), openSync(join(folder, "errors"), "w")]);
    server.kill("SIGUSR1");
    await vi.waitFor(() => expect(log()).toContain("Reloading complete"), { timeout: 10_000 });
    expect(await reply()).toBeDefined();
    expect(readFileSync(join(folder, "errors"), "utf8")).toBe("");
  });
  it("keeps the last good configuration when its Corefile is gone at a SIGUSR1, and says so", async () => {
    const server = await serve();
    rmSync(join(folder, "Corefile"));
    server.kill("SIGUSR1");
    const told = "[ERROR] SIGUSR1: loading updated Caddyfile: open Corefile: no such file or directory";
    await vi.waitFor(() => expect(log()).toContain(told), { timeout: 10_000 });
    expect(await reply()).toBeDefined();
  });
  it("reads a Corefile out of a pipe once, and serves it again at a SIGUSR1", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    spawn("sh", ["-c", 'cat Corefile > "$0"', pipe], { cwd: folder });
    const server = await serve(fileOutput(), ["-conf", pipe]);
    server.kill("SIGUSR1");
    await vi.waitFor(() => expect(log()).toContain("Reloading complete"), { timeout: 10_000 });
    expect(await reply()).toBeDefined();
  });
});

/** What `serve` ends with, given a Corefile: its exit code, and what it says of that. */
async function refused(text: string, args: readonly string[] = []): Promise<readonly [number | null, string]> {
  writeFileSync(join(folder, "Corefile"), text);
  const server = spawn(LAUNCHER, ["serve", ...args], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  child = server;
  let told = "";
  server.stderr.on("data", (chunk: Buffer) => {
    told += chunk.toString();
  });
  const closed = new Promise<number | null>((done) => server.once("close", done));
  return [await closed, told.split("\n")[0] ?? ""];
}

describe("a start that is refused ends with CoreDNS's exit code", () => {
  it("1 for a mistake in the Corefile", async () => {
    const told = "Corefile:3 - Error during parsing: Unknown directive 'fooo'";
    expect(await refused(corefile("fooo"))).toEqual([1, told]);
  });
  it("1 for a port that is taken", async () => {
    const taken = createSocket("udp4");
    await new Promise<void>((done) => taken.bind(port, "127.0.0.1", done));
    const told = `ListenPacket: listen udp 127.0.0.1:${port}: bind: address already in use`;
    expect(await refused(corefile())).toEqual([1, told]);
    taken.close();
  });
  it("1 for a Corefile that is not there", async () => {
    expect((await refused(corefile(), ["-conf", "none"]))[0]).toBe(1);
  });
  it("2 for an option that there is not", async () => {
    expect((await refused(corefile(), ["-fooo"]))[0]).toBe(2);
  });
});
