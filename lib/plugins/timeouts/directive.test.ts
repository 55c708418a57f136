import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const cases: Readonly<Record<string, readonly [readonly string[], RegExp | undefined]>> = {
  "takes durations, and numbers as seconds": [["timeouts {", "read 5s", "idle 60", "}"], undefined],
  "takes any number of queries": [["timeouts {", "maxtcpqueries -1", "}"], undefined],
  "takes no arguments": [["timeouts 5s"], /^plugin\/timeouts: plugin\/timeouts: .*Wrong argument count .* after '5s'$/],
  "wants a line": [
    ["timeouts {", "}"],
    /^plugin\/timeouts: plugin\/timeouts: .*:\d+ - .*timeouts block with no timeouts specified$/,
  ],
  "wants a block": [["timeouts"], /timeouts block with no timeouts specified$/],
  "wants a duration": [["timeouts {", "read soon", "}"], /failed to parse duration 'soon'$/],
  "wants a second or more": [
    ["timeouts {", "read 10ms", "}"],
    /timeout provided '10ms' needs to be between 1 second and 24 hours$/,
  ],
  "wants a day or less": [
    ["timeouts {", "idle 25h", "}"],
    /timeout provided '25h0m0s' needs to be between 1 second and 24 hours$/,
  ],
  "wants one value": [["timeouts {", "idle 1s 2s", "}"], /Wrong argument count or unexpected line ending after '2s'$/],
  "wants a number of queries": [
    ["timeouts {", "maxtcpqueries x", "}"],
    /invalid value for maxtcpqueries 'x': strconv\.Atoi: parsing "x": invalid syntax$/,
  ],
  "wants no 0 queries": [
    ["timeouts {", "maxtcpqueries 0", "}"],
    /maxtcpqueries provided '0' needs to be -1 \(unlimited\) or a positive integer$/,
  ],
  "knows its options": [["timeouts {", "connect 1s", "}"], /unknown option: 'connect'$/],
};

describe("timeouts", () => {
  test.each(Object.entries(cases))("%s", (_, [lines, message]) => {
    const [first] = messagesOf(directive, ...lines);
    if (message === undefined) expect(first).toBeUndefined();
    else expect(first).toMatch(message);
  });
});
