/** A configuration that cannot be started leaves nothing behind, and what served before goes on. */
import { createSocket, type Socket } from "node:dgram";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../_test/free-port.ts";
import { createHost } from "../host/host.ts";
import { overlayFiles } from "../host/overlay-files.ts";
import { embeddedEngine } from "./embedded.ts";
import type { Refused } from "./engine.ts";
import type { EngineSource, Instance } from "./instance.ts";

/** `version.bind. CH TXT`. */
const QUERY = Buffer.from("1234010000010000000000000776657273696f6e0462696e640000100003", "hex");

let ports: { readonly dns: number; readonly other: number; readonly taken: number; readonly health: number };
let taken: Socket;
let running: Instance | Refused | undefined;

beforeEach(async () => {
  const first = await freePort(4);
  ports = { dns: first, other: first + 1, taken: first + 2, health: first + 3 };
  taken = createSocket("udp4");
  await new Promise<void>((done) => taken.bind(ports.taken, "127.0.0.1", done));
});
afterEach(async () => {
  if (running?.kind === "running") await running.stop();
  taken.close();
});

function sourceOf(corefile: string): EngineSource {
  const host = createHost({ sink: { write: () => undefined, end: () => undefined } });
  const files = overlayFiles(host.files, { texts: new Map([[host.files.absolute("Corefile"), corefile]]) });
  return { corefile: "Corefile", defaultPort: 0, host: { ...host, files } };
}

const block = (port: number, ...lines: readonly string[]): string =>
  `.:${port} {\n${["bind 127.0.0.1", ...lines].map((line) => `    ${line}\n`).join("")}}\n`;

/** Two listeners that can be opened, an HTTP server, and a listener that cannot. */
const refused = (): string =>
  block(ports.dns, "chaos v2", `health 127.0.0.1:${ports.health}`) + block(ports.other, "whoami") + block(ports.taken);

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once("error", () => done(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => done(true)));
  });
}

/** The reply to the query; empty without one. */
function reply(): Promise<string> {
  const socket = createSocket("udp4");
  return new Promise<string>((done) => {
    socket.once("message", (octets) => done(octets.toString("latin1")));
    socket.once("error", () => done(""));
    setTimeout(() => done(""), 5000).unref();
    socket.send(QUERY, ports.dns, "127.0.0.1");
  }).finally(() => socket.close());
}

describe("a start whose last listener cannot be opened", () => {
  it("is refused with that, and then with the warnings that there are", async () => {
    running = await embeddedEngine.start(sourceOf(`${refused()}import none/*.conf\n`));
    expect(running.kind).toBe("refused");
    expect(running.problems.map(({ message }) => message)).toEqual([
      `ListenPacket: listen udp 127.0.0.1:${ports.taken}: bind: address already in use`,
      "No files matching import glob pattern: none/*.conf",
    ]);
  });
  it("closes what it has opened, and ends what its plugins have started", async () => {
    running = await embeddedEngine.start(sourceOf(refused()));
    expect(await Promise.all([ports.dns, ports.other, ports.health].map(isFree))).toEqual([true, true, true]);
  });
});

describe("a query that comes while other listeners are still being opened", () => {
  it("is answered, as it is by CoreDNS", async () => {
    let answer = "";
    running = await embeddedEngine.start(sourceOf(block(ports.dns, "chaos v1") + block(ports.other, "whoami")), {
      async place({ wanted }) {
        if (wanted.port === ports.other) answer = await reply();
        return wanted;
      },
    });
    expect(answer).toContain("v1");
  });
});

describe("a reload whose last listener cannot be opened", () => {
  it("leaves the configuration that serves, its listeners and its plugins' servers", async () => {
    const started = await embeddedEngine.start(
      sourceOf(block(ports.dns, "chaos v1", `prometheus 127.0.0.1:${ports.health}`)),
    );
    running = started;
    if (started.kind !== "running") throw new Error(started.problems[0]?.message);
    const before = started.listeners;
    const outcome = await started.reload(sourceOf(refused().replace(`health 127.0.0.1:${ports.health}`, "errors")));
    expect(outcome.kind).toBe("refused");
    expect(started.listeners).toEqual(before);
    expect(await reply()).toContain("v1");
    expect(await Promise.all([ports.other, ports.health].map(isFree))).toEqual([true, false]);
  });
  it("ends what its own plugins have started", async () => {
    running = await embeddedEngine.start(sourceOf(block(ports.dns, "chaos v1")));
    if (running.kind !== "running") throw new Error(running.problems[0]?.message);
    expect((await running.reload(sourceOf(refused()))).kind).toBe("refused");
    expect(await isFree(ports.health)).toBe(true);
  });
  it("does not stand in the way of the next one", async () => {
    running = await embeddedEngine.start(sourceOf(block(ports.dns, "chaos v1")));
    if (running.kind !== "running") throw new Error(running.problems[0]?.message);
    await running.reload(sourceOf(refused()));
    const mended = refused().replace(block(ports.taken), "");
    expect(await running.reload(sourceOf(mended))).toBe(running);
    expect(await reply()).toContain("v2");
    expect(running.listeners.map(({ label }) => label)).toEqual([
      `dns://127.0.0.1:${ports.dns}`,
      `dns://127.0.0.1:${ports.other}`,
    ]);
  });
});
