/** What comes off the network cannot harm the engine: after every attack a plain question is answered. */
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { embeddedEngine } from "../server/engine/embedded.ts";
import type { Instance } from "../server/engine/instance.ts";
import { createHost } from "../server/host/host.ts";

const QUESTION = Buffer.from("000101000001000000000000076578616d706c65036f72670000010001", "hex");
const folder = mkdtempSync(join(tmpdir(), "robustness-"));
let running: Instance;
let port: number;

beforeAll(async () => {
  writeFileSync(join(folder, "Corefile"), ".:1053 {\n    errors\n    cache\n    any\n    whoami\n}\n");
  running = await start("Corefile");
  port = running.listeners[0]?.bound.port ?? 0;
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(corefile: string): Promise<Instance> {
  const host = createHost({ folder, sink: { write: () => undefined, end: () => undefined } });
  const started = await embeddedEngine.start(
    { corefile, defaultPort: 53, host },
    { place: async () => ({ address: "127.0.0.1", port: 0 }) },
  );
  if (started.kind === "refused") throw new Error(started.problems[0]?.message);
  return started;
}

function isAnswered(at = port): Promise<boolean> {
  const socket = createSocket("udp4");
  return new Promise((resolve) => {
    const end = (answered: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answered);
    };
    const timer = setTimeout(() => end(false), 5000);
    socket.once("message", () => end(true));
    socket.send(QUESTION, at, "127.0.0.1");
  });
}

async function sendAll(datagrams: readonly Uint8Array[]): Promise<void> {
  const socket = createSocket("udp4");
  for (const [index, datagram] of datagrams.entries()) {
    socket.send(datagram, port, "127.0.0.1");
    if (index % 200 === 0) await sleep(1);
  }
  await sleep(50);
  socket.close();
}

/** The question with parts of it put wrong. */
const broken: Readonly<Record<string, readonly Uint8Array[]>> = {
  "cut off at every octet": Array.from(QUESTION, (_, length) => QUESTION.subarray(0, length)),
  "a pointer to itself": [Buffer.concat([QUESTION.subarray(0, 12), Buffer.from([0xc0, 12, 0, 1, 0, 1])])],
  "pointers in a circle": [Buffer.concat([QUESTION.subarray(0, 12), Buffer.from([0xc0, 14, 0xc0, 12, 0, 1, 0, 1])])],
  "a label of 64 octets": [
    Buffer.concat([QUESTION.subarray(0, 12), Buffer.from([64]), Buffer.alloc(64, 97), Buffer.from([0, 0, 1, 0, 1])]),
  ],
  "a name of 300 octets": [
    Buffer.concat([
      QUESTION.subarray(0, 12),
      ...Array.from({ length: 30 }, () => Buffer.from("\u0009aaaaaaaaa")),
      Buffer.from([0, 0, 1, 0, 1]),
    ]),
  ],
  "counts that are too large": [4, 6, 8, 10].map((at) => {
    const copy = Buffer.from(QUESTION);
    copy.writeUInt16BE(0xffff, at);
    return copy;
  }),
  "every opcode and flag": Array.from({ length: 256 }, (_, bits) => {
    const copy = Buffer.from(QUESTION);
    copy[2] = bits;
    return copy;
  }),
};

describe("after datagrams with", () => {
  test.each(Object.entries(broken))("%s", async (_name, datagrams) => {
    await sendAll(datagrams);
    expect(await isAnswered()).toBe(true);
  });

  test("anything at all", async () => {
    await sendAll(fc.sample(fc.uint8Array({ maxLength: 700 }), 2000));
    expect(await isAnswered()).toBe(true);
  });
});

test("half-open connections, slow writers and clients that do not read keep nobody from being answered", async () => {
  const sockets: Socket[] = [];
  for (let index = 0; index < 300; index++) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.pause();
    if (index % 3 === 0) socket.write(Buffer.from([0xff, 0xff, 1]));
    if (index % 3 === 1)
      for (let query = 0; query < 50; query++)
        socket.write(Buffer.concat([Buffer.from([0, QUESTION.length]), QUESTION]));
    sockets.push(socket);
  }
  await sleep(200);
  expect(await isAnswered()).toBe(true);
  for (const socket of sockets) socket.destroy();
  expect(await isAnswered()).toBe(true);
});

test("a Corefile of a megabyte is served", async () => {
  const block = (index: number): string =>
    `z${index}.example.org:1053 {\n    errors\n    cache 30\n    hosts {\n        192.0.2.1 a.z${index}.example.org\n        fallthrough\n    }\n    whoami\n}\n`;
  const text = Array.from({ length: 8000 }, (_, index) => block(index)).join("\n");
  expect(text.length).toBeGreaterThan(1_000_000);
  writeFileSync(join(folder, "large"), text);
  const large = await start("large");
  expect(await isAnswered(large.listeners[0]?.bound.port)).toBe(true);
  await large.stop();
});
