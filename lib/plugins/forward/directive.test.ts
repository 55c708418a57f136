import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["forward"],
    "plugin/forward: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'forward'",
  ],
  [
    ["forward ."],
    "plugin/forward: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'",
  ],
  [
    ["forward . {"],
    "plugin/forward: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'",
  ],
  [["forward a..b 192.0.2.1"], "plugin/forward: unable to normalize 'a..b'"],
  [
    ["forward . 192.0.2.1 {", "max_fails 2 3", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: unknown property '3'",
  ],
  [
    ["forward . 192.0.2.1 {", "max_fails", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'max_fails'",
  ],
  [["forward . 192.0.2.1 {", "health_check -1s", "}"], "plugin/forward: health_check can't be negative: -1000000000"],
  [
    ["forward . 192.0.2.1 {", "health_check 1s domain a..b", "}"],
    "plugin/forward: health_check: invalid domain name a..b",
  ],
  [
    ["forward . 192.0.2.1 {", "health_check 1s no_rec domain", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'domain'",
  ],
  [["forward . 192.0.2.1 {", "health_check 1s no_rec fast", "}"], "plugin/forward: health_check: unknown option fast"],
  [
    ["forward . 192.0.2.1 {", "health_check", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'health_check'",
  ],
  [["forward . 192.0.2.1 {", "expire -1s", "}"], "plugin/forward: expire can't be negative: -1s"],
  [["forward . 192.0.2.1 {", "max_age 1", "}"], 'plugin/forward: time: missing unit in duration "1"'],
  [["forward . 192.0.2.1 {", "max_age -1s", "}"], "plugin/forward: max_age can't be negative: -1s"],
  [["forward . 192.0.2.1 {", "max_age 9s", "}"], "plugin/forward: max_age (9s) must not be less than expire (10s)"],
  [["forward . 192.0.2.1 {", "max_idle_conns -1", "}"], "plugin/forward: max_idle_conns can't be negative: -1"],
  [["forward . 192.0.2.1 {", "read_timeout 0s", "}"], "plugin/forward: read_timeout must be positive: 0s"],
  [["forward . 192.0.2.1 {", "doh_method post", "}"], "plugin/forward: doh_method must be either POST or GET"],
  [["forward . 192.0.2.1 {", "next OOPS", "}"], "plugin/forward: OOPS is not a valid rcode"],
  [
    ["forward . 192.0.2.1 {", "next", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'next'",
  ],
  [["forward . 192.0.2.1 {", "failover NOERROR", "}"], "plugin/forward: NoError cannot be used in failover"],
  [["forward . 192.0.2.1 {", "failover noerror", "}"], "plugin/forward: NoError cannot be used in failover"],
  [
    ["forward . 192.0.2.1 {", "resolver 192.0.2.1:53:4", "}"],
    'plugin/forward: resolver must be an IP address or IP:port: "192.0.2.1:53:4"',
  ],
  [
    ["forward . 192.0.2.1 {", "source_address fe80::1%eth0", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: invalid IP address: fe80::1%eth0",
  ],
  [
    ["forward . 192.0.2.1 {", "tls a b c d", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'd'",
  ],
  [
    ["forward . 192.0.2.1 {", "next_on_nodata x", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
  ],
  [
    ["forward . 192.0.2.1 {", "failfast_all_unhealthy_upstreams x y", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'y'",
  ],
  [
    ["forward . https://192.0.2.1/dns"],
    "plugin/forward: paths are not allowed in HTTPS upstream addresses (the /dns-query path is used by default): https://192.0.2.1/dns",
  ],
  [
    ["forward . 192.0.2.1 {", "force_tcp x y", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
  ],
  [
    ["forward . 192.0.2.1 {", "policy random round_robin", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: unknown property 'round_robin'",
  ],
  [["forward . 192.0.2.1 {", "max_concurrent 1.5", "}"], 'plugin/forward: strconv.Atoi: parsing "1.5": invalid syntax'],
  [
    ["forward . 192.0.2.1 192.0.2.2 {", "what", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: unknown property 'what'",
  ],
  [
    ["forward . 192.0.2.1 {", "max_fails 1 {", "}", "}"],
    "plugin/forward: Corefile:5 - Error during parsing: Wrong argument count or unexpected line ending after '}'",
  ],
  [
    ["forward . 192.0.2.1 {", "tls_servername a b", "}"],
    "plugin/forward: Corefile:3 - Error during parsing: unknown property 'b'",
  ],
  [["forward . tls://"], 'plugin/forward: invalid address: "tls://"'],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test.each<{ lines: readonly string[] }>([["forward . 192.0.2.1 {", "}"]].map((lines) => ({ lines })))(
  "$lines is taken",
  ({ lines }) => expect(messagesOf(directive, ...lines)).toEqual([]),
);

describe("what a use means", () => {
  const [use] = checkLines(
    directive,
    "forward Example.ORG 192.0.2.1 tls://192.0.2.2 resolv.conf {",
    "  except a.example.org b.example.org",
    "  except c.example.org",
    "  health_check 500ms no_rec domain Up.example.org",
    "  next servfail NXDOMAIN",
    "  max_fails 3",
    "}",
  ).uses;

  test("zone and upstreams", () => {
    expect(use?.args.from.value).toEqual(["example.org."]);
    expect(use?.args.to.map(({ value }) => value.kind)).toEqual(["address", "address", "file"]);
  });
  test("lists grow line by line", () => {
    const zones = use?.properties.except?.args.zones.flatMap(({ value }) => value);
    expect(zones).toEqual(["a.example.org.", "b.example.org.", "c.example.org."]);
  });
  test("the health check", () => {
    const check = use?.properties.health_check?.args;
    expect([check?.interval.value.ms, check?.recursionDesired, check?.domain]).toEqual([500, false, "up.example.org."]);
  });
  test("codes and counts", () => {
    expect(use?.properties.next?.args.rcodes.map(({ value }) => value)).toEqual([2, 3]);
    expect(use?.properties.max_fails?.args.value.value).toBe(3);
  });
});

test("more than fifteen upstreams in any of the uses", () => {
  const addresses = Array.from({ length: 16 }, (_, host) => `192.0.2.${host}`).join(" ");
  expect(messagesOf(directive, `forward . ${addresses}`)).toEqual(["plugin/forward: more than 15 TOs configured: 16"]);
});
