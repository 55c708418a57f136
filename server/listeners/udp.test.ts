/** Real sockets on loopback; what is answered is up to each test. */
import { createSocket, Socket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { Arrival } from "../../lib/chain/arrival.ts";
import type { Answerer, Listener } from "./listener.ts";
import { listenUdp } from "./udp.ts";

const opened: Listener[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
});

const failures: unknown[] = [];
const bind = vi.spyOn(Socket.prototype, "bind");
beforeEach(() => {
  failures.length = 0;
  bind.mockClear();
});

const GRACE_MS = 30;
const nowMs = (): number => performance.now();
const failed = (error: unknown): void => void failures.push(error);

async function listen(answer: Answerer, address = "127.0.0.1", graceMs = 5000): Promise<number> {
  const place = { address, port: 0 };
  const listener = await listenUdp({ place, server: "dns://:53", answer, failed, graceMs, nowMs });
  opened.push(listener);
  return listener.bound.port;
}

interface Client {
  readonly socket: Socket;
  readonly replies: readonly string[];
  until(count: number): Promise<readonly string[]>;
}

function client(type: "udp4" | "udp6" = "udp4"): Client {
  const socket = createSocket(type);
  sockets.push(socket);
  const replies: string[] = [];
  socket.on("message", (message) => replies.push(message.toString("latin1")));
  const until = async (count: number): Promise<readonly string[]> => {
    for (let tries = 0; tries < 200 && replies.length < count; tries++) await sleep(5);
    return replies;
  };
  return { socket, replies, until };
}

describe("a UDP listener", () => {
  it("answers into buffers that do not mix up, and tells who asked", async () => {
    const arrivals: Arrival[] = [];
    const port = await listen((bytes, arrival, { buffer }) => {
      arrivals.push(arrival);
      const reply = buffer().subarray(0, bytes.length);
      reply.set(bytes);
      return reply;
    });
    const { socket, until } = client();
    const sent = Array.from({ length: 300 }, (_, at) => `query ${at}`);
    for (const text of sent) socket.send(text, port, "127.0.0.1");
    expect([...(await until(300))].sort()).toEqual([...sent].sort());
    expect(arrivals[0]).toMatchObject({
      client: { address: "127.0.0.1", port: socket.address().port },
      local: { address: "127.0.0.1", port },
      transport: "udp",
      server: "dns://:53",
    });
  });

  it("on every address answers IPv4 and IPv6", async () => {
    const seen: string[] = [];
    const port = await listen((bytes, { client: { address } }) => {
      seen.push(address);
      return Uint8Array.from(bytes);
    }, "");
    const ipv4 = client("udp4");
    ipv4.socket.send("four", port, "127.0.0.1");
    expect(await ipv4.until(1)).toEqual(["four"]);
    const ipv6 = client("udp6");
    ipv6.socket.on("error", () => undefined);
    ipv6.socket.send("six", port, "::1", () => undefined);
    await ipv6.until(1);
    expect(seen.filter((address) => address !== "::1")).toEqual(["127.0.0.1"]);
  });

  it.runIf(process.platform === "linux")("on every address answers from the one that was asked", async () => {
    const port = await listen((bytes) => Uint8Array.from(bytes), "");
    const { socket, until } = client();
    // A connected socket takes nothing from another address.
    socket.connect(port, "127.0.0.3");
    await once(socket, "connect");
    socket.send("one");
    expect(await until(1)).toEqual(["one"]);
    socket.send("two");
    expect(await until(2)).toEqual(["one", "two"]);
  });

  it.runIf(process.platform === "linux")(
    "on every address leaves an address to the listener that names it",
    async () => {
      const port = await listen(() => Uint8Array.of(0x2a), "");
      const named = await listenUdp({
        place: { address: "127.0.0.1", port },
        server: "dns://127.0.0.1:53",
        answer: () => Uint8Array.of(0x31),
        failed,
        nowMs,
      });
      const ask = async (): Promise<string | undefined> => {
        const { socket, until } = client();
        socket.send("which", port, "127.0.0.1");
        return (await until(1))[0];
      };
      expect(await Promise.all(Array.from({ length: 12 }, ask))).toEqual(Array.from({ length: 12 }, () => "1"));
      await named.close();
      expect(await Promise.all(Array.from({ length: 12 }, ask))).toEqual(Array.from({ length: 12 }, () => "*"));
    },
  );

  it("reads 512 octets of a datagram, as CoreDNS", async () => {
    const lengths: number[] = [];
    const port = await listen((bytes) => {
      lengths.push(bytes.length);
      return Uint8Array.of(1);
    });
    const { socket, until } = client();
    socket.send(Buffer.alloc(1000), port, "127.0.0.1");
    await until(1);
    expect(lengths).toEqual([512]);
  });

  it("lives on when a client is gone", async () => {
    const port = await listen(async (bytes) => {
      const copy = Uint8Array.from(bytes);
      await sleep(20);
      return copy;
    });
    const gone = createSocket("udp4");
    gone.send("one", port, "127.0.0.1", () => gone.close());
    await once(gone, "close");
    await sleep(40);
    const { socket, until } = client();
    socket.send("two", port, "127.0.0.1");
    expect(await until(1)).toEqual(["two"]);
  });

  it("that closes finishes what is under way", async () => {
    const port = await listen(async () => {
      await sleep(50);
      return Uint8Array.of(0x6f, 0x6b);
    });
    const { socket, until } = client();
    socket.send("one", port, "127.0.0.1");
    await sleep(20);
    await Promise.all(opened.splice(0).map((listener) => listener.close()));
    expect(await until(1)).toEqual(["ok"]);
  });

  it("that closed drops what a plugin gives after the grace", async () => {
    const port = await listen(
      async (_bytes, _arrival, { buffer }) => {
        await sleep(4 * GRACE_MS);
        return buffer().subarray(0, 2);
      },
      "127.0.0.1",
      GRACE_MS,
    );
    const { socket, replies } = client();
    socket.send("one", port, "127.0.0.1");
    await sleep(GRACE_MS);
    await Promise.all(opened.splice(0).map((listener) => listener.close()));
    await sleep(6 * GRACE_MS);
    expect(replies).toEqual([]);
    expect(failures).toEqual([]);
  });
});

describe("what goes wrong with one query", () => {
  const copyOf = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes);
  const wrong: Readonly<Record<string, Answerer>> = {
    "an answerer that throws": () => {
      throw new Error("thrown");
    },
    "an answerer that rejects": () => Promise.reject(new Error("thrown")),
    "a reply that cannot be sent": () => {
      vi.spyOn(Socket.prototype, "send").mockImplementationOnce(() => {
        throw new Error("thrown");
      });
      return Uint8Array.of(1);
    },
    "a reply that cannot be sent later": async () => {
      await sleep(1);
      vi.spyOn(Socket.prototype, "send").mockImplementationOnce(() => {
        throw new Error("thrown");
      });
      return Uint8Array.of(1);
    },
  };
  it.each(Object.entries(wrong))("harms no other: %s", async (_, first) => {
    let asked = 0;
    const port = await listen((bytes, ...more) => (asked++ === 0 ? first(bytes, ...more) : copyOf(bytes)));
    const { socket, until } = client();
    socket.send("one", port, "127.0.0.1");
    for (let tries = 0; tries < 200 && failures.length === 0; tries++) await sleep(5);
    vi.mocked(Socket.prototype.send).mockRestore?.();
    socket.send("two", port, "127.0.0.1");
    expect(await until(1)).toEqual(["two"]);
    expect(failures).toMatchObject([{ message: "thrown" }]);
  });

  it.each(["at once", "later"])("is told of nobody: a datagram from port 0, answered %s", async (when) => {
    let asked = 0;
    const port = await listen((bytes) => {
      asked++;
      return when === "later" ? Promise.resolve(copyOf(bytes)) : copyOf(bytes);
    });
    const [listening] = bind.mock.contexts;
    if (!(listening instanceof Socket)) throw new Error("nobody listens");
    listening.emit("message", Buffer.from("one"), { address: "127.0.0.1", family: "IPv4", port: 0, size: 3 });
    const { socket, until } = client();
    socket.send("two", port, "127.0.0.1");
    expect(await until(1)).toEqual(["two"]);
    expect(asked).toBe(2);
    expect(failures).toEqual([]);
  });
});

test("listeners that nobody asks hold no buffers", async () => {
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < 100; count++) await listen(() => undefined);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1024 * 1024);
});
