/**
 * The package of `npm pack`, unpacked among the packages that it asks for and run as a stranger runs it. A stage of `npm test`,
 * after the build.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createProtocolConnection,
  ExitNotification,
  InitializeRequest,
  ShutdownRequest,
} from "vscode-languageserver/node";
import { z } from "zod";
import { freePort } from "../../server/_test/free-port.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MOST_OCTETS = 15_000_000;
const UP_WITHIN_MS = 20_000;
const UP_EVERY_MS = 100;
const STAGE_MS = 120_000;
/** `example.org. IN A`. */
const QUERY = Buffer.from("123401000001000000000000076578616d706c65036f72670000010001", "hex");

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});

let scratch = "";
let own = "";
let work = "";
let tarball = "";
const children: ChildProcess[] = [];

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "package-"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", scratch], { cwd: ROOT, encoding: "utf8" });
  const [name = ""] = globSync("*.tgz", { cwd: scratch });
  tarball = join(scratch, name);
  const packages = join(scratch, "node_modules");
  own = join(packages, "corefile-studio");
  mkdirSync(own, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", own, "--strip-components=1"]);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(own, "package.json"), "utf8")));
  for (const dependency of [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)]) {
    const found = join(ROOT, "node_modules", dependency);
    if (statSync(found, { throwIfNoEntry: false }) === undefined) continue;
    mkdirSync(dirname(join(packages, dependency)), { recursive: true });
    symlinkSync(found, join(packages, dependency));
  }
  work = join(scratch, "work");
  mkdirSync(work);
  writeFileSync(join(work, "Corefile"), COREFILE);
  writeFileSync(join(work, "dns-tests.yaml"), "tests:\n  - ask: www.example.org A\n    expect: {rcode: NOERROR}\n");
}, STAGE_MS);
afterAll(() => {
  // The studio takes its server along, which SIGKILL would leave behind.
  for (const child of children) child.kill("SIGTERM");
  rmSync(scratch, { recursive: true, force: true });
});

const COREFILE = ".:1053 {\n    hosts {\n        192.0.2.80 www.example.org\n    }\n}\n";

/** A stranger's environment: nothing of npm's, nothing of the clone's. */
const environment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: "/usr/bin:/bin",
  HOME: join(scratch, "home"),
});
const launcher = (): string => join(own, "bin/corefile-studio");

function run(
  command: string,
  input = "",
): { readonly code: number | null; readonly out: string; readonly err: string } {
  const result = spawnSync(launcher(), command.split(" "), { cwd: work, input, encoding: "utf8", env: environment() });
  const { status, stdout, stderr } = result;
  return { code: status, out: stdout, err: stderr };
}

function start(args: readonly string[], variables: Record<string, string> = {}): ChildProcess {
  const child = spawn(launcher(), args, { cwd: work, env: { ...environment(), ...variables }, stdio: "pipe" });
  children.push(child);
  return child;
}

describe("the package", () => {
  it("is small, and has no tests, no caches and no path of the machine that made it", () => {
    expect(statSync(tarball).size).toBeLessThan(MOST_OCTETS);
    const files = globSync("**/*", { cwd: own, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.filter((path) => /\.test\.|\/_test\/|\.map$|\/\.next\/cache\/|\.tsx?$/.test(path))).toEqual([]);
    expect(files.filter((path) => readFileSync(path).includes(`${ROOT}/`))).toEqual([]);
    expect(files.filter((path) => readFileSync(path).includes(JSON.stringify(ROOT)))).toEqual([]);
  });

  it("has all its commands, which explain themselves", () => {
    const commands = [...run("help").out.matchAll(/^ {2}([a-z]+) +/gm)].map(([, name]) => name);
    expect(commands).toContain("lsp");
    for (const command of commands) {
      expect(run(`${command} --help`), command).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Usage/),
        err: "",
      });
    }
  });

  it("checks, formats, asks, tests and exports", () => {
    expect(run("check")).toEqual({ code: 0, out: "No problems in Corefile.\n", err: "" });
    expect(run("check -", ".:53 {\n    fooo\n}\n")).toMatchObject({
      code: 1,
      out: expect.stringContaining("Unknown directive 'fooo'"),
    });
    expect(run("fmt -", ".:53 {\nwhoami\n}\n")).toEqual({ code: 0, out: ".:53 {\n    whoami\n}\n", err: "" });
    expect(run("query www.example.org A --why")).toMatchObject({
      code: 0,
      out: expect.stringContaining("answered by hosts, decided by Corefile:3:9"),
    });
    expect(run("test")).toMatchObject({ code: 0, out: expect.stringContaining("1 passed") });
    const exported = run("export .");
    expect(exported).toMatchObject({ code: 0, out: expect.stringContaining("kind: ConfigMap") });
    writeFileSync(join(work, "coredns.yaml"), exported.out);
    expect(run("import coredns.yaml imported").code).toBe(0);
    expect(readFileSync(join(work, "imported/Corefile"), "utf8")).toBe(COREFILE);
  });

  it("serves, on several threads", async () => {
    const port = await freePort();
    writeFileSync(join(work, "served"), `.:${port} {\n    bind 127.0.0.1\n    whoami\n}\n`);
    const server = start(["serve", "-conf", "served", "-workers", "2"]);
    expect((await firstReply(port)).subarray(0, 2).toString("hex")).toBe("1234");
    server.kill("SIGTERM");
    await once(server, "exit");
  });

  it("is a language server", async () => {
    const child = start(["lsp", "--stdio"]);
    if (child.stdout === null || child.stdin === null) throw new Error("no pipes");
    const connection = createProtocolConnection(child.stdout, child.stdin);
    connection.listen();
    const hello = { processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders: null };
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, hello);
    expect(capabilities).toMatchObject({ hoverProvider: true });
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    await once(child, "exit");
    connection.dispose();
  });

  it("starts the studio, with its page, on a folder", async () => {
    const port = await freePort();
    const studio = start(["start", "."], { PORT: String(port), KUBECONFIG: join(scratch, "none") });
    const address = `http://127.0.0.1:${port}`;
    const page = await (await whenUp(address, studio)).text();
    const [script = ""] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? [];
    expect((await fetch(`${address}${script}`)).status).toBe(200);
    const workspace = await (await fetch(`${address}/api/workspace`)).json();
    expect(workspace).toMatchObject({ folder: work, corefile: "Corefile" });
    const { examples } = z
      .object({ examples: z.array(z.object({ name: z.string() })) })
      .parse(await (await fetch(`${address}/api/examples`)).json());
    expect(examples.length).toBeGreaterThan(0);
    expect(await (await fetch(`${address}/plugins/hosts`)).text()).toContain("fallthrough");
    expect(await ask(address)).toMatchObject({
      received: { message: { rcode: "NOERROR", answer: [expect.objectContaining({ rdata: "192.0.2.80" })] } },
    });
    studio.kill("SIGTERM");
    const [code] = await once(studio, "exit");
    expect(code).toBe(0);
  });
});

/** The first reply to a query that is sent again and again. */
async function firstReply(port: number): Promise<Buffer> {
  const socket = createSocket("udp4");
  const timer = setInterval(() => socket.send(QUERY, port, "127.0.0.1"), UP_EVERY_MS);
  try {
    const [reply] = await once(socket, "message", { signal: AbortSignal.timeout(UP_WITHIN_MS) });
    return reply;
  } finally {
    clearInterval(timer);
    socket.close();
  }
}

async function whenUp(address: string, studio: ChildProcess): Promise<Response> {
  const untilMs = performance.now() + UP_WITHIN_MS;
  while (performance.now() < untilMs && studio.exitCode === null) {
    const reply = await fetch(address).catch(() => undefined);
    if (reply?.status === 200) return reply;
    await sleep(UP_EVERY_MS);
  }
  throw new Error("the studio did not come up");
}

async function ask(address: string): Promise<unknown> {
  const reply = await fetch(`${address}/api/ask`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify({ name: "www.example.org", type: "A" }),
  });
  return reply.json();
}
