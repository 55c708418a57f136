import { describe, expect, it } from "vitest";
import { changePlace, textChanges, withChanges } from "./text-changes.ts";

const BEFORE = ".:53 {\n    hosts {\n        fallthrough\n    }\n    cache 30\n}\n";
const AFTER = ".:53 {\n    hosts {\n        192.0.2.1 a.example\n    }\n    cache 60\n    errors\n}";
const texts = (text: string): ReadonlyMap<string, string> => new Map([["Corefile", text]]);

describe("changes of texts", () => {
  const changes = textChanges(texts(BEFORE), texts(AFTER));

  it("are told place by place", () => {
    expect(changes).toEqual([
      {
        file: "Corefile",
        beforeLine: 3,
        removed: ["        fallthrough\n"],
        afterLine: 3,
        added: ["        192.0.2.1 a.example\n"],
      },
      {
        file: "Corefile",
        beforeLine: 5,
        removed: ["    cache 30\n", "}\n"],
        afterLine: 5,
        added: ["    cache 60\n", "    errors\n", "}"],
      },
    ]);
    expect(changes.map(changePlace)).toEqual(["Corefile:3", "Corefile:5-7"]);
  });
  it("give the newer text when all are made, whatever their order", () => {
    expect(withChanges(texts(BEFORE), changes.toReversed()).get("Corefile")).toBe(AFTER);
  });
  it("can be made one by one", () => {
    const [first] = changes;
    const some = first === undefined ? [] : [first];
    expect(withChanges(texts(BEFORE), some).get("Corefile")).toBe(
      BEFORE.replace("        fallthrough", "        192.0.2.1 a.example"),
    );
  });
  it("join no lines where the last one had no end", () => {
    const before = texts("a");
    const change = textChanges(before, texts("a\nb\n"));
    expect(withChanges(before, change).get("Corefile")).toBe("a\nb\n");
  });
  it("are whole files where one side has none", () => {
    const found = textChanges(new Map(), texts("a\n"));
    expect(found).toEqual([{ file: "Corefile", beforeLine: 1, removed: [], afterLine: 1, added: ["a\n"] }]);
    expect(textChanges(texts("a\n"), new Map()).map(changePlace)).toEqual(["Corefile:1"]);
  });
  it("are the whole text where nearly nothing is left", () => {
    const [before, after] = ["a", "b"].map((letter) =>
      Array.from({ length: 3000 }, (_, line) => `${letter}${line}\n`).join(""),
    );
    expect(textChanges(texts(before ?? ""), texts(after ?? ""))).toHaveLength(1);
  });
});
