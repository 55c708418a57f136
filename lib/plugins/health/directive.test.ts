import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

test.each([
  [["health"], undefined],
  [["health localhost:8091"], undefined],
  [["health 127.0.0.1"], "plugin/health: address 127.0.0.1: missing port in address"],
  [
    ["health :8080 :8081"],
    "plugin/health: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after ':8081'",
  ],
  [
    ["health {", "lameduck soon", "}"],
    `plugin/health: unable to parse lameduck duration value: 'soon' : time: invalid duration "soon"`,
  ],
  [
    ["health {", "lameduck 1s 2s", "}"],
    "plugin/health: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '2s'",
  ],
  [["health {", "path /live", "}"], "plugin/health: Corefile:3 - Error during parsing: unknown property 'path'"],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));
