import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const cases: Readonly<Record<string, readonly [readonly string[], RegExp | undefined]>> = {
  "needs no address": [["prometheus"], undefined],
  "takes an address": [["prometheus localhost:9253"], undefined],
  "takes one address": [["prometheus :9253 :9254"], /Wrong argument count or unexpected line ending after ':9254'$/],
  "wants a port": [["prometheus localhost"], /^plugin\/prometheus: address localhost: missing port in address$/],
  "may stand once in a block": [["prometheus", "prometheus"], /this plugin can only be used once per Server Block$/],
  "knows two properties": [["prometheus {", "path /x", "}"], /unknown option: path$/],
  "takes tls once": [["prometheus {", "tls a.yml", "tls b.yml", "}"], /tls block already specified$/],
  "wants a file for tls": [["prometheus {", "tls", "}"], /Wrong argument count or unexpected line ending after 'tls'$/],
};

describe("prometheus", () => {
  test.each(Object.entries(cases))("%s", (_, [lines, message]) => {
    const [first] = messagesOf(directive, ...lines);
    if (message === undefined) expect(first).toBeUndefined();
    else expect(first).toMatch(message);
  });
});
