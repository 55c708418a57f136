/** Streams of messages over a real connection. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Flow, Sink } from "../../lib/chain/sink.ts";
import { framed, MessageStream } from "../../lib/dns/wire/message-stream.ts";
import type { Answerer, Listener } from "./listener.ts";
import { listenTcp } from "./tcp.ts";
import { type ConnectionLimits, DEFAULT_LIMITS } from "./tcp-connection.ts";

const OCTETS = 60_000;
const opened: Listener[] = [];
const sockets: Socket[] = [];
const failures: unknown[] = [];
beforeEach(() => {
  failures.length = 0;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
  expect(failures).toEqual([]);
});

async function connected(answer: Answerer, limits: Partial<ConnectionLimits> = {}): Promise<Socket> {
  const listener = await listenTcp(
    {
      place: { address: "127.0.0.1", port: 0 },
      server: "dns://:53",
      answer,
      failed: (error) => void failures.push(error),
      graceMs: 50,
      nowMs: () => performance.now(),
    },
    () => ({ ...DEFAULT_LIMITS, ...limits }),
  );
  opened.push(listener);
  const socket = connect({ port: listener.bound.port, host: "127.0.0.1" });
  socket.on("error", () => undefined);
  sockets.push(socket);
  return socket;
}

function sinkOf(sink: Sink | undefined): Sink {
  if (sink === undefined) throw new Error("a connection without a sink");
  return sink;
}

/** Writes numbered messages until nobody takes more; how many is told as they go. */
class Transfer {
  written = 0;
  end: Flow = "more";

  async run(sink: Sink | undefined, most: number): Promise<undefined> {
    while (this.end === "more" && this.written < most) {
      const message = new Uint8Array(OCTETS);
      message.set([this.written >> 8, this.written & 0xff]);
      this.written++;
      this.end = await sinkOf(sink).write(message);
    }
  }
}

/** The numbers of the messages that come. */
function reading(socket: Socket): number[] {
  const numbers: number[] = [];
  const messages = new MessageStream();
  socket.on("data", (chunk: Buffer) => {
    messages.push(chunk);
    for (let next = messages.next(); next !== undefined; next = messages.next())
      numbers.push(((next[0] ?? 0) << 8) | (next[1] ?? 0));
  });
  return numbers;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !holds(); tries++) await sleep(5);
  expect(holds()).toBe(true);
}

/** Until nothing changes any more. */
async function settled(count: () => number): Promise<number> {
  for (let last = -1; last !== count(); await sleep(150)) last = count();
  return count();
}

describe("a stream over TCP", () => {
  it("goes on as the client reads, and arrives whole", async () => {
    const transfer = new Transfer();
    const socket = await connected((_bytes, _arrival, { sink }) => transfer.run(sink, 1000));
    socket.pause();
    socket.write(framed(Uint8Array.of(1)));
    await until(() => transfer.written > 0);
    // What the system's own buffers hold is a matter of the system; the rest is not even made.
    expect(await settled(() => transfer.written)).toBeLessThan(400);
    const numbers = reading(socket);
    socket.resume();
    await until(() => numbers.length === 1000);
    expect(numbers).toEqual(Array.from({ length: 1000 }, (_, at) => at));
    expect(transfer.end).toBe("more");
  });

  it("leaves room for replies to other queries of the connection", async () => {
    let goOn: (() => void) | undefined;
    const socket = await connected(async (bytes, _arrival, { sink }) => {
      if (bytes[0] !== 1) return Uint8Array.of(0, 99);
      await sinkOf(sink).write(Uint8Array.of(0, 0));
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await sinkOf(sink).write(Uint8Array.of(0, 1));
      return undefined;
    });
    const numbers = reading(socket);
    socket.write(framed(Uint8Array.of(1)));
    await until(() => goOn !== undefined);
    socket.write(framed(Uint8Array.of(2)));
    await until(() => numbers.length === 2);
    goOn?.();
    await until(() => numbers.length === 3);
    expect(numbers).toEqual([0, 99, 1]);
  });

  it("ends when the client goes", async () => {
    const transfer = new Transfer();
    const socket = await connected((_bytes, _arrival, { sink }) => transfer.run(sink, Number.POSITIVE_INFINITY));
    socket.pause();
    socket.write(framed(Uint8Array.of(1)));
    await until(() => transfer.written > 0);
    socket.destroy();
    await until(() => transfer.end === "enough");
  });

  it("ends when the client reads nothing for too long", async () => {
    const transfer = new Transfer();
    const socket = await connected((_bytes, _arrival, { sink }) => transfer.run(sink, Number.POSITIVE_INFINITY), {
      writeTimeoutMs: 200,
      idleTimeoutMs: 200,
    });
    socket.pause();
    socket.write(framed(Uint8Array.of(1)));
    await until(() => transfer.end === "enough");
  });

  it("ends when the listener closes and its time is up", async () => {
    const transfer = new Transfer();
    const socket = await connected((_bytes, _arrival, { sink }) => transfer.run(sink, Number.POSITIVE_INFINITY));
    socket.pause();
    socket.write(framed(Uint8Array.of(1)));
    await until(() => transfer.written > 0);
    await Promise.all(opened.splice(0).map((listener) => listener.close()));
    await until(() => transfer.end === "enough");
  });

  it("keeps an idle connection open, and the connection outlives it", async () => {
    const socket = await connected(
      async (bytes, _arrival, { sink }) => {
        if (bytes[0] !== 1) return Uint8Array.of(0, 99);
        for (let number = 0; number < 3; number++) {
          await sleep(100);
          await sinkOf(sink).write(Uint8Array.of(0, number));
        }
        return undefined;
      },
      { idleTimeoutMs: 150, readTimeoutMs: 150 },
    );
    const numbers = reading(socket);
    socket.write(framed(Uint8Array.of(1)));
    await until(() => numbers.length === 3);
    socket.write(framed(Uint8Array.of(2)));
    await until(() => numbers.length === 4);
    expect(numbers).toEqual([0, 1, 2, 99]);
  });
});
