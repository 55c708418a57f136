/** DNS over HTTP/3 on real sockets: requests, what is none, and what ends a connection. */
import { afterEach, describe, expect, it, test } from "vitest";
import { request } from "../../../lib/chain/_test/messages.ts";
import type { Arrival } from "../../../lib/chain/arrival.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import { FrameReader, FrameType, joined, writeFrame } from "../../../lib/http3/frames.ts";
import { decodeFields, encodeFields } from "../../../lib/http3/qpack.ts";
import type { Field } from "../../../lib/http3/static-table.ts";
import { FakeMetrics } from "../../../lib/ports/_test/fake-metrics.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { TestAuthority } from "../../_test/key-pairs.ts";
import { missingQuic } from "../../quic/quiche.ts";
import { quicClient, type Seen } from "../_test/quic-client.ts";
import { SETTINGS } from "../_test/settings.ts";
import type { Answerer, Listener } from "../listener.ts";
import { listenHttps3 } from "./https3.ts";

const authority = new TestAuthority();
const { pair } = authority.signed("dns.example.org");
const opened: Listener[] = [];
const clients: Seen[] = [];
const failures: unknown[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
  failures.length = 0;
});

const question = encodeMessage(request("www.example.org. A", { id: 0 }));
const echo: Answerer = (bytes) => bytes.slice();
const own: ListenerSettings = {
  ...SETTINGS,
  tls: { clientAuth: "nocert", material: { kind: "tls", pair }, acme: "" },
};

async function client(answer: Answerer = echo, metrics = new FakeMetrics()): Promise<Seen> {
  const options = {
    place: { address: "127.0.0.1", port: 0 },
    server: "https3://:443",
    answer,
    failed: (error: unknown) => void failures.push(error),
    graceMs: 50,
    metrics,
    nowMs: () => performance.now(),
  };
  const listener = await listenHttps3(options, () => own);
  opened.push(listener);
  const one = await quicClient({ port: listener.bound.port, protocol: "h3", authority: authority.cert });
  clients.push(one);
  return one;
}

const head = (method: string, target: string, more: readonly Field[] = []): Uint8Array =>
  writeFrame(
    FrameType.HEADERS,
    encodeFields([
      [":method", method],
      [":scheme", "https"],
      [":authority", "dns.example.org"],
      [":path", target],
      ...more,
    ]),
  );
const post = joined(head("POST", "/dns-query"), writeFrame(FrameType.DATA, question));
const get = head("GET", `/dns-query?dns=${Buffer.from(question).toString("base64url")}`);

/** Status, content type, and body of a reply; the bare text of a stream that has none. */
function reply(stream: string): readonly [string, string, string] | string {
  if (!stream.endsWith(" fin")) return stream;
  const frames = [...new FrameReader(1 << 20).push(Buffer.from(stream.slice(0, -4), "hex"))];
  const fields = new Map(
    frames.filter(({ type }) => type === FrameType.HEADERS).flatMap(({ payload }) => decodeFields(payload)),
  );
  const body = Buffer.concat(frames.filter(({ type }) => type === FrameType.DATA).map(({ payload }) => payload));
  return [fields.get(":status") ?? "", fields.get("content-type") ?? "", body.toString("hex")];
}

async function replyTo(one: Seen, octets: Uint8Array, isLast = true): Promise<ReturnType<typeof reply>> {
  one.connection.write(0, octets, isLast);
  await one.until((seen) => /fin|reset/.test(seen.stream(0)));
  return one.ended === undefined ? reply(one.stream(0)) : `ended with 0x${one.ended.toString(16)}`;
}

const found = ["200", "application/dns-message", Buffer.from(question).toString("hex")];
const refusal = (status: string, text: string): readonly string[] => [
  status,
  "text/plain; charset=utf-8",
  Buffer.from(text).toString("hex"),
];

const cases: Readonly<Record<string, readonly [Uint8Array, readonly string[] | string]>> = {
  POST: [post, found],
  GET: [get, found],
  "unknown frames before and behind": [
    joined(writeFrame(0x21, Uint8Array.of(1)), post, writeFrame(0x40, question)),
    found,
  ],
  trailers: [joined(post, writeFrame(FrameType.HEADERS, encodeFields([["x", "y"]]))), found],
  "another path": [head("GET", "/"), refusal("404", "\n")],
  "another method": [head("PUT", "/dns-query"), refusal("400", "invalid request\n")],
  "a body that is too large": [
    joined(head("POST", "/dns-query"), writeFrame(FrameType.DATA, new Uint8Array(70_000))),
    refusal("400", "invalid request\n"),
  ],
  "a header that is too large": [head("GET", "/dns-query", [["x", "y".repeat(20_000)]]), ["431", "", ""]],
  "many small headers": [head("GET", "/dns-query", Array(600).fill(["x", "y"])), ["431", "", ""]],
  "a malformed request": [writeFrame(FrameType.HEADERS, encodeFields([[":method", "GET"]])), " reset"],
  "what is no field section": [writeFrame(FrameType.HEADERS, Uint8Array.of(0xff, 0xff, 0xff)), " reset"],
  "a request that breaks off": [post.subarray(0, 20), " reset"],
  "a body shorter than it says": [
    joined(head("POST", "/dns-query", [["content-length", "99"]]), writeFrame(FrameType.DATA, question)),
    " reset",
  ],
  "a body before its header": [writeFrame(FrameType.DATA, question), "ended with 0x105"],
  "a frame of HTTP/2": [Uint8Array.of(2, 0), "ended with 0x105"],
};

describe.skipIf(missingQuic() !== undefined)("a request over HTTP/3", () => {
  test.each(Object.entries(cases))("%s", async (_, [octets, expected]) =>
    expect(await replyTo(await client(), octets)).toEqual(expected),
  );

  it("with GET is answered before its stream has ended", async () =>
    expect(await replyTo(await client(), get, false)).toEqual(found));

  it("that the server rejects is a bad one", async () => {
    const reject: Answerer = (_bytes, _arrival, place) => void place.rejected?.();
    expect(await replyTo(await client(reject), post)).toEqual(refusal("400", "invalid request\n"));
  });

  it("without an answer says so", async () =>
    expect(await replyTo(await client(() => undefined), post)).toEqual(refusal("500", "No response\n")));

  it("that breaks the server is given up alone", async () => {
    let isBroken = true;
    const one = await client((bytes) => {
      if (isBroken) throw new Error("broken");
      return bytes.slice();
    });
    expect(await replyTo(one, post)).toBe(" reset");
    isBroken = false;
    one.connection.write(4, post, true);
    await one.until((seen) => seen.stream(4).endsWith("fin"));
    expect([reply(one.stream(4)), failures]).toEqual([found, [new Error("broken")]]);
  });

  it("says who asks, and how", async () => {
    const arrivals: Arrival[] = [];
    const metrics = new FakeMetrics();
    const one = await client((bytes, arrival) => {
      arrivals.push(arrival);
      return bytes.slice();
    }, metrics);
    await replyTo(one, get);
    expect(arrivals).toMatchObject([
      {
        transport: "https3",
        tls: { serverName: "dns.example.org" },
        http: { method: "GET", path: "/dns-query", headers: { host: "dns.example.org" } },
      },
    ]);
    expect(metrics.of("coredns_dns_https3_responses_total")).toEqual({ "https3://:443,200": 1 });
  });
});

/** What a client says on a stream of its own, and with what the server ends the connection. */
const saying: Readonly<Record<string, readonly [readonly string[], number | undefined]>> = {
  settings: [["000400"], undefined],
  "a stream of an unknown kind": [["21ffff"], undefined],
  "streams of QPACK": [["02", "03"], undefined],
  "no settings at first": [["000700"], 0x10a],
  "settings for a second time": [["0004000400"], 0x105],
  "settings of HTTP/2": [["0004020201"], 0x109],
  DATA: [["0004000001ff"], 0x105],
  "two control streams": [["000400", "000400"], 0x103],
  "two encoder streams": [["02", "02"], 0x103],
  "a push stream": [["01"], 0x103],
};

describe.skipIf(missingQuic() !== undefined)("what a client says of itself", () => {
  test.each(Object.entries(saying))("%s", async (_, [streams, code]) => {
    const one = await client();
    streams.forEach((octets, at) => {
      one.connection.write(2 + 4 * at, Buffer.from(octets, "hex"), false);
    });
    one.connection.write(0, post, true);
    await one.until((seen) => seen.stream(0).endsWith("fin") && code === undefined);
    expect(one.ended).toBe(code);
    if (code === undefined) expect(reply(one.stream(0))).toEqual(found);
  });

  it("must not end its control stream", async () => {
    const one = await client();
    one.connection.write(2, Uint8Array.of(0, 4, 0), true);
    await one.until(() => false);
    expect(one.ended).toBe(0x104);
  });

  it("is answered with settings that leave QPACK's table empty", async () => {
    const one = await client();
    await one.until((seen) => seen.stream(3).length > 0);
    expect(one.stream(3)).toBe("000405068000".concat("4000"));
  });
});
