import { describe, expect, test } from "vitest";
import type { Message } from "../message/message.ts";
import { readName } from "../name/name.ts";
import { readRecord } from "../text/record.ts";
import { decodeMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { messageLength } from "./length.ts";
import { measureWire } from "./measure.ts";

function message(lines: readonly string[], more: Partial<Message> = {}): Message {
  const name = readName("www.example.org.");
  if (name === undefined) throw new Error("no name");
  const answer = lines.map((line) => {
    const read = readRecord(line);
    if (read === undefined || !("rdata" in read)) throw new Error(`no record: ${line}`);
    return read;
  });
  return {
    id: 1,
    response: true,
    opcode: 0,
    authoritative: false,
    truncated: false,
    recursionDesired: false,
    recursionAvailable: false,
    zero: false,
    authenticData: false,
    checkingDisabled: false,
    rcode: 0,
    question: [{ name, type: 1, class: 1 }],
    answer,
    authority: [],
    additional: [],
    ...more,
  };
}

const measured: Readonly<Record<string, Message>> = {
  "a question alone": message([]),
  addresses: message(["www.example.org. 300 IN A 192.0.2.1", "www.example.org. 300 IN AAAA 2001:db8::1"]),
  "names in RDATA": message([
    "www.example.org. 300 IN CNAME web.example.org.",
    "example.org. 300 IN NS ns.example.org.",
    "example.org. 300 IN MX 10 mail.example.org.",
    "_dns._udp.example.org. 300 IN SRV 0 0 53 ns.example.org.",
    "example.org. 300 IN SOA ns.example.org. hostmaster.example.org. 1 2 3 4 5",
    "1.2.0.192.in-addr.arpa. 300 IN PTR example.org.",
  ]),
  "an OPT record with an option and an extended code": message([], {
    rcode: 23,
    edns: { version: 0, udpSize: 1232, dnssecOk: true, z: 0, options: [{ code: 10, data: new Uint8Array(8) }] },
  }),
};

describe("measuring an encoded message", () => {
  test.each(Object.entries(measured))("with %s gives what measuring its records gives", (_, of) => {
    for (const compress of [true, false]) {
      const wire = encodeMessage(of, { compress });
      const decoded = decodeMessage(wire);
      expect(measureWire(wire)).toEqual({ octets: messageLength(decoded, false), rcode: decoded.rcode });
    }
  });

  test("leaves types to the decoder whose length CoreDNS counts in a way of its own", () => {
    expect(measureWire(encodeMessage(message(['www.example.org. 300 IN TXT "\\200"'])))).toBeUndefined();
  });

  test("gives nothing for what is no message, and ends", () => {
    const wire = encodeMessage(measured["names in RDATA"] ?? message([]), { compress: true });
    for (let length = 0; length < wire.length; length++) expect(measureWire(wire.subarray(0, length))).toBeUndefined();
    for (let at = 12; at < wire.length; at++) {
      const broken = Uint8Array.from(wire);
      broken[at] = 0xc0;
      measureWire(broken);
    }
  });
});
