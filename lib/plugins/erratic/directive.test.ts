import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

test.each([
  ["drop", undefined],
  ["drop 0", undefined],
  ["delay 3 50ms", undefined],
  ["truncate 3", undefined],
  ["large", undefined],
  ["drop -1", 'plugin/erratic: illegal amount value given "-1"'],
  ["drop few", 'plugin/erratic: strconv.ParseInt: parsing "few": invalid syntax'],
  ["delay 2 100", 'plugin/erratic: time: missing unit in duration "100"'],
  ["delay -2", 'plugin/erratic: illegal amount value given "-2"'],
  ["delay 100ms", 'plugin/erratic: strconv.ParseInt: parsing "100ms": invalid syntax'],
  ["truncate -1", 'plugin/erratic: illegal amount value given "-1"'],
  ["truncate half", 'plugin/erratic: strconv.ParseInt: parsing "half": invalid syntax'],
  [
    "truncate 1 2",
    "plugin/erratic: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '2'",
  ],
  ["garble 2", "plugin/erratic: Corefile:3 - Error during parsing: unknown property 'garble'"],
])("%s", (line, message) => expect(messagesOf(directive, "erratic {", line, "}")[0]).toBe(message));
