/** Real sockets on loopback; what is answered is up to each test. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { Arrival } from "../../lib/chain/query.ts";
import type { Answerer, Listener } from "./listener.ts";
import { listenUdp } from "./udp.ts";

const opened: Listener[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
});

async function listen(answer: Answerer, address = "127.0.0.1"): Promise<number> {
  const options = { place: { address, port: 0 }, server: "dns://:53", answer, nowMs: () => performance.now() };
  const listener = await listenUdp(options);
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
    const port = await listen((bytes, arrival, buffer) => {
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
});
