import { expect, test } from "vitest";
import { dialReasonOf } from "./exchange-errors.ts";

test.each([
  ["EMFILE", "socket: too many open files"],
  ["ENFILE", "socket: too many open files in system"],
  ["ECONNREFUSED", "connect: connection refused"],
  ["ENETUNREACH", "connect: network is unreachable"],
])("a connection that does not come about by %s is told as Go tells it", (code, words) => {
  expect(dialReasonOf(Object.assign(new Error("x"), { code }))).toBe(words);
});
