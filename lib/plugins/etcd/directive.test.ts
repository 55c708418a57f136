import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const position = (text: string): string => `plugin/etcd: Corefile:3 - Error during parsing: ${text}`;
const wrongCount = (word: string): string => position(`Wrong argument count or unexpected line ending after '${word}'`);
const FORMAT = "invalid TTL format, use format like '30', '30s', '5m', '1h', or '2h30m'";

/** A line in the block, and what CoreDNS 1.15.0 says of it. */
const refusals: Readonly<Record<string, string>> = {
  path: wrongCount("path"),
  "path /skydns ttl": position("unknown property 'ttl'"),
  endpoint: wrongCount("endpoint"),
  credentials: wrongCount("credentials"),
  "credentials user": position("credentials requires 2 arguments, username and password"),
  "credentials user word more": position("credentials requires 2 arguments, username and password"),
  "tls a b c d": "plugin/etcd: maximum of three arguments allowed for TLS config, found 4",
  "min-lease-ttl": wrongCount("min-lease-ttl"),
  "min-lease-ttl soon": position(`invalid min-lease-ttl value: ${FORMAT}`),
  "min-lease-ttl -5": position(`invalid min-lease-ttl value: ${FORMAT}`),
  "min-lease-ttl -5s": position("invalid min-lease-ttl value: TTL must be non-negative"),
  "min-lease-ttl 5 6": position("unknown property '6'"),
  "max-lease-ttl 1d": position(`invalid max-lease-ttl value: ${FORMAT}`),
  "max-lease-ttl 4294967296": position("invalid max-lease-ttl value: TTL too large, maximum is 4294967295 seconds"),
  "no_apex_fallback yes": wrongCount("yes"),
  "stubzones example.org": position("unknown property 'example.org'"),
  "Path /skydns": position("unknown property 'Path'"),
};

describe("etcd", () => {
  test.each(Object.entries(refusals))("%s", (line, message) =>
    expect(messagesOf(directive, "etcd {", line, "}")[0]).toBe(message),
  );

  test.each([
    [["etcd"]],
    [["etcd {", "stubzones debug", "upstream 192.0.2.1 192.0.2.2", "}"]],
    [["etcd {", "tls", "endpoint http://192.0.2.1:2379 etcd.example.org", "}"]],
    [["etcd {", "}", "etcd {", "nonsense", "}"]],
  ])("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));

  test.each([
    ["30", 30],
    ["2h30m", 9000],
    ["1.9s", 1],
    ['" 5 "', 5],
    ['""', 0],
  ])("a TTL of %s is %i seconds", (text, seconds) => {
    const { uses } = checkLines(directive, "etcd {", `min-lease-ttl ${text}`, "}");
    expect(uses[0]?.properties["min-lease-ttl"]?.args.value.value).toBe(seconds);
  });
});
