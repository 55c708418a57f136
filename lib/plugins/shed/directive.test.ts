import { describe, expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

const parsing = (line: number, text: string): string => `plugin/shed: Corefile:${line} - Error during parsing: ${text}`;
const plainOnly = (line: number, key: string, transport: string): string =>
  parsing(line, `only plain DNS server blocks are supported; "${key}" uses transport "${transport}"`);

/** Server blocks, and the line with which CoreDNS 1.15.0 refuses them. */
const cases: Readonly<Record<string, readonly [string, string | undefined]>> = {
  "takes nothing": [".:1053 {\nshed\n}", undefined],
  "takes a block with nothing in it": [".:1053 {\nshed {\n}\n}", undefined],
  "takes no argument": [
    ".:1053 {\nshed 100\n}",
    parsing(2, "Wrong argument count or unexpected line ending after '100'"),
  ],
  "takes no empty argument": [
    '.:1053 {\nshed ""\n}',
    parsing(2, "Wrong argument count or unexpected line ending after ''"),
  ],
  "takes no property": [".:1053 {\nshed {\ndepth 5\n}\n}", parsing(3, "shed takes no options")],
  "stands once": [".:1053 {\nshed\nshed\n}", "plugin/shed: this plugin can only be used once per Server Block"],
  "serves plain DNS only": ["tls://.:1853 {\nshed\n}", plainOnly(2, "tls://.:1853", "tls")],
  "looks at all keys": [".:1053 grpc://example.org {\nshed\n}", plainOnly(2, "grpc://example.org.:443", "grpc")],
  "looks at keys that nothing listens on": [
    ".:1053 unix:///run/dns {\nshed {\n}\n}",
    plainOnly(3, "unix:///run/dns.:", "unix"),
  ],
};

describe("shed", () => {
  test.each(Object.entries(cases))("%s", (_, [text, message]) => {
    const { messages, problems } = setUp(text, [setup]);
    expect(messages[0]).toBe(message);
    if (message === undefined) expect(problems).toEqual([]);
  });
});
