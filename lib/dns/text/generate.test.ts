import { expect, test } from "vitest";
import { generateLines } from "./generate.ts";
import { RecordReader } from "./record-reader.ts";
import { TextError } from "./text-error.ts";
import { END } from "./token.ts";

const range = { start: 0, end: 65_535, step: 1 };

test("lines are made in parts, as they are asked for", () => {
  const lines = generateLines(`h$ TXT ${"x".repeat(10_000)}`, range, END);
  if (lines instanceof TextError) throw lines;
  const first = lines() ?? "";
  expect(first.length).toBeLessThan(80_000);
  expect(
    first
      .split("\n")
      .slice(0, 2)
      .map((line) => line.slice(0, 8)),
  ).toEqual(["h0 TXT x", "h1 TXT x"]);
});

test("all parts together are all lines", () => {
  const lines = generateLines(["h$ ", "$", "{2,4,x}\\$$$"].join(""), { start: 5, end: 40_000, step: 5 }, END);
  if (lines instanceof TextError) throw lines;
  const all: string[] = [];
  for (let part = lines(); part !== undefined; part = lines()) all.push(part);
  expect(all.length).toBeGreaterThan(1);
  const wanted = Array.from({ length: 8000 }, (_, index) => {
    const number = (index + 1) * 5;
    return `h${number} ${(number + 2).toString(16).padStart(4, "0")}$$\n`;
  });
  expect(all.join("")).toBe(wanted.join(""));
});

test("what goes on over the end of a part is read as one", () => {
  const reader = new RecordReader('a. 60 IN TXT "b', {
    octets: true,
    more: partsOf("c", "", 'd"\nb. 60 IN TXT e', "f\n"),
  });
  const texts = [reader.next(), reader.next()].map((record) => {
    return record !== undefined && "rdata" in record && record.rdata.kind === "TXT" ? record.rdata.texts : record;
  });
  expect(texts).toEqual([["bcd"], ["ef"]]);
  expect(reader.next()).toBeUndefined();
});

function partsOf(...parts: readonly string[]): () => string | undefined {
  const left = [...parts];
  return () => left.shift();
}
