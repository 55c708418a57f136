import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const wrong = (line: number, word: string): string =>
  `plugin/metadata: Corefile:${line} - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;

test.each([
  [["metadata"], undefined],
  [["metadata example.org example.net"], undefined],
  [["metadata {", "x", "}"], wrong(3, "x")],
  [["metadata", "metadata"], wrong(3, "metadata")],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));
