/** Real sockets on loopback; what is answered is up to each test. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { framed as frame } from "../../lib/dns/wire/message-stream.ts";
import type { Answerer, Listener } from "./listener.ts";
import { listenTcp } from "./tcp.ts";
import { type ConnectionLimits, DEFAULT_LIMITS } from "./tcp-connection.ts";

const opened: Listener[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
});

const echo: Answerer = (bytes) => Uint8Array.from(bytes);

const failures: unknown[] = [];
beforeEach(() => {
  failures.length = 0;
});
const failed = (error: unknown): void => void failures.push(error);
const place = { address: "127.0.0.1", port: 0 };
const nowMs = (): number => performance.now();

interface Setting extends Partial<ConnectionLimits> {
  readonly graceMs?: number;
}

async function client(answer: Answerer, { graceMs = 5000, ...limits }: Setting = {}): Promise<Client> {
  const listener = await listenTcp({ place, server: "dns://:53", answer, failed, graceMs, nowMs }, () => ({
    ...DEFAULT_LIMITS,
    ...limits,
  }));
  opened.push(listener);
  return new Client(listener.bound.port);
}

class Client {
  readonly socket: Socket;
  readonly #chunks: Buffer[] = [];
  readonly closed: Promise<void>;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    sockets.push(this.socket);
    this.socket.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
    this.socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.once("end", resolve);
      this.socket.once("close", () => resolve());
    });
  }

  send(...messages: readonly string[]): void {
    this.socket.write(Buffer.concat(messages.map(framed)));
  }

  /** Texts of the replies so far. */
  get replies(): readonly string[] {
    const texts: string[] = [];
    let rest = Buffer.concat(this.#chunks);
    while (rest.length >= 2) {
      const end = 2 + rest.readUInt16BE(0);
      texts.push(rest.toString("latin1", 2, end));
      rest = rest.subarray(end);
    }
    return texts;
  }

  async until(count: number): Promise<readonly string[]> {
    for (let tries = 0; tries < 400 && this.replies.length < count; tries++) await sleep(5);
    return this.replies;
  }
}

const framed = (text: string): Uint8Array => frame(Buffer.from(text, "latin1"));

const isOpen = async ({ closed }: Client, waitMs: number): Promise<boolean> =>
  (await Promise.race([closed.then(() => "closed"), sleep(waitMs, "open")])) === "open";

describe("a connection", () => {
  it("carries many queries, however they are cut into segments", async () => {
    const asking = await client(echo);
    asking.send("one", "two");
    const last = framed("three");
    for (const octet of last) {
      asking.socket.write(Uint8Array.of(octet));
      await sleep(1);
    }
    expect(await asking.until(3)).toEqual(["one", "two", "three"]);
  });

  it("gets replies as they are ready, not as they were asked", async () => {
    const asking = await client(async (bytes) => {
      const copy = Uint8Array.from(bytes);
      if (copy[0] === 0x73) await sleep(50);
      return copy;
    });
    asking.send("slow", "fast");
    expect(await asking.until(2)).toEqual(["fast", "slow"]);
  });

  it("goes on after a message that gets no reply", async () => {
    const asking = await client((bytes) => (bytes.length === 0 ? undefined : Uint8Array.from(bytes)));
    asking.send("", "one");
    expect(await asking.until(1)).toEqual(["one"]);
  });

  it("whose client closed its half still gets its replies, and ends", async () => {
    const asking = await client(async (bytes) => {
      const copy = Uint8Array.from(bytes);
      await sleep(30);
      return copy;
    });
    asking.send("one");
    asking.socket.end();
    expect(await asking.until(1)).toEqual(["one"]);
    expect(await isOpen(asking, 500)).toBe(false);
  });

  it("is closed when its first query does not come in time, even if it drips", async () => {
    const asking = await client(echo, { readTimeoutMs: 120 });
    for (const octet of framed("three").subarray(0, 4)) {
      asking.socket.write(Uint8Array.of(octet));
      await sleep(25);
    }
    expect(await isOpen(asking, 300)).toBe(false);
    expect(asking.replies).toEqual([]);
  });

  it("is closed when it is idle", async () => {
    const asking = await client(echo, { idleTimeoutMs: 60 });
    asking.send("one");
    await asking.until(1);
    expect(await isOpen(asking, 500)).toBe(false);
  });

  it("is not closed while a plugin takes its time", async () => {
    const asking = await client(
      async () => {
        await sleep(150);
        return Buffer.from("late");
      },
      { idleTimeoutMs: 40 },
    );
    asking.send("one");
    expect(await asking.until(1)).toEqual(["late"]);
  });

  it("carries as many queries as it may, then ends", async () => {
    const asking = await client(echo, { maxQueries: 2 });
    asking.send("one", "two", "three");
    expect(await isOpen(asking, 500)).toBe(false);
    expect(asking.replies).toEqual(["one", "two"]);
  });

  it("has a bounded number of queries under way; the others wait for their turn", async () => {
    let underWay = 0;
    let most = 0;
    const asking = await client(async (bytes) => {
      const copy = Uint8Array.from(bytes);
      most = Math.max(most, ++underWay);
      await sleep(5);
      underWay--;
      return copy;
    });
    asking.send(...Array.from({ length: 1000 }, (_, at) => String(at)));
    expect(await asking.until(1000)).toHaveLength(1000);
    expect(most).toBe(128);
  });

  it("whose client floods it behind the last query is cut off", async () => {
    const asking = await client(echo, { maxQueries: 5 });
    const flood = Buffer.concat(Array.from({ length: 20_000 }, () => framed("flood")));
    const gone = new Promise((resolve) => asking.socket.once("close", resolve));
    asking.socket.write(flood, () => undefined);
    const flooding = setInterval(() => asking.socket.write(flood), 1);
    await Promise.race([gone, sleep(2000)]);
    clearInterval(flooding);
    expect(asking.socket.destroyed).toBe(true);
    // The system counts what it took, which is what fits into its own buffers.
    expect(asking.socket.bytesWritten - asking.socket.writableLength).toBeLessThan(16 * 1024 * 1024);
  });

  const slowly: Answerer = async (bytes) => {
    const copy = Uint8Array.from(bytes);
    await sleep(1);
    return copy;
  };
  it.each([
    { count: 200, when: "at once", answer: echo },
    { count: 1000, when: "at once", answer: echo },
    { count: 200, when: "by a plugin that waits", answer: slowly },
    { count: 1000, when: "by a plugin that waits", answer: slowly },
  ])("whose client closed its half behind $count queries gets all replies, answered $when", async (one) => {
    const { count, answer } = one;
    const asking = await client(answer);
    asking.send(...Array.from({ length: count }, (_, at) => String(at)));
    asking.socket.end();
    await asking.closed;
    expect(new Set(asking.replies).size).toBe(count);
  });

  it("whose client reads slowly gets all large replies", async () => {
    const large = Buffer.alloc(56_000);
    const asking = await client(() => large, { writeTimeoutMs: 1000, idleTimeoutMs: 1000 });
    asking.send(...Array.from({ length: 300 }, () => "q"));
    asking.socket.end();
    let octets = 0;
    // Sips of half a megabyte, 50 ms apart: longer than the limits in all.
    asking.socket.on("data", (chunk: Buffer) => {
      if (Math.floor((octets + chunk.length) / 500_000) > Math.floor(octets / 500_000)) {
        asking.socket.pause();
        setTimeout(() => asking.socket.resume(), 50);
      }
      octets += chunk.length;
    });
    await asking.closed;
    expect(octets).toBe(300 * 56_002);
  });

  it("whose client has much to ask lets others have their turn", async () => {
    const asking = await client(echo);
    const other = new Client(asking.socket.remotePort ?? opened[0]?.bound.port ?? 0);
    await once(other.socket, "connect");
    asking.send(...Array.from({ length: 20_000 }, () => "many"));
    other.send("one");
    expect(await other.until(1)).toEqual(["one"]);
    expect(asking.replies.length).toBeLessThan(20_000);
    expect(await asking.until(20_000)).toHaveLength(20_000);
  });

  it("whose client does not read is closed, and takes no more memory", async () => {
    let asked = 0;
    const large = Buffer.alloc(60_000);
    const asking = await client(
      () => {
        asked++;
        return large;
      },
      { writeTimeoutMs: 100, idleTimeoutMs: 100 },
    );
    asking.socket.pause();
    asking.send(...Array.from({ length: 5000 }, () => "q"));
    await sleep(400);
    expect(asked).toBeLessThan(1000);
    asking.socket.resume();
    expect(await isOpen(asking, 500)).toBe(false);
  });
});

describe("a listener that closes", () => {
  it("finishes what is under way", async () => {
    const asking = await client(async () => {
      await sleep(60);
      return Buffer.from("done");
    });
    asking.send("one");
    await sleep(20);
    await Promise.all(opened.splice(0).map((listener) => listener.close()));
    expect(await asking.until(1)).toEqual(["done"]);
  });

  it("drops what a plugin gives after the grace", async () => {
    const asking = await client(
      async () => {
        await sleep(200);
        return Buffer.from("late");
      },
      { graceMs: 20 },
    );
    asking.send("one");
    await sleep(20);
    await Promise.all(opened.splice(0).map((listener) => listener.close()));
    expect(await isOpen(asking, 100)).toBe(false);
    await sleep(250);
    expect(asking.replies).toEqual([]);
    expect(failures).toEqual([]);
  });
});

describe("what goes wrong with one query harms no other", () => {
  const wrong: Readonly<Record<string, Answerer>> = {
    "an answerer that throws": () => {
      throw new Error("thrown");
    },
    "an answerer that rejects": () => Promise.reject(new Error("thrown")),
    "a reply that has no length": () => new Uint8Array(70_000),
    "a reply that has no length, later": async () => new Uint8Array(70_000),
  };
  it.each(Object.entries(wrong))("%s", async (_, first) => {
    let asked = 0;
    const asking = await client((bytes, ...more) => (asked++ === 0 ? first(bytes, ...more) : echo(bytes, ...more)));
    asking.send("one", "two");
    expect(await asking.until(1)).toEqual(["two"]);
    expect(failures).toHaveLength(1);
  });
});
