import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const position = (text: string): string => `plugin/nomad: Corefile:3 - Error during parsing: ${text}`;

/** A line in the block, and what CoreDNS 1.15.0 says of it. */
const refusals: Readonly<Record<string, string>> = {
  address: position("at least one address is required"),
  "address http://192.0.2.1 http://[::1":
    "plugin/nomad: plugin/nomad: invalid address 'http://[::1': parse \"http://[::1\": missing ']' in host",
  "address 192.0.2.1:4646":
    "plugin/nomad: plugin/nomad: invalid address '192.0.2.1:4646': parse \"192.0.2.1:4646\": first path segment in URL cannot contain colon",
  token: position("exactly one token is required"),
  "token a b": position("exactly one token is required"),
  filter: position("exactly one filter is required"),
  "filter a b": position("exactly one filter is required"),
  ttl: position("exactly one ttl value is required"),
  "ttl 5 6": position("exactly one ttl value is required"),
  "ttl soon": position('error parsing ttl: strconv.Atoi: parsing "soon": invalid syntax'),
  "ttl -1": position("ttl must be in range [0, 3600]: -1"),
  "ttl 3601": position("ttl must be in range [0, 3600]: 3601"),
  "Region here": position("unknown property 'region'"),
};

describe("nomad", () => {
  test.each(Object.entries(refusals))("%s", (line, message) =>
    expect(messagesOf(directive, "nomad {", line, "}")[0]).toBe(message),
  );

  test.each([
    [["nomad"]],
    [["nomad service.nomad and more"]],
    [["nomad {", "TTL 10", "Address unix:///run/nomad.sock", "}"]],
    [["nomad {", "}", "nomad {", "nonsense", "}"]],
  ])("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));

  test("addresses of several lines are tried one after the other", () => {
    const lines = ["address http://192.0.2.1 http://192.0.2.2", "address http://192.0.2.3"];
    const { uses } = checkLines(directive, "nomad {", ...lines, "}");
    expect(uses[0]?.properties.address?.args.urls).toHaveLength(3);
  });
});
