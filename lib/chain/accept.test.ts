import { describe, expect, test } from "vitest";
import { Opcode } from "../dns/iana/opcode.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { request } from "./_test/messages.ts";
import { type Acceptance, acceptance, rejectionReply } from "./accept.ts";

/** A header and nothing else: flags and the four counts. */
function header(flags: number, ...counts: readonly number[]): Uint8Array {
  const words = [0x1234, flags, ...counts];
  return Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]));
}
const opcodeBits = (opcode: number): number => opcode << 11;

interface Case {
  readonly bytes: Uint8Array;
  readonly opcodes?: readonly number[];
  readonly becomes: Acceptance;
}

const cases: Readonly<Record<string, Case>> = {
  "a query with one question is taken": { bytes: header(0x0100, 1, 0, 0, 0), becomes: "accept" },
  "a message without a whole header gets no reply": { bytes: header(0x0100, 1, 0, 0), becomes: "ignore" },
  "a response gets no reply": { bytes: header(0x8000, 1, 0, 0, 0), becomes: "ignore" },
  "no question is a format error": { bytes: header(0, 0, 0, 0, 0), becomes: "format error" },
  "two questions are a format error": { bytes: header(0, 2, 0, 0, 0), becomes: "format error" },
  "one answer record is taken, as in NOTIFY": { bytes: header(opcodeBits(4), 1, 1, 0, 0), becomes: "accept" },
  "two answer records are a format error": { bytes: header(0, 1, 2, 0, 0), becomes: "format error" },
  "one authority record is taken, as in IXFR": { bytes: header(0, 1, 0, 1, 0), becomes: "accept" },
  "two authority records are a format error": { bytes: header(0, 1, 0, 2, 0), becomes: "format error" },
  "two additional records are taken": { bytes: header(0, 1, 0, 0, 2), becomes: "accept" },
  "three additional records are a format error": { bytes: header(0, 1, 0, 0, 3), becomes: "format error" },
  "an update is not implemented": { bytes: header(opcodeBits(5), 1, 0, 3, 0), becomes: "not implemented" },
  "an update is taken where a block takes updates": {
    bytes: header(opcodeBits(5), 1, 0, 3, 0),
    opcodes: [5],
    becomes: "accept",
  },
  "an update of two zones is a format error there": {
    bytes: header(opcodeBits(5), 2, 0, 3, 0),
    opcodes: [5],
    becomes: "format error",
  },
};

describe("acceptance", () => {
  test.each(Object.entries(cases))("%s", (_, { bytes, opcodes, becomes }) => {
    expect(acceptance(bytes, new Set(opcodes))).toBe(becomes);
  });
});

describe("the reply to what is not taken", () => {
  test("keeps RD, AD and CD, says QUERY, and leaves the question away", () => {
    const bytes = header(opcodeBits(4) | 0x0570, 2, 0, 0, 0);
    expect(rejectionReply(bytes, "format error")).toMatchObject({
      id: 0x1234,
      response: true,
      opcode: Opcode.QUERY,
      authoritative: false,
      recursionDesired: true,
      authenticData: true,
      checkingDisabled: true,
      zero: false,
      rcode: Rcode.FORMERR,
      question: [],
    });
  });
  test("keeps the opcode that is not implemented", () => {
    expect(rejectionReply(header(opcodeBits(5), 1, 0, 0, 0), "not implemented")).toMatchObject({
      opcode: Opcode.UPDATE,
      rcode: Rcode.NOTIMP,
    });
  });
  test("repeats the question when only what follows it cannot be read", () => {
    const bytes = Uint8Array.from([...encodeMessage(request("www.example.org. A")), 0xff]);
    expect(rejectionReply(bytes, "unreadable").question).toMatchObject([{ name: "www.example.org." }]);
  });
  test("has no question when that cannot be read", () => {
    const bytes = Uint8Array.from([...header(0, 1, 0, 0, 0), 0xc0, 0x0c]);
    expect(rejectionReply(bytes, "unreadable").question).toEqual([]);
  });
});
