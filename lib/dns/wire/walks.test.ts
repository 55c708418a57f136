/** What is read of a message without reading it whole: the same as reading it whole gives, for each recorded message. */
import { expect, test } from "vitest";
import { MESSAGES } from "../_test/recorded-messages.ts";
import { RRType } from "../iana/rrtype.ts";
import type { Message } from "../message/message.ts";
import { decodeHeader, decodeMessage, decodeQuestion, decodeQuestions } from "./decode.ts";
import { encodeMessage, patchId } from "./encode.ts";
import { messageLength } from "./length.ts";
import { measureWire } from "./measure.ts";
import { patchTtl, ttlOffsets } from "./ttl.ts";
import { WireError } from "./wire-error.ts";

const octetsOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

function decoded(octets: Uint8Array): Message | undefined {
  try {
    return decodeMessage(octets);
  } catch {
    return undefined;
  }
}

const whole = MESSAGES.map(([hex]) => octetsOf(hex)).flatMap((octets) => {
  const message = decoded(octets);
  return message === undefined ? [] : [{ octets, message }];
});
const recordsOf = ({ answer, authority, additional }: Message) => [...answer, ...authority, ...additional];

test("there are such messages", () => expect(whole.length).toBeGreaterThan(20));

test("the header", () => {
  for (const { octets, message } of whole) {
    const { questionCount, answerCount, authorityCount, additionalCount, ...header } = decodeHeader(octets);
    expect({ ...message, rcode: message.rcode & 0xf }).toMatchObject(header);
    const counts = [questionCount, answerCount, authorityCount, additionalCount];
    expect(counts).toEqual([2, 3, 4, 5].map((word) => Buffer.from(octets).readUInt16BE(2 * word)));
  }
});

test("the questions", () => {
  for (const { octets, message } of whole) {
    expect(decodeQuestions(octets)).toEqual(message.question);
    expect(decodeQuestion(octets)?.question).toEqual(message.question[0]);
  }
});

test("the end of the first question is where the next thing starts", () => {
  for (const { message } of whole) {
    const [question] = message.question;
    if (question === undefined) continue;
    const alone = encodeMessage({
      ...message,
      rcode: 0,
      question: [question],
      answer: [],
      authority: [],
      additional: [],
      edns: undefined,
    });
    expect(decodeQuestion(alone)?.end).toBe(alone.length);
  }
});

test("the length and the code, where they can be told", () => {
  let told = 0;
  for (const { message } of whole) {
    for (const compress of [false, true]) {
      const octets = encodeMessage(message, { compress });
      const measure = measureWire(octets);
      if (measure === undefined) continue;
      told++;
      expect(measure).toEqual({ octets: messageLength(message, false), rcode: message.rcode });
      expect(measureWire(octets.subarray(0, -1))).toBeUndefined();
      expect(measureWire(Uint8Array.of(...octets, 0))).toBeUndefined();
    }
  }
  expect(told).toBeGreaterThan(10);
});

test("the TTLs, which can be set where they are", () => {
  for (const { message } of whole) {
    const octets = encodeMessage(message, { compress: true });
    const offsets = ttlOffsets(octets);
    const plain = recordsOf(message).filter(({ type }) => type !== RRType.OPT);
    expect(offsets.map((offset) => Buffer.from(octets).readUInt32BE(offset))).toEqual(plain.map(({ ttl }) => ttl));
    for (const offset of offsets) patchTtl(octets, offset, 0x01_02_03_04);
    const aged = recordsOf(decodeMessage(octets)).filter(({ type }) => type !== RRType.OPT);
    expect(aged).toEqual(plain.map((record) => ({ ...record, ttl: 0x01_02_03_04 })));
  }
});

test("no TTL of what stands behind the last record", () => {
  for (const { message } of whole) {
    const octets = encodeMessage(message);
    const behind = octetsOf("00 0001 0001 00000001 0000".replaceAll(" ", ""));
    expect(ttlOffsets(Uint8Array.of(...octets, ...behind))).toEqual(ttlOffsets(octets));
  }
});

test("the TTLs that there are, when more records are counted", () => {
  for (const { message } of whole) {
    const octets = encodeMessage(message);
    const more = octets.slice();
    more[11] = 0xff;
    expect(ttlOffsets(more)).toEqual(ttlOffsets(octets));
  }
});

test("the ID, which can be set where it is", () => {
  for (const { octets, message } of whole) {
    const copy = octets.slice();
    patchId(copy, 0xab_cd);
    expect(decodeMessage(copy)).toEqual({ ...message, id: 0xab_cd });
  }
});

test("a message that breaks off gives the questions before that, or a mistake, and no TTL outside of it", () => {
  for (const { octets, message } of whole) {
    for (let end = 0; end < octets.length; end++) {
      const part = octets.subarray(0, end);
      expect(measureWire(part)?.octets ?? 12).toBeGreaterThanOrEqual(12);
      if (end < 12) {
        for (const read of [decodeHeader, decodeQuestion, decodeQuestions, ttlOffsets])
          expect(() => read(part)).toThrow(WireError);
        continue;
      }
      const questions = decodeQuestions(part);
      expect(message.question.slice(0, Math.max(0, questions.length - 1))).toEqual(questions.slice(0, -1));
      try {
        expect(Math.max(0, ...ttlOffsets(part)) + 4).toBeLessThanOrEqual(Math.max(end, 12));
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    }
  }
});
