import { describe, expect, it } from "vitest";
import { nearestWords } from "./nearest.ts";

const NAMES = ["forward", "file", "hosts", "health", "cache", "errors", "loadbalance", "log", "template"];

const cases: Readonly<Record<string, [string, readonly string[]]>> = {
  "letters that were swapped": ["fowrard", ["forward"]],
  "a letter too few": ["hots", ["hosts"]],
  "a letter too many": ["cachee", ["cache"]],
  "another letter": ["arrors", ["errors"]],
  "other case": ["LOG", ["log"]],
  "a word that goes on": ["load", ["loadbalance"]],
  "nothing that is near": ["kubernetes", []],
  "the empty word": ["", []],
  "a very long word": ["x".repeat(100), []],
  "not the word itself": ["log", []],
};

describe("words that are spelled much alike", () => {
  it.each(Object.entries(cases))("%s", (_, [word, expected]) => expect(nearestWords(word, NAMES)).toEqual(expected));
  it("the nearest comes first", () =>
    expect(nearestWords("fil", ["filx", "file", "fxl"], 2)).toEqual(["filx", "file"]));
});
