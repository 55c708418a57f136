import { expect, test } from "vitest";
import { readProtobuf, writeProtobuf } from "./protobuf.ts";

test("what is written is read", () => {
  const fields = [
    [1, Buffer.from("key")],
    [2, 0n],
    [3, -1n],
    [16, 9_223_372_036_854_775_807n],
    [5, Buffer.alloc(300)],
  ] as const;
  expect([...readProtobuf(writeProtobuf(fields))]).toEqual(fields);
});

test("is in the form that others read", () => {
  const example = writeProtobuf([
    [1, 150n],
    [2, Buffer.from("testing")],
  ]);
  expect(example.toString("hex")).toBe("089601120774657374696e67");
});

test("fields of a fixed size are passed over", () => {
  expect([...readProtobuf(Buffer.from("0900000000000000001d000000001001", "hex"))]).toEqual([[2, 1n]]);
});

test.each(["12", "1205aa", "08", "0b", "08ffffffffffffffffffff01"])("%s is cut off, or no message", (hex) => {
  expect(() => [...readProtobuf(Buffer.from(hex, "hex"))]).toThrow();
});
