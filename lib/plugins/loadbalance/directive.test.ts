import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const at = (line: number, text: string): string =>
  `plugin/loadbalance: Corefile:${line} - Error during parsing: ${text}`;

test.each([
  [["loadbalance"], undefined],
  [["loadbalance round_robin {", "prefer 192.0.2.0/24", "}"], undefined],
  [["loadbalance weighted w {", "reload 1m", "}"], undefined],
  [["loadbalance round_robin weights"], at(2, "unknown property for round_robin")],
  [["loadbalance random"], "plugin/loadbalance: unknown policy: random"],
  [["loadbalance weighted"], at(2, "missing weight file argument")],
  [["loadbalance weighted a b"], at(2, "unexpected argument(s)")],
  [["loadbalance {", "sticky on", "}"], at(3, "unknown property 'sticky'")],
  [["loadbalance weighted w {", "reload 10", "}"], at(3, "invalid reload duration '10'")],
  [["loadbalance weighted w {", "reload", "}"], at(3, "reload duration value is missing")],
  [["loadbalance weighted w {", "reload 1s 2s", "}"], at(3, "unexpected argument")],
  [["loadbalance {", "prefer here", "}"], at(3, 'invalid CIDR "here": invalid CIDR address: here')],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test("a policy's own properties", () => {
  const [use] = checkLines(directive, "loadbalance weighted w {", "reload 90s", "}").uses;
  expect([use?.args.form, use?.properties.reload?.args.interval.value.text]).toEqual(["weighted", "1m30s"]);
});
