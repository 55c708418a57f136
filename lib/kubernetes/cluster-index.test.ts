/** Values by keys: alone, several, and gone. */
import { describe, expect, test } from "vitest";
import { NamespacedIndex, NamespacedMap, ValueIndex } from "./cluster-index.ts";

const A = { name: "a" };
const B = { name: "b" };
const C = { name: "c" };

describe("a key of an index", () => {
  test("has the values that were added and not removed", () => {
    const index = new ValueIndex<{ readonly name: string }>();
    const under = (): readonly unknown[] => [...index.get("k")];
    expect(under()).toEqual([]);
    index.add("k", A);
    index.add("k", A);
    expect(under()).toEqual([A]);
    index.add("k", B);
    index.add("k", C);
    index.add("k", B);
    expect(under()).toEqual([A, B, C]);
    index.remove("k", A);
    index.remove("k", A);
    expect(under()).toEqual([B, C]);
    index.remove("k", C);
    index.remove("k", B);
    expect(under()).toEqual([]);
    expect(index.size).toBe(0);
  });

  test("keeps its value when another one is removed", () => {
    const index = new ValueIndex<{ readonly name: string }>();
    index.add("k", A);
    index.remove("k", B);
    index.remove("other", A);
    expect([...index.get("k")]).toEqual([A]);
  });

  test("of two parts is not that of the same letters cut elsewhere", () => {
    const index = new NamespacedIndex<{ readonly name: string }>();
    index.add("ab", "c", A);
    index.add("a", "bc", B);
    index.add("ab", "c", C);
    expect([...index.get("ab", "c")]).toEqual([A, C]);
    index.remove("ab", "c", A);
    index.remove("nowhere", "c", A);
    expect([[...index.get("ab", "c")], [...index.get("a", "bc")], [...index.get("x", "y")]]).toEqual([[C], [B], []]);
  });
});

test("a map of namespaces gives, replaces and forgets", () => {
  const map = new NamespacedMap<{ readonly name: string }>();
  map.set("shop", "web", A);
  map.set("lab", "web", B);
  map.set("shop", "web", C);
  expect([map.get("shop", "web"), map.get("lab", "web"), map.get("lab", "db")]).toEqual([C, B, undefined]);
  expect([...map.values()]).toEqual([C, B]);
  map.delete("shop", "web");
  map.delete("nowhere", "web");
  expect([...map.values()]).toEqual([B]);
});
