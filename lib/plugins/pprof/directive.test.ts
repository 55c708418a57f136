import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const position = (text: string, line = 1): string =>
  `plugin/pprof: Corefile:${line + 1} - Error during parsing: ${text}`;
const wrongCount = (word: string, line?: number): string =>
  position(`Wrong argument count or unexpected line ending after '${word}'`, line);

/** Lines, and what CoreDNS 1.15.0 says of them. */
const refusals: Readonly<Record<string, string>> = {
  "pprof 127.0.0.1": position("address 127.0.0.1: missing port in address"),
  'pprof ""': position("missing port in address"),
  "pprof ::1:6060": position("address ::1:6060: too many colons in address"),
  "pprof :6060 :6061": wrongCount(":6061"),
  "pprof {\nblock often\n}": position("property 'block' invalid integer value 'often'", 2),
  "pprof {\nblock 1 2\n}": wrongCount("2", 2),
  "pprof {\nmutex\n}": position("unknown property 'mutex'", 2),
  "pprof\npprof": "plugin/pprof: this plugin can only be used once per Server Block",
};

describe("pprof", () => {
  test.each(Object.entries(refusals))("%j", (text, message) =>
    expect(messagesOf(directive, ...text.split("\n"))[0]).toBe(message),
  );

  test.each([["pprof"], ["pprof localhost:"], ["pprof :6060 {\nblock\nblock -5\n}"]])("%j is taken", (text) =>
    expect(messagesOf(directive, ...text.split("\n"))).toEqual([]),
  );
});
