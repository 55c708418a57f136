import { expect, test } from "vitest";
import { Recent } from "./recent.ts";

test("the value that nobody asked for the longest goes first", () => {
  const recent = new Recent<number>(2);
  recent.set("a", 1);
  recent.set("b", 2);
  expect(recent.get("a")).toBe(1);
  recent.set("c", 3);
  expect(["a", "b", "c"].map((key) => recent.get(key))).toEqual([1, undefined, 3]);
});
test("values count by their weight, and one that is put anew counts once", () => {
  const recent = new Recent<string>(10, (value) => value.length);
  recent.set("a", "12345");
  recent.set("a", "1234");
  recent.set("b", "123456");
  expect([recent.get("a"), recent.get("b")]).toEqual(["1234", "123456"]);
  recent.set("c", "1");
  expect(["a", "b", "c"].map((key) => recent.get(key))).toEqual([undefined, "123456", "1"]);
});
test("one that is too heavy is kept until the next one", () => {
  const recent = new Recent<string>(3, (value) => value.length);
  recent.set("a", "12345");
  expect(recent.get("a")).toBe("12345");
  recent.set("b", "1");
  expect([recent.get("a"), recent.get("b")]).toEqual([undefined, "1"]);
});
