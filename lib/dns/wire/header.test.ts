/** Headers bit by bit (RFC 1035 section 4.1.1, RFC 4035 section 3), and what is counted in them. */
import { describe, expect, test } from "vitest";
import type { Header } from "../message/message.ts";
import { decodeHeader, decodeMessage, decodeQuestion, decodeQuestions } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { WireError } from "./wire-error.ts";

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const withBits = (bits: number): Uint8Array => octets(`1234 ${bits.toString(16).padStart(4, "0")} 0000 0000 0000 0000`);

const NOTHING_SET: Header = {
  id: 0x12_34,
  response: false,
  opcode: 0,
  authoritative: false,
  truncated: false,
  recursionDesired: false,
  recursionAvailable: false,
  zero: false,
  authenticData: false,
  checkingDisabled: false,
  rcode: 0,
};

/** What each of the sixteen bits says when it is alone, from the first on. */
const BITS: readonly Partial<Header>[] = [
  { response: true },
  { opcode: 8 },
  { opcode: 4 },
  { opcode: 2 },
  { opcode: 1 },
  { authoritative: true },
  { truncated: true },
  { recursionDesired: true },
  { recursionAvailable: true },
  { zero: true },
  { authenticData: true },
  { checkingDisabled: true },
  { rcode: 8 },
  { rcode: 4 },
  { rcode: 2 },
  { rcode: 1 },
];

describe("a bit of a header", () => {
  test.each(BITS.map((said, at) => [at, said] as const))("%d says nothing else than what it says", (at, said) => {
    const expected = { ...NOTHING_SET, ...said };
    const alone = withBits(0x80_00 >> at);
    expect(decodeHeader(alone)).toMatchObject(expected);
    expect(decodeMessage(alone)).toMatchObject(expected);
    expect(encodeMessage(decodeMessage(alone))).toEqual(alone);
    const others = withBits(0xff_ff ^ (0x80_00 >> at));
    expect(encodeMessage(decodeMessage(others))).toEqual(others);
    const [name, value] = Object.entries(said)[0] ?? [];
    const absent = decodeHeader(others)[name as keyof Header];
    expect(absent).toBe(typeof value === "number" ? 0xf ^ value : false);
  });
});

describe("counts", () => {
  test("have two octets each", () => {
    expect(decodeHeader(octets("0000 0000 0102 0304 0506 0708"))).toMatchObject({
      questionCount: 0x01_02,
      answerCount: 0x03_04,
      authorityCount: 0x05_06,
      additionalCount: 0x07_08,
    });
  });
  test("of 256 questions are some, and of none with 256 answers are none", () => {
    expect(decodeQuestion(octets("0000 0000 0100 0000 0000 0000 00 0001 0001"))?.question.name).toBe(".");
    expect(decodeQuestion(octets("0000 0000 0000 0100 0000 0000 00 0001 0001"))).toBeUndefined();
    expect(decodeQuestions(octets("0000 0000 0000 0100 0000 0000 00 0001 0001"))).toEqual([]);
    expect(decodeQuestions(octets("0000 0000 0100 0000 0000 0000 00 0001 0001"))).toHaveLength(1);
  });
  test("are nothing in a header alone", () => {
    const alone = octets("0000 0000 0001 0000 0000 0000");
    expect([decodeQuestion(alone), decodeQuestions(alone)]).toEqual([undefined, []]);
  });
});

test("a fault that is ours is not taken for one of a message", () => {
  expect(WireError.caught(new WireError("bad rdata"))).toEqual(new WireError("bad rdata"));
  expect(() => WireError.caught(new TypeError("ours"))).toThrow(new TypeError("ours"));
});

/** Octets of a record's fixed part, and what is said when there are no more. */
test.each([
  [0, "uint16"],
  [3, "uint16"],
  [4, "uint32"],
  [7, "uint32"],
  [8, "uint16"],
  [9, "uint16"],
])("a record that breaks off behind %d octets of its fixed part", (count, field) => {
  const wire = octets(`0000 0000 0000 0001 0000 0000 00 ${"00".repeat(count)}`);
  expect(() => decodeMessage(wire)).toThrow(new WireError(`overflow unpacking ${field}`));
});

test.each([
  [255, "ANY"],
  [128, "NXNAME"],
])("type %d (%s) has no RDATA", (type) => {
  const head = `0000 0000 0000 0001 0000 0000 00 ${type.toString(16).padStart(4, "0")} 0001 00000000`;
  expect(decodeMessage(octets(`${head} 0000`)).answer).toHaveLength(1);
  expect(() => decodeMessage(octets(`${head} 0001 00`))).toThrow(new WireError("bad rdlength"));
});
