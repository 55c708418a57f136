import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** A line in the block, and the word that CoreDNS 1.15.0 names: it has one message for all that is wrong. */
const refusals: Readonly<Record<string, string>> = {
  "secret k.example.org.": "k.example.org.",
  "secret k.example.org. hmac-sha256 c2VjcmV0": "c2VjcmV0",
  "secret K.example.org. c2VjcmV0": "c2VjcmV0",
  secrets: "secrets",
  "secrets a b": "b",
  require: "require",
  "require axfr": "axfr",
  "require A NOSUCH MX": "MX",
  "require A all": "all",
  "require TYPE1": "TYPE1",
  'require ""': "",
  require_opcode: "require_opcode",
  "require_opcode QUERY DSO": "DSO",
  "require_opcode update": "update",
  "forbid AXFR": "forbid",
};

const after = (word: string, line: number): string =>
  `plugin/tsig: Corefile:${line} - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;

test.each(Object.entries(refusals))("%s is refused", (line, word) =>
  expect(messagesOf(directive, "tsig {", "secret k.example.org c2VjcmV0", line, "}")[0]).toBe(after(word, 4)),
);

test("a second use is refused", () => expect(messagesOf(directive, "tsig", "tsig")).toEqual([after("tsig", 3)]));

describe("what a use means", () => {
  const [use] = checkLines(
    directive,
    "tsig Example.ORG {",
    "secret K c2VjcmV0",
    "secret l c2VjcmV0",
    "require AXFR None ANY",
    "require_opcode all NOSUCH",
    "}",
  ).uses;

  test("zones and keys", () => {
    expect(use?.args.zones.flatMap(({ value }) => value)).toEqual(["example.org."]);
    expect(use?.properties.secret.map(({ args }) => args.name.value)).toEqual(["k.", "l."]);
  });
  test("what must be signed", () => {
    const { require: types, require_opcode: opcodes } = use?.properties ?? {};
    expect([types?.args.which, types?.args.codes.map(({ value }) => value)]).toEqual(["listed", [252, 0, 255]]);
    expect([opcodes?.args.which, opcodes?.args.codes]).toEqual(["all", []]);
  });
});
