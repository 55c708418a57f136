import { describe, expect, test } from "vitest";
import type { DecodedReply, Received, RecordText } from "../api/ask.ts";
import { differencesInWords, haveDifferences, repliesSideBySide } from "./replies.ts";

const a = (rdata: string, ttlSeconds = 300, name = "www.example.org."): RecordText => {
  return { name, ttlSeconds, class: "IN", type: "A", rdata };
};
const reply = (message: Partial<DecodedReply>): Received => ({
  kind: "reply",
  message: {
    ...{ id: 1, opcode: "QUERY", rcode: "NOERROR", flags: ["qr", "aa", "rd"], question: [] },
    ...{ answer: [], authority: [], additional: [] },
    ...message,
  },
  ...{ sizeBytes: 40, wireHex: "", transport: "udp", tookMs: 1, text: "" },
});
const silence: Received = { kind: "nothing", because: "timeout", text: "no reply came", tookMs: 5000 };

const pairs: Readonly<Record<string, readonly [left: Received, right: Received, words: string]>> = {
  "records in another order, and names in another case, are the same": [
    reply({ answer: [a("192.0.2.1"), a("192.0.2.2")] }),
    reply({ answer: [a("192.0.2.2", 300, "WWW.example.org."), a("192.0.2.1")] }),
    "the same reply",
  ],
  "a record that comes once more is a difference": [
    reply({ answer: [a("192.0.2.1")] }),
    reply({ answer: [a("192.0.2.1"), a("192.0.2.1")] }),
    "they differ in answer",
  ],
  "a TTL is told as one": [
    reply({ answer: [a("192.0.2.1", 300)] }),
    reply({ answer: [a("192.0.2.1", 30)] }),
    "they differ in TTL in answer",
  ],
  "code, flags and sections": [
    reply({ answer: [a("192.0.2.1")] }),
    reply({ rcode: "NXDOMAIN", flags: ["qr", "rd"], authority: [a("192.0.2.9")] }),
    "they differ in code, flags, answer and authority",
  ],
  "an option of EDNS": [
    reply({ edns: { version: 0, size: 1232, dnssecOk: false, options: [] } }),
    reply({ edns: { version: 0, size: 1232, dnssecOk: false, options: [{ code: 3, name: "NSID", text: "a" }] } }),
    "they differ in EDNS",
  ],
  "no reply on both sides": [silence, silence, "the same reply"],
  "no reply on one side": [reply({}), silence, "they differ in reply"],
};

describe("two replies", () => {
  test.each(Object.entries(pairs))("%s", (_, [left, right, words]) => {
    const rows = repliesSideBySide(left, right);
    expect(differencesInWords(rows)).toBe(words);
    expect(haveDifferences(rows)).toBe(words !== "the same reply");
  });

  test("a record of one side stands alone in its row", () => {
    const rows = repliesSideBySide(reply({ answer: [a("192.0.2.1")] }), reply({ answer: [a("192.0.2.2")] }));
    expect(rows.slice(2)).toEqual([
      { part: "answer", left: "www.example.org. 300 IN A 192.0.2.1", right: "", isSame: false },
      { part: "answer", left: "", right: "www.example.org. 300 IN A 192.0.2.2", isSame: false },
    ]);
  });
});
