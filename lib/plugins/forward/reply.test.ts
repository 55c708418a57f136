/** Replies of upstreams that lie or are broken, and what CoreDNS 1.15.0 makes of each. */
import { describe, expect, test } from "vitest";
import { EDNS, request } from "../../chain/_test/messages.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { endsWait, readReply, type Sent } from "./reply.ts";

const octets = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
const asked = encodeMessage(request("www.example.org. A", { id: 0x12_34 }));
const QUESTION = "03777777076578616d706c65036f726700 0001 0001";
const OWNER = "03777777076578616d706c65036f726700";
const A = "c00c 0001 0001 0000001e 0004 c0000201";

const reply = (counts: string, ...parts: string[]): Uint8Array => octets([`1234 8180 ${counts}`, ...parts].join(" "));
const sent = (fields: Partial<Sent> = {}): Sent => ({
  octets: asked,
  transport: "udp",
  maxDatagramOctets: 512,
  clientId: 0x47_11,
  ...fields,
});

/** Replies that break off, or whose records do. */
const cutOff: Readonly<Record<string, Uint8Array>> = {
  "an address of three octets": reply("0001 0001 0000 0000", QUESTION, "c00c 0001 0001 0000001e 0003 c00002"),
  "a text that runs over its end": reply("0001 0001 0000 0000", QUESTION, "c00c 0010 0001 0000001e 0002 0561"),
  "an RDLENGTH behind the end": reply("0001 0001 0000 0000", QUESTION, "c00c 0001 0001 0000001e 0014 c0000201"),
  "half a record": reply("0001 0001 0000 0000", QUESTION, "c00c 0001"),
  "an owner that breaks off": reply("0001 0001 0000 0000", QUESTION, "03 7777"),
  "a bad record behind a good one": reply("0001 0002 0000 0000", QUESTION, A, "c00c 0001 0001 0000001e 0001 c0"),
};

/** Replies in which something is wrong that more octets would not mend. */
const broken: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  "half a header": [octets("1234 8180 0001 00"), "dns: short read"],
  "an address of five octets": [
    reply("0001 0001 0000 0000", QUESTION, "c00c 0001 0001 0000001e 0005 c000020100"),
    "dns: bad rdlength",
  ],
  "a name that runs over the end of its RDATA": [
    reply("0001 0001 0000 0000", QUESTION, "c00c 000f 0001 0000001e 0004 000a 0161"),
    "MX.Mx: dns: buffer size too small",
  ],
  "an owner that points to itself": [
    reply("0001 0001 0000 0000", QUESTION, "c021 0001 0001 0000001e 0004 c0000201"),
    "dns: too many compression pointers",
  ],
  "a question that breaks off": [
    reply("0001 0000 0000 0000", "03 7777"),
    "bad question name: dns: buffer size too small",
  ],
  "an option of two octets that needs four": [
    reply("0001 0000 0000 0001", QUESTION, "00 0029 04d0 00000000 0006 0009 0002 0000"),
    "OPT.Option: dns: buffer size too small",
  ],
  "an OPT record with such an option in the answer section": [
    reply("0001 0001 0000 0000", QUESTION, "00 0029 04d0 00000000 0006 0009 0002 0000"),
    "OPT.Option: dns: buffer size too small",
  ],
  "a signature, for which there is no key": [
    reply("0001 0000 0000 0001", QUESTION, "016b00 00fa 00ff 00000000 0003 016b00"),
    "dns: no secrets defined",
  ],
};

describe("over UDP", () => {
  test.each(Object.entries(cutOff))("%s makes an empty reply with TC", (_, bytes) => {
    const { reply: read, truncated, matches } = readReply(bytes, sent());
    expect([truncated, matches, read.wire]).toEqual([true, true, undefined]);
    expect(read.message).toMatchObject({ id: 0x47_11, answer: [], authority: [], additional: [] });
  });
  test("two questions and half a record make an empty reply with TC that is none to the question", () => {
    const bytes = reply("0002 0001 0000 0000", QUESTION, QUESTION, "c00c 0001");
    expect(readReply(bytes, sent())).toMatchObject({ truncated: true, matches: false });
  });
  test("what does not fit the client's buffer is cut there", () => {
    const bytes = reply("0001 0020 0000 0000", QUESTION, ...Array.from({ length: 32 }, () => A));
    expect(readReply(bytes, sent()).truncated).toBe(true);
    expect(readReply(bytes, sent({ maxDatagramOctets: 1232 })).reply.wire).toBeDefined();
  });
});

describe("over TCP", () => {
  const overTcp = sent({ transport: "tcp" });
  test.each(Object.entries(cutOff))("%s is no reply", (_, bytes) => {
    expect(() => readReply(bytes, overTcp)).toThrow(WireError);
    expect(endsWait(bytes, overTcp)).toBe(true);
  });
});

describe("whatever the transport", () => {
  test.each(Object.entries(broken))("%s is no reply", (_, [bytes, text]) => {
    for (const transport of ["udp", "tcp"] as const) {
      expect(() => readReply(bytes, sent({ transport }))).toThrow(expect.objectContaining({ message: text }));
    }
  });
});

describe("a reply that can be read, but is not plain, is written again", () => {
  const cases: Readonly<Record<string, readonly [came: Uint8Array, written: string]>> = {
    "with RDATA that ends early": [
      reply("0001 0001 0000 0000", QUESTION, "c00c 0021 0001 0000001e 0004 0001 0002"),
      `${QUESTION} ${OWNER} 0021 0001 0000001e 0006 0001 0002 0000`,
    ],
    "with octets behind its end": [
      reply("0001 0001 0000 0000", QUESTION, A, "ff"),
      `${QUESTION} ${OWNER} 0001 0001 0000001e 0004 c0000201`,
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [bytes, written]) => {
    const { reply: read } = readReply(bytes, sent());
    expect(read.wire).toBeUndefined();
    expect(Buffer.from(encodeMessage(read.message)).toString("hex").slice(24)).toBe(written.replaceAll(" ", ""));
  });
  test("a plain one goes on as the bytes that came, with the client's ID", () => {
    const bytes = encodeMessage(request("www.example.org. A", { id: 0x12_34, response: true, edns: EDNS }));
    expect(readReply(bytes, sent()).reply.wire).toEqual(Uint8Array.from([0x47, 0x11, ...bytes.subarray(2)]));
  });
});
