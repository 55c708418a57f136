import { createSocket, type RemoteInfo } from "node:dgram";
import { createServer, type Server } from "node:net";
import dnsPacket, { type Answer } from "dns-packet";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { alignColumns } from "../../lib/text/columns.ts";
import { ask } from "./ask.ts";
import { decodeReply } from "./decode.ts";
import { writeDigText } from "./dig-text.ts";
import { encodeQuestion } from "./question.ts";
import { readFrame, UnreadableMessage } from "./sections.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Answering = (query: Buffer, from: RemoteInfo) => Uint8Array | undefined;

async function serveUdp(answer: Answering): Promise<{ address: string; port: number }> {
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    const reply = answer(query, from);
    if (reply !== undefined) socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
  closers.push(() => socket.close());
  return { address: "127.0.0.1", port: socket.address().port };
}

/** A TCP server that sends its reply in single octets. */
async function serveTcp(port: number, answer: (query: Buffer) => Uint8Array | undefined): Promise<void> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      const reply = answer(data.subarray(2));
      if (reply === undefined) return void socket.end();
      for (const octet of [reply.length >> 8, reply.length & 0xff, ...reply]) socket.write(Uint8Array.of(octet));
    });
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  closers.push(() => server.close());
}

const request = (parts: object) => askRequestSchema.parse({ name: "www.example.org", timeoutMs: 500, ...parts });
const reply = (query: Buffer, answers: Answer[], flags = 0x05_80): Buffer => {
  const { id, questions } = dnsPacket.decode(query);
  return dnsPacket.encode({ type: "response", id: id ?? 0, flags, questions: questions ?? [], answers });
};
const address: Answer = { type: "A", name: "www.example.org", ttl: 60, class: "IN", data: "192.0.2.1" };

describe("a question on the wire", () => {
  const wire = (parts: object): Uint8Array => {
    const encoded = encodeQuestion(request(parts), 0x12_34);
    if ("error" in encoded) throw new Error(encoded.error);
    return encoded.wire;
  };
  it("is what dns-packet reads", () => {
    expect(dnsPacket.decode(Buffer.from(wire({ type: "AAAA", flags: { checkingDisabled: true } })))).toMatchObject({
      id: 0x12_34,
      type: "query",
      flag_rd: true,
      flag_cd: true,
      questions: [{ name: "www.example.org", type: "AAAA", class: "IN" }],
      additionals: [],
    });
  });
  it("carries an OPT record when EDNS is wanted", () => {
    const packet = dnsPacket.decode(Buffer.from(wire({ edns: { size: 1400, dnssecOk: true } })));
    expect(packet.additionals).toMatchObject([{ type: "OPT", udpPayloadSize: 1400, flag_do: true, ednsVersion: 0 }]);
  });
  it("keeps the case of the name, dots in labels and octets that are no characters", () => {
    expect(readFrame(wire({ name: "WwW.a\\.b.\\255.example.org" })).question[0]?.name).toBe(
      "WwW.a\\.b.\\255.example.org.",
    );
  });
  it("takes types and classes by number", () => {
    expect(readFrame(wire({ type: "type65280", class: "CLASS7" })).question[0]).toMatchObject({
      type: 65_280,
      class: 7,
    });
  });
  const bad: Record<string, object> = {
    "an empty label": { name: "a..b" },
    "a label of 64 octets": { name: `${"a".repeat(64)}.org` },
    "a type that is none": { type: "AAAAA" },
    "a type from the prototype of objects": { type: "constructor" },
    "a class out of range": { class: "CLASS65536" },
  };
  it.each(Object.entries(bad))("is refused with %s", (_, parts) => {
    expect(encodeQuestion(request(parts), 1)).toHaveProperty("help");
  });
});

describe("asking", () => {
  it("over UDP gives the decoded reply, bytes and time", async () => {
    const target = await serveUdp((query) => reply(query, [address]));
    const asked = await ask({ target, label: "dns://:53", request: request({}) });
    expect(asked).toMatchObject({
      question: { name: "www.example.org." },
      received: {
        kind: "reply",
        transport: "udp",
        sizeBytes: 64,
        message: {
          rcode: "NOERROR",
          flags: ["qr", "aa", "rd", "ra"],
          question: [{ name: "www.example.org.", class: "IN", type: "A" }],
          answer: [{ name: "www.example.org.", ttlSeconds: 60, class: "IN", type: "A", rdata: "192.0.2.1" }],
        },
      },
    });
  });
  it("tells the source before the question goes out, and comes from there", async () => {
    const order: string[] = [];
    const target = await serveUdp((query, from) => {
      order.push(`asked from ${from.address}:${from.port}`);
      return reply(query, []);
    });
    const beforeSending = async (local: { address: string; port: number }) => {
      order.push(`asked from ${local.address}:${local.port}`);
    };
    await ask({ target, label: "", request: request({}), sourceAddress: "127.0.0.77", beforeSending });
    expect(order).toHaveLength(2);
    expect(order[0]).toBe(order[1]);
    expect(order[0]).toMatch(/127\.0\.0\.77:\d+/);
  });
  it("ignores a reply with another ID", async () => {
    const target = await serveUdp((query) => {
      const wrong = reply(query, [address]);
      wrong[0] = (wrong[0] ?? 0) ^ 0xff;
      return wrong;
    });
    expect(await ask({ target, label: "", request: request({}) })).toMatchObject({ received: { because: "timeout" } });
  });
  it("asks again over TCP when the reply is truncated and that is wanted", async () => {
    const target = await serveUdp((query) => reply(query, [], 0x07_80));
    await serveTcp(target.port, (query) => reply(query, [address]));
    const told: string[] = [];
    const beforeSending = async (_: unknown, transport: string) => void told.push(transport);
    const asked = await ask({ target, label: "", request: request({ retryOverTcp: true }), beforeSending });
    expect(asked).toMatchObject({
      received: { kind: "reply", transport: "tcp", message: { answer: [{ type: "A" }] } },
    });
    expect(told).toEqual(["udp", "tcp"]);
    expect(await ask({ target, label: "", request: request({}) })).toMatchObject({
      received: { transport: "udp", message: { flags: ["qr", "aa", "tc", "rd", "ra"] } },
    });
  });
  it("tells a closed connection from a refused one", async () => {
    const target = await serveUdp(() => undefined);
    const overTcp = { target, label: "", request: request({ transport: "tcp" }) };
    expect(await ask(overTcp)).toMatchObject({ received: { because: "connection refused" } });
    await serveTcp(target.port, () => undefined);
    expect(await ask(overTcp)).toMatchObject({ received: { because: "connection closed" } });
  });
  it("over UDP to a port where nobody listens is refused, not timed out", async () => {
    const target = await serveUdp(() => undefined);
    for (const close of closers.splice(0)) close();
    expect(await ask({ target, label: "", request: request({}) })).toMatchObject({
      received: { because: "connection refused" },
    });
  });
  it("can be cancelled", async () => {
    const target = await serveUdp(() => undefined);
    const signal = AbortSignal.timeout(50);
    expect(await ask({ target, label: "", request: request({ timeoutMs: 5000 }), signal })).toMatchObject({
      received: { because: "cancelled" },
    });
  });
  it("gives bytes that are no message as unreadable, with the place", async () => {
    const target = await serveUdp((query) =>
      Buffer.concat([reply(query, []).subarray(0, 12), Uint8Array.of(0xc0, 0x0c)]),
    );
    expect(await ask({ target, label: "", request: request({}) })).toMatchObject({
      received: { because: "unreadable", text: expect.stringContaining("octet 12 does not point backwards") },
    });
  });
});

/** A record with raw RDATA. */
function unnamed(type: string, hex: string): Answer {
  return { type, name: "example.org", data: Buffer.from(hex, "hex") } as unknown as Answer;
}

describe("presentation format of", () => {
  const name = "example.org";
  const records: Record<string, [Answer, string]> = {
    AAAA: [{ type: "AAAA", name, data: "2001:db8::1" }, "2001:db8::1"],
    MX: [{ type: "MX", name, data: { preference: 10, exchange: "mail.example.org" } }, "10 mail.example.org."],
    SRV: [
      { type: "SRV", name, data: { priority: 1, weight: 2, port: 3, target: "a.example.org" } },
      "1 2 3 a.example.org.",
    ],
    TXT: [{ type: "TXT", name, data: ['say "hi"\\', "\u00e4"] }, '"say \\"hi\\"\\\\" "\\195\\164"'],
    SOA: [
      {
        type: "SOA",
        name,
        data: {
          mname: "a.org",
          rname: "b\\.c.org",
          serial: 4_000_000_000,
          refresh: 2,
          retry: 3,
          expire: 4,
          minimum: 5,
        },
      },
      "a.org. b\\.c.org. 4000000000 2 3 4 5",
    ],
    CAA: [
      { type: "CAA", name, data: { flags: 128, tag: "issue", value: "ca.example.net" } },
      '128 issue "ca.example.net"',
    ],
    NAPTR: [
      {
        type: "NAPTR",
        name,
        data: { order: 1, preference: 2, flags: "U", services: "E2U+sip", regexp: "!^.*$!sip:x!", replacement: "." },
      },
      '1 2 "U" "E2U+sip" "!^.*$!sip:x!" .',
    ],
    DS: [
      { type: "DS", name, data: { keyTag: 1, algorithm: 13, digestType: 2, digest: Buffer.from("ab", "hex") } },
      "1 13 2 AB",
    ],
    NSEC: [
      { type: "NSEC", name, data: { nextDomain: "a.example.org", rrtypes: ["A", "RRSIG"] } },
      "a.example.org. A RRSIG",
    ],
    NSEC3: [
      {
        type: "NSEC3",
        name,
        data: {
          algorithm: 1,
          flags: 0,
          iterations: 0,
          salt: Buffer.alloc(0),
          nextDomain: Buffer.from("ff00", "hex"),
          rrtypes: ["A"],
        },
      },
      "1 0 0 - VS00 A",
    ],
    RRSIG: [
      {
        type: "RRSIG",
        name,
        data: {
          typeCovered: "A",
          algorithm: 13,
          labels: 2,
          originalTTL: 60,
          expiration: 1_700_000_000,
          inception: 0,
          keyTag: 7,
          signersName: "example.org",
          signature: Buffer.from("sig"),
        },
      },
      "A 13 2 60 20231114221320 19700101000000 7 example.org. c2ln",
    ],
    "URI, which dns-packet has no name for": [unnamed("UNKNOWN_256", "000100026162"), '1 2 "ab"'],
    "HTTPS, which dns-packet has no name for": [unnamed("UNKNOWN_65", "00010000010003026832"), '1 . alpn="h2"'],
    "HTTPS that is cut off": [unnamed("UNKNOWN_65", "0001000001"), "\\# 5 0001000001"],
    "a type that nobody knows": [unnamed("UNKNOWN_65280", "00ff"), "\\# 2 00ff"],
  };
  it.each(Object.entries(records))("%s", (_, [answer, text]) => {
    const { message, warnings } = decodeReply(dnsPacket.encode({ type: "response", answers: [answer] }));
    expect(message.answer[0]?.rdata).toBe(text);
    expect(warnings).toEqual([]);
  });
});

describe("EDNS and codes of a reply", () => {
  const opt = (extendedRcode: number, options: object[]): Answer =>
    ({
      type: "OPT",
      name: ".",
      udpPayloadSize: 1232,
      extendedRcode,
      ednsVersion: 0,
      flags: 0x80_00,
      options,
    }) as unknown as Answer;
  it("the OPT record is no record of the additional section; options have names and words", () => {
    const ede = { code: 15, data: Buffer.concat([Uint8Array.of(0, 17), Buffer.from("no")]) };
    const { message } = decodeReply(dnsPacket.encode({ type: "response", additionals: [opt(0, [ede])] }));
    expect(message.additional).toEqual([]);
    expect(message.edns).toEqual({
      version: 0,
      size: 1232,
      dnssecOk: true,
      options: [{ code: 15, name: "EDE", text: "17 (Filtered): (no)" }],
    });
  });
  it("the extended bits make BADVERS", () => {
    const { message } = decodeReply(dnsPacket.encode({ type: "response", additionals: [opt(1, [])] }));
    expect(message.rcode).toBe("BADVERS");
  });
  it("octets behind the last record are told", () => {
    const wire = Buffer.concat([dnsPacket.encode({ type: "response" }), Uint8Array.of(1, 2)]);
    expect(decodeReply(wire).warnings).toEqual(["2 octets after the last record"]);
  });
});

describe("any bytes", () => {
  const header = fc.tuple(fc.nat(65_535), fc.nat(65_535));
  const words = (values: readonly number[]) => values.flatMap((value) => [value >> 8, value & 0xff]);
  const types = fc.constantFrom(
    1,
    2,
    5,
    6,
    12,
    13,
    15,
    16,
    17,
    28,
    33,
    35,
    39,
    41,
    43,
    44,
    46,
    47,
    48,
    50,
    52,
    64,
    65,
    250,
    256,
    257,
    999,
  );
  const record = fc
    .tuple(types, fc.uint8Array({ maxLength: 40 }), fc.nat(3))
    .map(([type, rdata, lie]) => [
      0,
      ...words([type, 1, 0, 60, Math.max(0, rdata.length - (lie > 1 ? 0 : lie))]),
      ...rdata,
    ]);
  const wires = fc
    .tuple(header, fc.array(record, { maxLength: 4 }))
    .map(([head, records]) => Uint8Array.from([...words([...head, 0, records.length, 0, 0]), ...records.flat()]));
  it("are a message or unreadable, never anything worse", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 120 }), wires), (wire) => {
        try {
          const decoded = decodeReply(wire);
          writeDigText(decoded, { sizeBytes: wire.length, tookMs: 1, transport: "udp", server: "x" });
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableMessage);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe("columns", () => {
  it("are as wide as their widest entry", () =>
    expect(
      alignColumns([
        ["a", "b"],
        ["ccc", "d"],
      ]),
    ).toEqual(["a    b", "ccc  d"]));
});
