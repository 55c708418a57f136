import { describe, expect, test } from "vitest";
import { bracketed, covers, type IpNetwork, parseAddr, parseCidr, writeAddr } from "./net.ts";

describe("addresses with zones", () => {
  test.each<[text: string, zone: string | undefined, printed: string | undefined]>([
    ["fe80::1%eth0", "eth0", "fe80::1%eth0"],
    ["fe80::1%eth0%1", "eth0%1", "fe80::1%eth0%1"],
    ["2001:db8::1", "", "2001:db8::1"],
    ["192.0.2.1", "", "192.0.2.1"],
    ["fe80::1%", undefined, undefined],
    ["192.0.2.1%eth0", undefined, undefined],
    ["localhost", undefined, undefined],
  ])("%s", (text, zone, printed) => {
    const address = parseAddr(text);
    expect([address?.zone, address && writeAddr(address)]).toEqual([zone, printed]);
  });
  test("only IPv6 addresses stand in brackets before a port", () =>
    expect(["2001:db8::1", "192.0.2.1", "ns.example.org"].map(bracketed)).toEqual([
      "[2001:db8::1]",
      "192.0.2.1",
      "ns.example.org",
    ]));
});

describe("networks within others", () => {
  const network = (text: string): IpNetwork => {
    const read = parseCidr(text);
    if (read === undefined) throw new Error(`no network: ${text}`);
    return read;
  };
  test.each<[outer: string, inner: string, isCovered: boolean]>([
    ["192.0.2.0/24", "192.0.2.0/24", true],
    ["192.0.2.0/24", "192.0.2.128/25", true],
    ["192.0.2.0/24", "192.0.2.7/32", true],
    ["192.0.2.128/25", "192.0.2.0/24", false],
    ["192.0.2.0/24", "192.0.3.0/25", false],
    ["192.0.2.0/23", "192.0.3.0/24", true],
    ["0.0.0.0/0", "192.0.2.0/24", true],
    ["::/0", "192.0.2.0/24", false],
    ["2001:db8::/32", "2001:db8:1::/48", true],
    ["2001:db8::/33", "2001:db8:8000::/48", false],
  ])("%s and %s: %s", (outer, inner, isCovered) => expect(covers(network(outer), network(inner))).toBe(isCovered));
});
