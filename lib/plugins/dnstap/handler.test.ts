import { describe, expect, test } from "vitest";
import { query } from "../../chain/_test/messages.ts";
import { offersOf } from "../../chain/handler.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { StreamError } from "../../ports/stream.ts";
import { type Carrying, run, world } from "../_test/run.ts";
import { type Following, failing, replying, serve, streaming } from "../_test/serve.ts";
import { ACCEPT, controlFrame, FINISH, messagesOf, receivedBy } from "./_test/receiver.ts";
import { TAPS, TapType } from "./api.ts";
import { setup } from "./setup.ts";

const A = "www.example.org. 60 IN A 192.0.2.1";
const TCP = "dnstap tcp://127.0.0.1:6000";

/** Lets promises come as far as they can. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

/** A started dnstap whose receiver has agreed. */
async function connected(lines: string) {
  const host = world();
  const starting = run(setup, lines, host);
  await settle();
  const [stream] = host.streams.opened;
  if (stream === undefined) throw new Error("nobody connects");
  stream.send(ACCEPT);
  return { host, stream, running: await starting };
}

async function told(lines: string, then: Following, carrying: Carrying = {}) {
  const { host, stream, running } = await connected(lines);
  const served = await running.ask("www.example.org. A", then, carrying);
  await host.clock.pass(1000);
  return { host, stream, running, served, messages: messagesOf(stream) };
}

describe("messages", () => {
  test("tell of a query and its reply, from whom and when", async () => {
    const { messages, stream, served } = await told(TCP, replying({ answer: [A] }));
    const common = { family: 1, protocol: 1, queryAddress: "192.0.2.99", queryPort: 40_000 };
    expect(messages).toMatchObject([
      { ...common, type: TapType.CLIENT_QUERY, responseSeconds: undefined, queryMessage: undefined },
      { ...common, type: TapType.CLIENT_RESPONSE, responseMessage: undefined },
    ]);
    const [asked, replied] = messages;
    expect([asked?.querySeconds, asked?.identity?.length]).toEqual([replied?.querySeconds, asked?.identity?.length]);
    expect(replied?.responseSeconds).toBeGreaterThanOrEqual(asked?.querySeconds ?? Number.POSITIVE_INFINITY);
    expect([asked?.version, asked?.extra]).toEqual(["CoreDNS-1.15.0", undefined]);
    expect(receivedBy(stream).slice(0, 2)).toEqual(["READY protobuf:dnstap.Dnstap", "START protobuf:dnstap.Dnstap"]);
    expect(served.sentence).toBe("query and reply are told to tcp://127.0.0.1:6000: client and time");
  });
  test("carry the messages themselves with full, the reply as the client gets it", async () => {
    const fields = { edns: { version: 0, udpSize: 1232, dnssecOk: true, z: 0, options: [] } };
    const { messages } = await told(`${TCP} full`, replying({ answer: [A] }), { fields });
    const [asked, replied] = messages;
    expect(decodeMessage(asked?.queryMessage ?? new Uint8Array()).edns?.dnssecOk).toBe(true);
    const sent = decodeMessage(replied?.responseMessage ?? new Uint8Array());
    expect([sent.answer.length, sent.edns?.dnssecOk]).toEqual([1, true]);
  });
  test("say identity, version and extra, with what is known of the query", async () => {
    const lines = `${TCP} {\nidentity me\nversion v0\nextra "{name} {type} {rcode} {rsize} {duration} {/a/b} {/c/d}"\n}`;
    const { running, stream, host } = await connected(lines);
    const asked = query("www.example.org. A");
    asked.metadata = new Map([["a/b", () => "met"]]);
    const handler = running.blocks[0]?.chain.links[0]?.handler;
    if (handler === undefined) throw new Error("no handler");
    await serve(handler, asked, replying());
    await host.clock.pass(1000);
    expect(messagesOf(stream)[1]).toMatchObject({
      identity: "me",
      version: "v0",
      extra: "www.example.org. A - - - met -",
    });
  });
  test("have addresses of IPv6, and TCP", async () => {
    const arrival = { transport: "tcp", client: { address: "2001:db8::1", port: 5 } } as const;
    const { messages } = await told(TCP, replying(), { arrival });
    expect(messages[0]).toMatchObject({ family: 2, protocol: 2, queryAddress: "20010db8000000000000000000000001" });
  });
  test("tell of the code that the server replies with when nobody wrote", async () => {
    const { messages } = await told(`${TCP} full`, failing(Rcode.REFUSED));
    expect(decodeMessage(messages[1]?.responseMessage ?? new Uint8Array()).rcode).toBe(Rcode.REFUSED);
  });
  test("tell of no reply where there is none", async () => {
    const { messages, served } = await told(TCP, failing(Rcode.NOERROR));
    expect(messages.map(({ type }) => type)).toEqual([TapType.CLIENT_QUERY]);
    expect(served.sentence).toContain("there is no reply to tell");
  });
  test("tell of each reply of a stream", async () => {
    const { messages } = await told(TCP, streaming({ answer: [A] }, {}));
    expect(messages.map(({ type }) => type)).toEqual([5, 6, 6]);
  });
  test("of plugins that ask others go the same way", async () => {
    const { running, stream, host } = await connected(`${TCP} full`);
    const [tap] = offersOf(running.blocks[0]?.chain.links.map(({ handler }) => handler) ?? [], TAPS);
    const local = { address: "2001:db8::1", port: 4000 };
    const asked = { address: "192.0.2.53", port: 53 };
    const type = TapType.FORWARDER_QUERY;
    tap?.send({ type, protocol: "tcp", asker: local, asked, queryMs: 1_700_000_000_123.456 }, query("a.test. A"));
    await host.clock.pass(1000);
    expect(messagesOf(stream)).toMatchObject([
      { type, family: 1, responseAddress: "192.0.2.53", responsePort: 53, querySeconds: 1_700_000_000 },
    ]);
    expect(messagesOf(stream)[0]?.queryNanoseconds).toBe(123_456_000);
  });
});

describe("a receiver that is connected to", () => {
  test("may be missing: that is logged, messages are counted and lost, and it is tried again", async () => {
    const host = world();
    host.streams.failures.push(new StreamError("refused", "dial tcp 127.0.0.1:6000: connect: connection refused"));
    const running = await run(setup, TCP, host);
    expect(host.log.lines.at(-1)).toContain(
      "plugin/dnstap: No connection to dnstap endpoint: dial tcp 127.0.0.1:6000: connect: connection refused",
    );
    const { sentence } = await running.ask("a.test. A", replying());
    expect(sentence).toContain("nobody takes messages at tcp://127.0.0.1:6000 (dial tcp 127.0.0.1:6000");
    await host.clock.pass(10_000);
    expect(host.log.lines.at(-1)).toContain("Dropped dnstap messages: 2");
    expect(host.streams.opened).toHaveLength(1);
  });
  test("that breaks off is connected to again", async () => {
    const { running, host, stream } = await connected(TCP);
    stream.close();
    await running.ask("a.test. A", replying());
    await host.clock.pass(1000);
    host.streams.opened[1]?.send(ACCEPT);
    await settle();
    await running.ask("b.test. A", replying());
    await host.clock.pass(1000);
    expect(messagesOf(host.streams.opened[1] ?? { written: [] })).toHaveLength(2);
  });
  test("of another content type is none", async () => {
    const host = world();
    const starting = run(setup, TCP, host);
    await settle();
    host.streams.opened[0]?.send(controlFrame(1, "protobuf:other"));
    await starting;
    expect(host.log.lines.at(-1)).toContain("No connection to dnstap endpoint: content type mismatch");
    expect(host.streams.opened[0]?.isClosed).toBe(true);
  });
  test("that says nothing is left after 4 seconds", async () => {
    const host = world();
    const starting = run(setup, TCP, host);
    await settle();
    await host.clock.pass(4000);
    await starting;
    expect(host.log.lines.at(-1)).toContain("No connection to dnstap endpoint: i/o timeout");
  });
  test("hears at the end that it was all", async () => {
    const { running, stream } = await connected(TCP);
    await running.ask("a.test. A", replying());
    stream.send(FINISH);
    await running.stop();
    expect(receivedBy(stream).at(-1)).toBe("STOP");
    expect([messagesOf(stream).length, stream.isClosed]).toEqual([2, true]);
  });
  test.each([
    ["tls://127.0.0.1:6000", { network: "tls", address: "127.0.0.1", port: 6000, serverName: "127.0.0.1" }, false],
    ["tls://127.0.0.1:6000", { network: "tls", address: "127.0.0.1" }, true],
    ["/run/tap.sock", { network: "unix", path: "/run/tap.sock" }, false],
    ["unix://tap.sock", { network: "unix", path: "tap.sock" }, false],
  ])("%s is connected to at %o", async (socket, place, insecure) => {
    const { stream } = await connected(`dnstap ${socket}${insecure ? " {\nskipverify\n}" : ""}`);
    expect(stream.place).toMatchObject(place);
    if (stream.place.network === "tls") expect(stream.place.insecure).toBe(insecure);
  });
});

describe("receivers that connect", () => {
  test("get each message at once, each of them", async () => {
    const host = world();
    const running = await run(setup, "dnstap listen unix://tap.sock", host);
    const [listening] = host.streams.listening;
    const none = await running.ask("a.test. A", replying());
    expect(none.sentence).toContain("no receiver is connected to tap.sock");
    const streams = [listening?.connect(), listening?.connect()];
    for (const stream of streams) stream?.send(ACCEPT);
    await settle();
    await running.ask("b.test. A", replying());
    await settle();
    expect(streams.map((stream) => messagesOf(stream ?? { written: [] }).length)).toEqual([2, 2]);
    for (const stream of streams) stream?.send(FINISH);
    await running.stop();
    expect([listening?.isClosed, streams[0]?.isClosed]).toEqual([true, true]);
  });
  test("are left when they break off", async () => {
    const host = world();
    const running = await run(setup, "dnstap listen tcp://:6000", host);
    expect(host.streams.listening[0]?.place).toEqual({ network: "tcp", address: "", port: 6000 });
    const stream = host.streams.listening[0]?.connect();
    stream?.send(ACCEPT);
    await settle();
    stream?.close();
    await running.ask("b.test. A", replying());
    await settle();
    expect((await running.ask("c.test. A", replying())).sentence).toContain("no receiver is connected");
  });
  test("need a certificate on the listener for TLS", async () => {
    const host = world();
    await run(setup, "dnstap listen tls://127.0.0.1:6000", host);
    expect(host.log.lines.at(-1)).toContain("TLS listener requires cert and key files");
    await run(setup, "dnstap listen tls://127.0.0.1:6000 {\ntls no.pem key.pem\n}", host);
    expect(host.log.lines.at(-1)).toContain("Failed to start dnstap listener: open no.pem: no such file or directory");
  });
  test("that cannot be listened for are logged, and the server starts", async () => {
    const host = world();
    host.streams.listenError = { kind: "error", text: "listen unix tap.sock: bind: address already in use" };
    const { problem } = await run(setup, "dnstap listen tap.sock", host);
    expect([problem, host.log.lines.at(-1)]).toEqual([
      undefined,
      expect.stringContaining("Failed to start dnstap listener: listen unix tap.sock: bind: address already in use"),
    ]);
  });
});

test("several lines are several handlers, each with its receiver", async () => {
  const host = world();
  const starting = run(setup, `${TCP}\ndnstap tcp://127.0.0.1:6001 full`, host);
  await settle();
  host.streams.opened[0]?.send(ACCEPT);
  await settle();
  host.streams.opened[1]?.send(ACCEPT);
  const running = await starting;
  const links = running.blocks[0]?.chain.links ?? [];
  expect(links.map(({ at }) => at.start.line)).toEqual([2, 3]);
  expect(
    offersOf(
      links.map(({ handler }) => handler),
      TAPS,
    ).map(({ isFull }) => isFull),
  ).toEqual([false, true]);
});
