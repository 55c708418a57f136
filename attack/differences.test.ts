/** What the attacks take for a difference that is meant to be, and what not. */
import { describe, expect, test } from "vitest";
import { namedDifference } from "./differences.ts";

const octets = (...parts: readonly string[]): Buffer => Buffer.from(parts.join("").replaceAll(" ", ""), "hex");
const QUESTION = "03777777076578616d706c65036f726700 000f 0001";
const OWNER = "03777777076578616d706c65036f726700";
const head = (counts: string, flags = "8180", id = "0001"): string => `${id} ${flags} 0001 ${counts}`;
const compressed = octets(head("0001 0000 0000"), QUESTION, "c00c 000f 0001 0000001e 0004 000a c00c");
const whole = octets(head("0001 0000 0000"), QUESTION, OWNER, "000f 0001 0000001e 0013 000a", OWNER);
const cut = octets(head("0000 0000 0000", "8380"), QUESTION);

describe("a difference", () => {
  const cases = {
    "of compression alone is named": [compressed, whole, "Compression of an upstream's reply"],
    "of a reply that had to be cut is named": [compressed, cut, "Compression of an upstream's reply"],
    "of a reply that had to be cut, but is not compressed, is not": [whole, cut, undefined],
    "of flags is not": [
      compressed,
      octets(head("0001 0000 0000", "8580"), whole.subarray(12).toString("hex")),
      undefined,
    ],
    "of a record less without TC is not": [compressed, octets(head("0000 0000 0000"), QUESTION), undefined],
    "of RDATA that ends early is not": [
      octets(head("0001 0000 0000"), QUESTION, OWNER, "0021 0001 0000001e 0002 0001"),
      octets(head("0001 0000 0000"), QUESTION, OWNER, "0021 0001 0000001e 0006 0001 0000 0000"),
      undefined,
    ],
    "of octets behind the end is not": [octets(compressed.toString("hex"), "00"), whole, undefined],
    "of silence is not": [undefined, whole, undefined],
  } as const;
  test.each(Object.entries(cases))("%s", (_, [ours, theirs, name]) => {
    expect(namedDifference({ rows: [[ours, theirs]], upstream: undefined })).toBe(name);
  });
  test("of a reply that is another each time is named when a pointer leads to the ID", () => {
    const rows = [
      [undefined, whole],
      [undefined, cut],
    ];
    expect(namedDifference({ rows, upstream: octets("c001") })).toBe("Names that reach into the message ID");
    expect(namedDifference({ rows, upstream: octets("c00c") })).toBeUndefined();
  });
});
