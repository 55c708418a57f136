import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

test.each([
  [["local"], undefined],
  [["local {", "localhost_prefix off", "}"], undefined],
  [
    ["local example.org"],
    "plugin/local: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'example.org'",
  ],
  [
    ["local {", "localhost_prefix", "}"],
    "plugin/local: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'localhost_prefix'",
  ],
  [
    ["local {", "localhost_prefix maybe", "}"],
    "plugin/local: Corefile:3 - Error during parsing: localhost_prefix expects 'on' or 'off', got \"maybe\"",
  ],
  [["local {", "prefix on", "}"], "plugin/local: Corefile:3 - Error during parsing: unknown property 'prefix'"],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));
