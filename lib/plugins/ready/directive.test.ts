import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

test.each([
  [["ready"], undefined],
  [["ready localhost:8092 {", "monitor continuously", "}"], undefined],
  [["ready 127.0.0.1"], "plugin/ready: address 127.0.0.1: missing port in address"],
  [["ready :8181", "ready :8182"], "plugin/ready: this plugin can only be used once per Server Block"],
  [
    ["ready :8181 :8182"],
    "plugin/ready: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after ':8182'",
  ],
  [
    ["ready {", "monitor sometimes", "}"],
    "plugin/ready: Corefile:3 - Error during parsing: monitor type 'sometimes' not supported",
  ],
  [
    ["ready {", "monitor", "}"],
    "plugin/ready: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'monitor'",
  ],
  [["ready {", "path /up", "}"], "plugin/ready: Corefile:3 - Error during parsing: unknown property 'path'"],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));
