/** Streams from a plugin to a listener's sink. */
import { describe, expect, test } from "vitest";
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";
import { decodeMessage } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { explain } from "../explanation/explain.ts";
import type { Explanation } from "../explanation/explanation.ts";
import { arriving, EDNS, query, reply, request } from "./_test/messages.ts";
import { passing, served, serverOf } from "./_test/serving.ts";
import type { Handler } from "./handler.ts";
import { streamed } from "./outcome.ts";
import { Reply } from "./reply.ts";
import type { Seal } from "./seal.ts";
import type { Flow, ReplyPlace, Sink } from "./sink.ts";
import type { ReplyStream } from "./stream.ts";

const arrival = arriving({ transport: "tcp" });
const asked = request("example.org. AXFR", { edns: EDNS });
const A = "www.example.org. 60 IN A 192.0.2.1";
const replyOf = (count: number, fields: Partial<Message> = {}): Reply =>
  Reply.of({ ...reply(asked, { answer: Array<string>(count).fill(A) }), ...fields });
const plugin = (stream: () => ReplyStream, seal?: Seal): Handler => ({
  name: "transfer",
  serve: () => ({ ...streamed("transfer", stream()), seal }),
});

/** A client that takes so many messages, each when it is told to. */
class Client implements Sink {
  readonly messages: Uint8Array[] = [];
  readonly #most: number;
  go: (() => void) | undefined;

  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  write(message: Uint8Array): Flow | Promise<Flow> {
    this.messages.push(message);
    if (this.messages.length >= this.#most) return "enough";
    return new Promise((resolve) => {
      this.go = () => resolve("more");
    });
  }

  get place(): ReplyPlace {
    return { buffer: () => new Uint8Array(4096), sink: this };
  }
}

/** One that takes all at once. */
class Eager extends Client {
  override write(message: Uint8Array): Flow {
    void super.write(message);
    return "more";
  }
}

const records = (messages: readonly Uint8Array[]): readonly number[] =>
  messages.map((message) => decodeMessage(message).answer.length);
const turns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("a stream", () => {
  test("goes into the sink, each message finished by itself", async () => {
    const { server } = serverOf(served(".", [passing("errors"), plugin(() => [replyOf(1), replyOf(3)])]));
    const client = new Eager();
    expect(await server.serve(encodeMessage(asked), arrival, client.place)).toBeUndefined();
    expect(client.messages.map(decodeMessage)).toMatchObject([
      { id: 4711, edns: EDNS, answer: { length: 1 } },
      { id: 4711, edns: EDNS, answer: { length: 3 } },
    ]);
  });

  test("waits for the client before the next message is made", async () => {
    let made = 0;
    const source = function* (): Generator<Reply, void> {
      for (; made < 9; ) yield replyOf(++made);
    };
    const { server } = serverOf(served(".", [plugin(source)]));
    const client = new Client();
    void server.serve(encodeMessage(asked), arrival, client.place);
    await turns();
    expect([made, client.messages.length]).toEqual([1, 1]);
    client.go?.();
    await turns();
    expect([made, client.messages.length]).toEqual([2, 2]);
  });

  test("whose client has gone is closed, and nothing more is sent", async () => {
    let made = 0;
    let closed = 0;
    const source = function* (): Generator<Reply, void> {
      try {
        for (;;) yield replyOf(++made);
      } finally {
        closed++;
      }
    };
    const { server } = serverOf(served(".", [plugin(source)]));
    const client = new Client(1);
    expect(await server.serve(encodeMessage(asked), arrival, client.place)).toBeUndefined();
    expect([client.messages.length, closed]).toEqual([1, 1]);
    await server.settled(0);
  });

  const failures: Readonly<Record<string, readonly [source: () => ReplyStream, panics: number]>> = {
    "that throws": [
      function* () {
        yield replyOf(1);
        throw new Error("no such zone");
      },
      1,
    ],
    "with a reply that has no wire format": [() => [replyOf(1), replyOf(1, { rcode: 0x1_00_00 })], 0],
  };
  test.each(Object.entries(failures))("%s ends with SERVFAIL", async (_, [source, panics]) => {
    const { server, metrics } = serverOf(served(".", [plugin(source)]));
    const client = new Eager();
    const last = await server.serve(encodeMessage(asked), arrival, client.place);
    expect(records(client.messages)).toEqual([1]);
    expect(decodeMessage(last ?? Uint8Array.of())).toMatchObject({ id: 4711, rcode: Rcode.SERVFAIL });
    expect(metrics.of("coredns_panics_total")[""] ?? 0).toBe(panics);
  });

  test("is its first message where a query gets one, cut as any reply", async () => {
    let closed = 0;
    const source = function* (): Generator<Reply, void> {
      try {
        for (;;) yield replyOf(100);
      } finally {
        closed++;
      }
    };
    const { server } = serverOf(served(".", [plugin(source)]));
    const bytes = await server.serve(encodeMessage(request("example.org. AXFR")), arriving());
    expect(bytes?.length).toBeLessThanOrEqual(512);
    expect(decodeMessage(bytes ?? Uint8Array.of())).toMatchObject({ truncated: true });
    expect(closed).toBe(1);
  });

  test("is its last message to a plugin that asks its own server", async () => {
    const { server } = serverOf(served(".", [plugin(() => [replyOf(1), replyOf(2)])]));
    expect((await server.ask(query("example.org. AXFR")))?.answer.length).toBe(2);
  });

  test("is explained when it is over: how much went out, and what plugins before it saw", async () => {
    const observer: Handler = {
      name: "log",
      serve: async (passed, next) => next(passed),
    };
    const { server } = serverOf(served(".", [observer, plugin(() => [replyOf(1), replyOf(2)])]));
    const client = new Eager();
    const told: Explanation[] = [];
    const listening = {
      watched: true,
      done: (one: Parameters<typeof explain>[1]) => void told.push(explain(server, one)),
    };
    await server.serve(encodeMessage(asked), arrival, { ...client.place, listening });
    const octets = client.messages.reduce((sum, { length }) => sum + length, 0);
    expect(told).toMatchObject([
      {
        reply: { rcode: "NOERROR", answers: 3, sent: true },
        answeredBy: "transfer",
        server: [
          {
            reason: {
              sentence: `the reply is a stream: 2 messages with 3 records went out, ${octets} octets in all`,
            },
          },
        ],
        steps: [{ plugin: "log", verdict: "passed", steps: [{ plugin: "transfer", verdict: "answered" }] }],
      },
    ]);
  });
});

/** Puts a number behind each message, one more each time. */
class Numbering implements Seal {
  readonly reserve = 80;
  #number = 0;

  seal(message: Uint8Array): Uint8Array {
    const sealed = new Uint8Array(message.length + this.reserve);
    sealed.set(message);
    sealed[sealed.length - 1] = ++this.#number;
    return sealed;
  }
}

describe("a seal", () => {
  const single = (count: number, seal: Seal): Handler => ({
    name: "tsig",
    serve: () => ({ rcode: Rcode.NOERROR, reply: replyOf(count), answeredBy: "tsig", seal }),
  });

  test.each([{}, { edns: { ...EDNS, udpSize: 700 } }])("keeps a reply from being cut off: %o", async (fields) => {
    const { server } = serverOf(served(".", [single(100, new Numbering())]));
    const bytes =
      (await server.serve(encodeMessage(request("www.example.org. A", fields)), arriving())) ?? Uint8Array.of();
    expect(bytes.length).toBeGreaterThan(1600);
    expect(bytes.at(-1)).toBe(1);
    const { truncated, answer } = decodeMessage(bytes.subarray(0, -80));
    expect([truncated, answer.length]).toEqual([false, 100]);
  });

  test("has its room in a reply that is there as bytes", async () => {
    const wire = encodeMessage(replyOf(14).message, { compress: true });
    const forwarding: Handler = {
      name: "forward",
      serve: () => ({ rcode: Rcode.NOERROR, reply: Reply.ofWire(wire), seal: new Numbering() }),
    };
    const { server } = serverOf(served(".", [forwarding]));
    const bytes = (await server.serve(encodeMessage(request("www.example.org. A")), arriving())) ?? Uint8Array.of();
    expect(bytes.length).toBe(wire.length + 80);
    const long = encodeMessage(replyOf(40).message, { compress: true });
    const { server: other } = serverOf(
      served(".", [{ ...forwarding, serve: () => ({ rcode: 0, reply: Reply.ofWire(long), seal: new Numbering() }) }]),
    );
    const whole = (await other.serve(encodeMessage(request("www.example.org. A")), arriving())) ?? Uint8Array.of();
    expect(whole.length).toBe(long.length + 80);
  });

  test("stays below 65535 octets over TCP", async () => {
    const { server } = serverOf(served(".", [single(5000, new Numbering())]));
    const bytes = (await server.serve(encodeMessage(request("www.example.org. A")), arrival)) ?? Uint8Array.of();
    expect(bytes.length).toBeLessThanOrEqual(65_535);
    expect(bytes.length).toBeGreaterThan(65_000);
  });

  test("goes onto each message of a stream, in their order", async () => {
    const { server } = serverOf(served(".", [plugin(() => [replyOf(1), replyOf(2), replyOf(3)], new Numbering())]));
    const client = new Eager();
    await server.serve(encodeMessage(asked), arrival, client.place);
    expect(client.messages.map((message) => message.at(-1))).toEqual([1, 2, 3]);
  });

  test("is left out where the server itself replies", async () => {
    const refusing: Handler = { name: "acl", serve: () => ({ rcode: Rcode.REFUSED, seal: new Numbering() }) };
    const { server } = serverOf(served(".", [refusing]));
    const bytes = (await server.serve(encodeMessage(request("www.example.org. A")), arrival)) ?? Uint8Array.of();
    expect(bytes.length).toBe(33);
  });
});
