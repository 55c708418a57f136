/** PEM among other text, and what Go does not take for PEM. */
import { describe, expect, test } from "vitest";
import { octetBytes, octetString } from "../text/octets.ts";
import { pemBlocks } from "./pem.ts";

const block = (type: string, data = "b25l"): string => `-----BEGIN ${type}-----\n${data}\n-----END ${type}-----\n`;

/** A text, and the blocks in it: type, then data; an asterisk where there are headers. */
const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "no block": ["a text", []],
  "a block": [block("A KEY"), ["A KEY one"]],
  "two blocks, and text around them": [`one\n${block("A")}two\n\n${block("B", "dHdv")}three`, ["A one", "B two"]],
  "no line end behind the last line": [block("A").trimEnd(), ["A one"]],
  "lines that end as Windows ends them": [block("A").replaceAll("\n", "\r\n"), ["A one"]],
  "blanks in the data and behind lines": ["-----BEGIN A----- \nb2\t5 l \n-----END A-----\t\n", ["A one"]],
  "data over several lines": [block("A", "b2\n5l"), ["A one"]],
  "headers before the data": [block("A", "Proc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nb25l"), ["A* one"]],
  "no data": ["-----BEGIN A-----\n-----END A-----\n", ["A "]],
  "headers and no line between them and the end": ["-----BEGIN A-----\nX: y\n-----END A-----\n", []],
  "other words at the end": ["-----BEGIN A-----\nb25l\n-----END B-----\n", []],
  "text behind the end": ["-----BEGIN A-----\nb25l\n-----END A----- text\n", []],
  "a begin that is not at the start of its line": [` ${block("A")}`, []],
  "a begin without dashes behind it": ["-----BEGIN A\nb25l\n-----END A-----\n", []],
  "a begin without an end, then a block": [`-----BEGIN A-----\n${block("B")}`, ["B one"]],
  "data that is not base64, then a block": [`${block("A", "b25")}${block("B")}`, ["B one"]],
  "an end without a begin, then a block": [`\n-----END A-----\n${block("B")}`, ["B one"]],
};

describe("blocks", () => {
  test.each(Object.entries(cases))("%s", (_name, [text, expected]) => {
    const blocks = pemBlocks(octetBytes(text));
    const shown = blocks.map(
      ({ type, hasHeaders, octets }) => `${type}${hasHeaders ? "*" : ""} ${octetString(octets)}`,
    );
    expect(shown).toEqual(expected);
  });
});
