import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

describe("refusals", () => {
  test.each([
    [
      ["file"],
      "plugin/file: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'file'",
    ],
    [
      ["file db {", "transfer to *", "}"],
      "plugin/file: Corefile:3 - Error during parsing: unknown property 'transfer'",
    ],
    [["file db {", "reload", "}"], "plugin/file: reload duration value is expected"],
    [["file db {", "reload 5", "}"], 'plugin/file: plugin/file: time: missing unit in duration "5"'],
  ])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));
});

test("what a use means", () => {
  const { uses, problems } = checkLines(
    directive,
    "file db.example.org example.org example.net {",
    "  reload 30s more",
    "  reload_by_mtime",
    "  fallthrough a.example.org",
    "  upstream 192.0.2.1",
    "}",
    "file db2",
  );
  expect(problems).toEqual([]);
  const [first, second] = uses;
  expect([first?.args.file.value, first?.args.zones.flatMap(({ value }) => value)]).toEqual([
    "db.example.org",
    ["example.org.", "example.net."],
  ]);
  expect(first?.properties.reload?.args.interval.value.text).toBe("30s");
  expect([first?.properties.reload_by_mtime !== undefined, second?.args.zones]).toEqual([true, []]);
});
