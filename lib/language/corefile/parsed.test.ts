import { describe, expect, it } from "vitest";
import { LanguageService } from "../service.ts";
import { lastIndexWhere, parsedText, positionAt } from "./parsed.ts";

const service = new LanguageService();

describe("parsed texts", () => {
  it("the same text of the same file is parsed once", () => {
    const first = parsedText(service, { file: "a", text: ". {\n}" });
    expect(parsedText(service, { file: "a", text: ". {\n}" })).toBe(first);
    expect(parsedText(service, { file: "b", text: ". {\n}" })).not.toBe(first);
    expect(parsedText(service, { file: "a", text: ". {\n}\n" })).not.toBe(first);
  });
  it("lines of an import have no keys, and a brace too many starts others", () => {
    const { tree } = parsedText(service, { file: "a", text: "log a\ncache {\n}\n}\nerrors", readAs: "lines" });
    const names = tree.items.map((item) =>
      item.kind === "server block" ? item.body.map(({ name }) => name.text) : [],
    );
    expect(names).toEqual([["log", "cache"], ["errors"]]);
  });
});

describe("places of a text", () => {
  const parsed = parsedText(service, { file: "a", text: "ab\n\ncd" });
  const cases: Readonly<Record<number, [number, number]>> = {
    0: [1, 1],
    2: [1, 3],
    3: [2, 1],
    4: [3, 1],
    6: [3, 3],
    99: [3, 3],
  };
  it.each(Object.entries(cases))("offset %s", (offset, [line, column]) =>
    expect(positionAt(parsed, Number(offset))).toMatchObject({ line, column }),
  );
});

describe("the last element for which a test holds", () => {
  it.each([
    [0, -1],
    [1, 0],
    [2, 1],
    [9, 2],
  ])("below %s", (limit, expected) => expect(lastIndexWhere([0, 1, 2], (element) => element < limit)).toBe(expected));
});
