import { describe, expect, test } from "vitest";
import { RRType } from "../dns/iana/rrtype.ts";
import type { Edns, Message } from "../dns/message/message.ts";
import { type Name, ROOT, readName } from "../dns/name/name.ts";
import { decodeMessage } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { EDNS, query, type ReplyLines, record, reply } from "./_test/messages.ts";
import { finish, finishMessage } from "./finish.ts";
import { Reply } from "./reply.ts";

const name = (text: string): Name => readName(text) ?? ROOT;
const cookie = { code: 10, data: new Uint8Array(8) };

/** Address records of one name. */
function addresses(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `www.example.org. 300 IN A 192.0.2.${at + 1}`);
}

interface Case {
  readonly asks?: Edns;
  readonly over?: "udp" | "tcp";
  readonly from?: string;
  readonly reply?: ReplyLines;
  readonly gives: Partial<Message>;
  readonly octets?: number;
}

const cases: Readonly<Record<string, Case>> = {
  "a client without EDNS gets none": { gives: { edns: undefined } },
  "a client without EDNS gets an OPT record that a plugin made": {
    reply: { edns: { ...EDNS, dnssecOk: true } },
    gives: { edns: { ...EDNS, dnssecOk: true } },
  },
  "the OPT record repeats size and DO, and drops options": {
    asks: { ...EDNS, udpSize: 4096, dnssecOk: true, options: [cookie] },
    gives: { edns: { ...EDNS, udpSize: 4096, dnssecOk: true, options: [] } },
  },
  "of other flags the upper octet is repeated": {
    asks: { ...EDNS, z: 0x40_01 },
    gives: { edns: { ...EDNS, z: 0x40_00 } },
  },
  "a reply's own options and DO stay, its size and version do not": {
    asks: { ...EDNS, udpSize: 1400 },
    reply: { edns: { version: 1, udpSize: 512, dnssecOk: true, z: 0, options: [cookie] } },
    gives: { edns: { version: 0, udpSize: 1400, dnssecOk: true, z: 0, options: [cookie] } },
  },
  "what fits is not compressed": { reply: { answer: addresses(2) }, gives: { truncated: false }, octets: 33 + 2 * 31 },
  "what does not fit is compressed": {
    reply: { answer: addresses(20) },
    gives: { truncated: false },
    octets: 33 + 20 * 16,
  },
  "what does not fit then is cut off": {
    reply: { answer: addresses(40) },
    gives: { truncated: true },
    octets: 33 + 29 * 16,
  },
  "EDNS makes room": {
    asks: EDNS,
    reply: { answer: addresses(40) },
    gives: { truncated: false },
    octets: 33 + 40 * 16 + 11,
  },
  "an EDNS size below 512 is 512": {
    asks: { ...EDNS, udpSize: 100 },
    reply: { answer: addresses(10) },
    gives: { truncated: false },
    octets: 33 + 10 * 31 + 11,
  },
  "TCP has room for all, uncompressed": {
    over: "tcp",
    reply: { answer: addresses(100) },
    gives: { truncated: false },
    octets: 33 + 100 * 31,
  },
  "over IPv4 and UDP more than 1480 octets are compressed": {
    asks: { ...EDNS, udpSize: 4096 },
    reply: { answer: addresses(60) },
    gives: { truncated: false },
    octets: 33 + 60 * 16 + 11,
  },
  "over IPv4 and UDP 1300 octets are not": {
    asks: { ...EDNS, udpSize: 4096 },
    reply: { answer: addresses(42) },
    gives: { truncated: false },
    octets: 33 + 42 * 31 + 11,
  },
  "over IPv6 and UDP more than 1220 octets are compressed": {
    asks: { ...EDNS, udpSize: 4096 },
    from: "2001:db8::1",
    reply: { answer: addresses(42) },
    gives: { truncated: false },
    octets: 33 + 42 * 16 + 11,
  },
};

describe("a reply made of records", () => {
  test.each(Object.entries(cases))(
    "%s",
    (_, { asks, over = "udp", from = "192.0.2.99", reply: lines, gives, octets }) => {
      const asked = query("www.example.org. A", asks === undefined ? {} : { edns: asks }, {
        transport: over,
        client: { address: from, port: 1 },
      });
      const bytes = finish(asked, Reply.of(reply(asked.request, lines)));
      expect(decodeMessage(bytes)).toMatchObject(gives);
      if (octets !== undefined) expect(bytes.length).toBe(octets);
    },
  );

  test("is written into the buffer when it fits", () => {
    const buffer = new Uint8Array(512);
    const asked = query("www.example.org. A");
    const bytes = finish(asked, Reply.of(reply(asked.request)), buffer);
    expect(bytes.buffer).toBe(buffer.buffer);
  });

  test("with a code above 15 and without EDNS has no wire format", () => {
    const asked = query("www.example.org. A");
    expect(() => finish(asked, Reply.of(reply(asked.request, { rcode: 16 })))).toThrow("bad extended rcode");
  });
});

describe("the OPT record", () => {
  const asked = query("www.example.org. A", { edns: { ...EDNS, udpSize: 512 } });
  const records = addresses(2).map(record);
  const message = (fields: Partial<Message>): Message => ({ ...reply(asked.request), additional: records, ...fields });
  const placeOf = (made: Message): number | undefined => decodeMessage(finishMessage(asked, made)).ednsPlace;

  test("stays where it came", () => {
    expect(placeOf(message({ edns: EDNS, ednsPlace: 1 }))).toBe(1);
    expect(placeOf(message({ edns: EDNS }))).toBeUndefined();
  });
  test("goes to the end when the reply is cut or compressed", () => {
    const answer = addresses(20).map(record);
    expect(placeOf(message({ answer, edns: EDNS, ednsPlace: 1 }))).toBeUndefined();
  });
  test("loses a name that it should not have", () => {
    const { edns } = decodeMessage(
      finishMessage(asked, message({ edns: { ...EDNS, owner: name("opt.example.org.") } })),
    );
    expect(edns?.owner).toBeUndefined();
  });
  test("keeps it for a client without EDNS", () => {
    const made = message({ edns: { ...EDNS, owner: name("opt.example.org.") } });
    expect(decodeMessage(finishMessage(query("www.example.org. A"), made)).edns?.owner).toBe("opt.example.org.");
  });
  test("that is added stands behind everything, a signature too", () => {
    const tsig = { ...records[0], name: ROOT, type: RRType.TSIG, class: 255, ttl: 0 };
    const rdata = { kind: "UNKNOWN", data: Uint8Array.of(0) } as const;
    expect(placeOf(message({ additional: [{ ...tsig, rdata }] }))).toBe(1);
  });
});

describe("a reply that is there as bytes", () => {
  /** Bytes as an upstream sends them: compressed, with another ID. */
  const fromUpstream = (lines: ReplyLines): Uint8Array => {
    const asked = query("www.example.org. A", { id: 1 });
    return encodeMessage(reply(asked.request, lines), { compress: true });
  };
  const compressed = (count: number): number => 33 + count * 16;

  test("goes on as it is but for its ID", () => {
    const wire = fromUpstream({ answer: addresses(3) });
    const asked = query("www.example.org. A");
    const bytes = finish(asked, Reply.ofWire(wire));
    expect(bytes.subarray(2)).toEqual(wire.subarray(2));
    expect(decodeMessage(bytes).id).toBe(4711);
    expect(decodeMessage(wire).id).toBe(1);
  });
  test("gets an OPT record when the client sent one", () => {
    const asked = query("www.example.org. A", { edns: { ...EDNS, dnssecOk: true } });
    const bytes = finish(asked, Reply.ofWire(fromUpstream({ answer: addresses(3) })));
    expect(decodeMessage(bytes)).toMatchObject({ edns: { ...EDNS, dnssecOk: true }, answer: { length: 3 } });
    expect(bytes.length).toBe(compressed(3) + 11);
  });
  test("has its own OPT record brought in line", () => {
    const wire = fromUpstream({
      answer: addresses(1),
      edns: { ...EDNS, version: 1, udpSize: 512, z: 0x40_01, dnssecOk: true },
    });
    const asked = query("www.example.org. A", { edns: { ...EDNS, udpSize: 1400 } });
    expect(decodeMessage(finish(asked, Reply.ofWire(wire))).edns).toEqual({
      ...EDNS,
      udpSize: 1400,
      z: 0x40_00,
      dnssecOk: true,
    });
  });
  test("with options in its OPT record keeps them", () => {
    const wire = fromUpstream({ edns: { ...EDNS, options: [cookie] } });
    const asked = query("www.example.org. A", { edns: { ...EDNS, udpSize: 1400 } });
    expect(decodeMessage(finish(asked, Reply.ofWire(wire))).edns).toEqual({
      ...EDNS,
      udpSize: 1400,
      options: [cookie],
    });
  });
  test("is compressed so that it is not fragmented", () => {
    const edns = { ...EDNS, udpSize: 4096 };
    const uncompressed = encodeMessage(
      reply(query("www.example.org. A", { id: 1 }).request, { answer: addresses(60) }),
    );
    const overUdp = finish(query("www.example.org. A", { edns }), Reply.ofWire(uncompressed));
    expect(overUdp.length).toBe(compressed(60) + 11);
    const overTcp = finish(query("www.example.org. A", { edns }, { transport: "tcp" }), Reply.ofWire(uncompressed));
    expect(overTcp.length).toBe(uncompressed.length + 11);
  });
  test("that is too large is cut off like any other", () => {
    const asked = query("www.example.org. A");
    const bytes = finish(asked, Reply.ofWire(fromUpstream({ answer: addresses(40) })));
    expect(decodeMessage(bytes)).toMatchObject({ truncated: true, answer: { length: 29 } });
  });
});
