import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const cases: Readonly<Record<string, readonly [readonly string[], RegExp | undefined]>> = {
  "needs no number": [["multisocket"], undefined],
  "takes a number": [["multisocket 1024"], undefined],
  "takes one number": [["multisocket 1 2"], /Wrong argument count or unexpected line ending after '2'$/],
  "wants a number": [
    ["multisocket two"],
    /^plugin\/multisocket: invalid num sockets: strconv\.Atoi: parsing "two": invalid syntax$/,
  ],
  "wants 1 or more": [["multisocket 0"], /^plugin\/multisocket: num sockets can not be zero or negative: 0$/],
  "wants 1024 or less": [["multisocket 1025"], /^plugin\/multisocket: num sockets exceeds maximum \(1024\): 1025$/],
  "may stand once": [
    ["multisocket 1", "multisocket 2"],
    /Wrong argument count or unexpected line ending after 'multisocket'$/,
  ],
};

describe("multisocket", () => {
  test.each(Object.entries(cases))("%s", (_, [lines, message]) => {
    const [first] = messagesOf(directive, ...lines);
    if (message === undefined) expect(first).toBeUndefined();
    else expect(first).toMatch(message);
  });
});
