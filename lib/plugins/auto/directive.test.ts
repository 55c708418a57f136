/** Corefiles as CoreDNS 1.15.0 takes them, and the lines with which it refuses others. */
import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["auto {", "directory", "}"],
    "plugin/auto: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'directory'",
  ],
  [
    ["auto {", "directory . a b", "}"],
    "plugin/auto: Corefile:3 - Error during parsing: Need at least one sub expression",
  ],
  [
    ["auto {", "directory . (.*) b c", "}"],
    "plugin/auto: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'c'",
  ],
  [
    ["auto {", "directory . (.*)", "}"],
    "plugin/auto: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '(.*)'",
  ],
  [
    ["auto {", "directory . abc x", "}"],
    "plugin/auto: Corefile:3 - Error during parsing: Need at least one sub expression",
  ],
  [["auto {", "directory . (a x", "}"], "plugin/auto: error parsing regexp: missing closing ): `(a`"],
  [["auto {", "reload", "}"], "plugin/auto: reload duration value is expected"],
  [["auto {", "reload x", "}"], 'plugin/auto: plugin/file: time: invalid duration "x"'],
  [["auto {", "reload -1s", "}"], "plugin/auto: plugin/file: invalid duration"],
  [["auto {", "reload 5", "}"], 'plugin/auto: plugin/file: time: missing unit in duration "5"'],
  [["auto {", "foo", "}"], "plugin/auto: Corefile:3 - Error during parsing: unknown property 'foo'"],
  [
    ["auto {", "directory . {", "}"],
    "plugin/auto: Corefile:3 - Error during parsing: Need at least one sub expression",
  ],
  [["auto {", "no_reload", "}"], "plugin/auto: Corefile:3 - Error during parsing: unknown property 'no_reload'"],
  [["auto {", "reload 10s", "reload foo", "}"], 'plugin/auto: plugin/file: time: invalid duration "foo"'],
  [
    ["auto {", "directory . (.*) {1} {2}", "}"],
    "plugin/auto: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '{2}'",
  ],
  [
    ["auto {", "directory . \\d++ {1}", "}"],
    "plugin/auto: error parsing regexp: invalid nested repetition operator: `++`",
  ],
  [
    ["auto {", "directory . [z-a](x) {1}", "}"],
    "plugin/auto: error parsing regexp: invalid character class range: `z-a`",
  ],
  [["auto { directory . }"], "plugin/auto: Corefile:2 - Error during parsing: Need at least one sub expression"],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

/** Lines of a server block that CoreDNS takes. */
const taken: readonly (readonly string[])[] = [
  ["auto {", "directory .", "}"],
  ["auto {", "directory missing", "}"],
  ["auto {", "reload 0s", "}"],
  ["auto {", "reload 0s 3", "}"],
  ["auto {", "reload 1h 1h", "}"],
  ["auto {", "upstream 1 2 3", "}"],
  ["auto {", 'directory ""', "}"],
  ["auto {", "directory . (.*) {1}", "}"],
  ["auto {", "directory . (?P<n>.*) {n}", "}"],
  ["auto {", "directory f", "}"],
  ["auto"],
  ["auto example.org a..b {", "}"],
  ["auto", "auto"],
];

test.each(taken.map((lines) => [lines]))("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));
