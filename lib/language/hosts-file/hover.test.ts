import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { LanguageService } from "../service.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import { getHostsHover } from "./hover.ts";
import { tokenizeHostsLine } from "./tokenize-line.ts";

const workspace = (text: string): LanguageWorkspace => ({
  service: new LanguageService(),
  corefile: "Corefile",
  files: filesInMemory({ hosts: text }),
  paths: ["hosts"],
  environment: {},
  directives: [],
});

describe("hover", () => {
  const hover = (text: string): string | undefined =>
    getHostsHover(workspace(text.replace("|", "")), { file: "hosts", offset: text.indexOf("|") })?.markdown;
  const cases: Readonly<Record<string, string | undefined>> = {
    "192.0.2.1 ww|w": "`www` A → `192.0.2.1`",
    "2001:DB8:0::1 ww|w": "`www` AAAA → `2001:db8::1`",
    "192.0.|2.1 www *.example.org b": "`1.2.0.192.in-addr.arpa.` PTR → `www`, `b`",
    "192.0.2.256 ww|w": undefined,
    "# 192.0.2.1 ww|w": undefined,
  };
  test.each(Object.entries(cases))("%j", (text, expected) => expect(hover(text)).toBe(expected));
});

describe("colours", () => {
  const words = (line: string): readonly string[] =>
    tokenizeHostsLine(line).flatMap(({ start, kind }, index, all) =>
      kind === "" ? [] : [`${kind}:${line.slice(start, all[index + 1]?.start ?? line.length)}`],
    );
  test("address, names, comment", () =>
    expect(words(" 192.0.2.1\ta b# c")).toEqual(["address:192.0.2.1", "key:a", "key:b", "comment:# c"]));
  test("what is no address", () => expect(words("x y")).toEqual(["unknown-directive:x", "key:y"]));
});

test("no text makes a question throw", () =>
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, seed) => {
      getHostsHover(workspace(text), { file: "hosts", offset: seed % (text.length + 1) });
      for (const line of text.split("\n")) tokenizeHostsLine(line);
    }),
  ));
