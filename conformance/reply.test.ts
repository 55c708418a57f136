import dnsPacket, { type Answer } from "dns-packet";
import { describe, expect, it } from "vitest";
import { Cursor, Unreadable } from "./cursor.ts";
import { showRdata } from "./rdata.ts";
import { typeNumber } from "./registries.ts";
import { showAnswer } from "./reply.ts";

const show = (wire: Buffer) => showAnswer({ kind: "message", wire });

describe("a reply that dns-packet wrote", () => {
  const name = "www.example.org";
  const records: Record<string, [Answer, string]> = {
    A: [{ type: "A", name, ttl: 60, data: "192.0.2.1" }, "www.example.org. 60 IN A 192.0.2.1"],
    MX: [
      { type: "MX", name, ttl: 1, data: { preference: 10, exchange: "mail.example.org" } },
      "www.example.org. 1 IN MX 10 mail.example.org.",
    ],
    TXT: [{ type: "TXT", name, ttl: 0, data: ['say "hi"\\', "b"] }, 'www.example.org. 0 IN TXT "say \\"hi\\"\\\\" "b"'],
    SRV: [
      { type: "SRV", name, ttl: 5, data: { priority: 1, weight: 2, port: 3, target: "a.example.org" } },
      "www.example.org. 5 IN SRV 1 2 3 a.example.org.",
    ],
    NSEC: [
      { type: "NSEC", name, ttl: 5, data: { nextDomain: "a.example.org", rrtypes: ["A", "RRSIG", "CAA"] } },
      "www.example.org. 5 IN NSEC a.example.org. A RRSIG CAA",
    ],
  };
  it.each(Object.entries(records))("has %s", (_, [answer, text]) => {
    const wire = dnsPacket.encode({
      type: "response",
      id: 1,
      flags: 0x05_80,
      questions: [{ type: "A", name }],
      answers: [answer],
    });
    expect(show(wire)).toEqual({
      rcode: "NOERROR",
      flags: "QR AA RD RA",
      question: ["www.example.org. IN A"],
      answer: [text],
      authority: [],
      additional: [],
    });
  });
  it("has EDNS, with the high bits of the return code", () => {
    const wire = dnsPacket.encode({
      type: "response",
      id: 1,
      questions: [{ type: "A", name }],
      additionals: [
        {
          type: "OPT",
          name: ".",
          udpPayloadSize: 1232,
          flag_do: true,
          flags: 0x80_00,
          extendedRcode: 1,
          ednsVersion: 0,
          options: [],
        },
      ],
    });
    expect(show(wire)).toMatchObject({
      rcode: "BADVERS",
      edns: { version: 0, size: 1232, do: true, options: [] },
      additional: [],
    });
  });
});

describe("RDATA", () => {
  const table: Record<string, [type: string, hex: string, text: string]> = {
    "AAAA with its longest run of zeros": ["AAAA", "20010db8000000010000000000000001", "2001:db8:0:1::1"],
    "AAAA without a run": ["AAAA", "20010db8000000010002000300040005", "2001:db8:0:1:2:3:4:5"],
    "AAAA of nothing": ["AAAA", "00000000000000000000000000000000", "::"],
    "AAAA with zeros first": ["AAAA", "00000000000000010002000300040005", "::1:2:3:4:5"],
    "AAAA with zeros last": ["AAAA", "20010db8000000000000000000000000", "2001:db8::"],
    "AAAA with an IPv4 address": ["AAAA", "00000000000000000000ffffc0000201", "::ffff:192.0.2.1"],
    "LOC with the usual sizes": ["LOC", "0012161389172dd070be15f000988d20", "42 21 54.000 N 71 6 18.000 W -24.00m"],
    HTTPS: ["HTTPS", "00010000010003026832000300022 0fb".replace(" ", ""), '1 . alpn="h2" port="8443"'],
    "MX that ends too early": ["MX", "000a", "\\# 2 000a"],
    "A that goes on": ["A", "7f00000101", "\\# 5 7f00000101"],
    "a type without a name": ["TYPE65400", "0102", "\\# 2 0102"],
    "a type without octets": ["TYPE65400", "", "\\# 0 "],
    NSEC3: ["NSEC3", "010000000002ff000001 40".replace(" ", ""), "1 0 0 - vs00 A"],
  };
  it.each(Object.entries(table))("of %s", (_, [type, hex, text]) => {
    const wire = Buffer.from(hex, "hex");
    expect(showRdata(new Cursor(wire, { at: 0, end: wire.length }), typeNumber(type), 1)).toBe(text);
  });
  it("of an address outside class IN is octets", () => {
    const wire = Buffer.from("7f000001", "hex");
    expect(showRdata(new Cursor(wire, { at: 0, end: 4 }), typeNumber("A"), 4)).toBe("\\# 4 7f000001");
  });
});

describe("bytes that are no message", () => {
  const header = "000184000001000100000000";
  const broken: Record<string, string> = {
    "a header that is cut off": "0001",
    "a question that is not there": header,
    "a pointer to itself": `${header}c00c00010001`,
    "a label of a reserved type": `${header}40`,
    "RDATA that goes past the end": `${header}0000010001000001000100000000000400`,
  };
  it.each(Object.entries(broken))("%s", (_, hex) => {
    expect(() => show(Buffer.from(hex, "hex"))).toThrow(Unreadable);
  });
  it("a name is escaped octet by octet", () => {
    const wire = Buffer.from("03612e62032022ff00", "hex");
    expect(new Cursor(wire, { at: 0, end: wire.length }).name()).toBe('a\\.b.\\032\\"\\255.');
  });
});
