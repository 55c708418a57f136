/** Upstreams on loopback; errors are the ones that Go prints. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { framed } from "../../lib/dns/wire/message-stream.ts";
import { ExchangeError, type UpstreamConnection, type UpstreamEndpoint } from "../../lib/ports/exchange.ts";
import { systemExchange } from "./exchange.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** What an upstream does with a message. */
type Upstream = (message: Buffer, send: (reply: Uint8Array) => void) => void;

async function udp(upstream: Upstream): Promise<UpstreamEndpoint> {
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => upstream(message, (reply) => socket.send(reply, from.port, from.address)));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  closers.push(() => socket.close());
  return { transport: "udp", address: "127.0.0.1", port: socket.address().port };
}

async function tcp(onConnection: (socket: Socket) => void): Promise<UpstreamEndpoint> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => undefined);
    onConnection(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return { transport: "tcp", address: "127.0.0.1", port: bound.port };
}

async function connect(endpoint: UpstreamEndpoint): Promise<UpstreamConnection> {
  const connection = await systemExchange.connect(endpoint, 1000);
  closers.push(() => connection.close());
  return connection;
}

const question = Uint8Array.of(0x12, 0x34, 1, 2, 3);

describe("over UDP", () => {
  it("a reply with another ID is passed over", async () => {
    const connection = await connect(
      await udp((message, send) => {
        send(Uint8Array.of(0x99, 0x99, 7));
        send(message);
      }),
    );
    expect([...(await connection.exchange(question, { timeoutMs: 1000 }))]).toEqual([...question]);
    expect(connection.usable).toBe(true);
  });

  it("whoever asks may say which reply is the one", async () => {
    const connection = await connect(
      await udp((_, send) => [1, 2, 3].map((octet) => send(Uint8Array.of(0, 0, octet)))),
    );
    const accepts = (reply: Uint8Array): boolean => reply[2] === 2;
    expect([...(await connection.exchange(question, { timeoutMs: 1000, accepts }))]).toEqual([0, 0, 2]);
  });

  it("silence is a timeout, and the connection is used up", async () => {
    const endpoint = await udp(() => undefined);
    const connection = await connect(endpoint);
    await expect(connection.exchange(question, { timeoutMs: 30 })).rejects.toMatchObject({
      kind: "timeout",
      message: expect.stringMatching(/^read udp 127\.0\.0\.1:\d+->127\.0\.0\.1:\d+: i\/o timeout$/),
    });
    expect(connection.usable).toBe(false);
    await expect(connection.exchange(question, { timeoutMs: 30 })).rejects.toMatchObject({
      kind: "closed",
      message: "use of closed network connection",
    });
  });

  it("a port where nobody listens refuses", async () => {
    const endpoint = await udp(() => undefined);
    closers.pop()?.();
    const connection = await connect(endpoint);
    await expect(connection.exchange(question, { timeoutMs: 1000 })).rejects.toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/connection refused$/),
    });
  });
});

describe("over TCP", () => {
  it("replies are put together from segments", async () => {
    const endpoint = await tcp((socket) => {
      socket.once("data", (framed) => {
        for (const octet of framed) socket.write(Uint8Array.of(octet));
      });
    });
    const connection = await connect(endpoint);
    expect([...(await connection.exchange(question, { timeoutMs: 1000 }))]).toEqual([...question]);
  });

  it("a port where nobody listens refuses", async () => {
    const endpoint = await tcp(() => undefined);
    closers.pop()?.();
    await expect(systemExchange.connect(endpoint, 1000)).rejects.toMatchObject({
      kind: "refused",
      message: `dial tcp 127.0.0.1:${endpoint.port}: connect: connection refused`,
    });
  });

  it("a connection that the other side closes ends the exchange", async () => {
    const connection = await connect(await tcp((socket) => socket.once("data", () => socket.end())));
    await expect(connection.exchange(question, { timeoutMs: 1000 })).rejects.toMatchObject({
      kind: "closed",
      message: "EOF",
    });
    expect(connection.usable).toBe(false);
  });
});

describe("a stream", () => {
  const message = (number: number, octets = 3): Uint8Array => {
    const made = new Uint8Array(octets);
    made.set([0x12, 0x34, number]);
    return made;
  };

  /** The numbers of the messages that come until one has `last`. */
  async function numbers(connection: UpstreamConnection, last: number): Promise<readonly number[]> {
    const found: number[] = [];
    for await (const one of connection.stream(question, { timeoutMs: 1000 })) {
      found.push(one[2] ?? 0);
      if (one[2] === last) break;
    }
    return found;
  }

  it("gives message after message, but those of others, and leaves a connection that can be used again", async () => {
    const endpoint = await tcp((socket) =>
      socket.on("data", () => {
        socket.write(Buffer.concat([framed(message(1)), framed(Uint8Array.of(9, 9, 9)), framed(message(2))]));
        setTimeout(() => socket.write(framed(message(3))), 20);
      }),
    );
    const connection = await connect(endpoint);
    expect(await numbers(connection, 3)).toEqual([1, 2, 3]);
    expect(await numbers(connection, 2)).toEqual([1, 2]);
    expect(connection.usable).toBe(true);
  });

  it("is read no faster than it is taken", async () => {
    const COUNT = 2000;
    let sent = 0;
    const endpoint = await tcp((socket) =>
      socket.once("data", () => {
        const more = (): void => {
          while (sent < COUNT) if (!socket.write(framed(message(sent++ % 250, 60_000)), () => undefined)) break;
          if (sent < COUNT) socket.once("drain", more);
        };
        more();
      }),
    );
    const connection = await connect(endpoint);
    let taken = 0;
    for await (const one of connection.stream(question, { timeoutMs: 5000 })) {
      expect(one[2]).toBe(taken % 250);
      if (taken++ === 0) {
        for (let before = -1; before !== sent; await new Promise((resolve) => setTimeout(resolve, 200))) before = sent;
        expect(sent).toBeLessThan(1000);
      }
      if (taken === COUNT) break;
    }
    expect(taken).toBe(COUNT);
  });

  it("that breaks off is an error behind what came", async () => {
    const endpoint = await tcp((socket) =>
      socket.once("data", () => socket.end(Buffer.concat([framed(message(1)), framed(message(2))]))),
    );
    const found: number[] = [];
    const reading = async (): Promise<void> => {
      const connection = await connect(endpoint);
      for await (const one of connection.stream(question, { timeoutMs: 1000 })) {
        found.push(one[2] ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    };
    await expect(reading()).rejects.toMatchObject({ kind: "closed", message: "EOF" });
    expect(found).toEqual([1, 2]);
  });

  it("may wait for each message as long as for one", async () => {
    const endpoint = await tcp((socket) =>
      socket.once("data", () => {
        for (const at of [1, 2, 3]) setTimeout(() => socket.write(framed(message(at))), at * 400);
      }),
    );
    const connection = await connect(endpoint);
    const found: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const one of connection.stream(question, { timeoutMs: 1000 })) found.push(one[2] ?? 0);
    };
    await expect(reading()).rejects.toMatchObject({ kind: "timeout" });
    expect(found).toEqual([1, 2, 3]);
  });
});

describe("what cannot be", () => {
  const nowhere: Readonly<Record<string, Partial<UpstreamEndpoint>>> = {
    "a port of 0": { port: 0 },
    "a port above all ports": { port: 70_000 },
    "a source address that is none": { port: 53, sourceAddress: "nowhere" },
    "a port of 0 from a source address": { port: 0, sourceAddress: "127.0.0.1" },
  };
  const cases = Object.entries(nowhere).flatMap(([name, parts]) =>
    (["udp", "tcp"] as const).map((transport) => ({
      name,
      endpoint: { address: "127.0.0.1", port: 53, ...parts, transport },
    })),
  );
  it.each(cases)("fails the one exchange that wants it: $name, over $endpoint.transport", async ({ endpoint }) => {
    const asking = async (): Promise<Uint8Array> => {
      const connection = await systemExchange.connect(endpoint, 500);
      closers.push(() => connection.close());
      return connection.exchange(question, { timeoutMs: 500 });
    };
    await expect(asking()).rejects.toBeInstanceOf(ExchangeError);
  });

  it("fails the one exchange whose reply breaks whoever asks", async () => {
    const connection = await connect(await udp((message, send) => send(message)));
    const accepts = (): boolean => {
      throw new TypeError("cannot judge");
    };
    await expect(connection.exchange(question, { timeoutMs: 1000, accepts })).rejects.toThrow("cannot judge");
    expect([...(await connection.exchange(question, { timeoutMs: 1000 }))]).toEqual([...question]);
  });

  it("fails the exchange whose question is too long for TCP", async () => {
    const connection = await connect(await tcp(() => undefined));
    await expect(connection.exchange(new Uint8Array(70_000), { timeoutMs: 1000 })).rejects.toBeInstanceOf(
      ExchangeError,
    );
  });
});
