import { describe, expect, test } from "vitest";
import { SourceToken } from "../../corefile/token.ts";
import { Value } from "../value.ts";
import { hostPort } from "./address.ts";
import { readEndpoint } from "./endpoint.ts";
import { keyword } from "./keyword.ts";
import { regex } from "./regex.ts";
import { fallthroughZones, normalizeName, normalizeZone, zone, zonesOrBlock } from "./zone.ts";

describe("zones", () => {
  test.each<[string, readonly string[]]>([
    ["Example.ORG", ["example.org."]],
    [".", ["."]],
    ["example.org:53", ["example.org."]],
    ["dns://example.org:53", ["example.org."]],
    ["tls://example.org", ["example.org."]],
    ["example.org:", []],
    ["a..b", []],
    ["10.0.0.0/24", ["0.0.10.in-addr.arpa."]],
    ["10.0.0.0/8", ["10.in-addr.arpa."]],
    ["192.0.2.0/25", Array.from({ length: 128 }, (_, host) => `${host}.2.0.192.in-addr.arpa.`)],
    ["192.0.0.0/23", ["0.0.192.in-addr.arpa.", "1.0.192.in-addr.arpa."]],
    ["2001:db8::/32", ["8.b.d.0.1.0.0.2.ip6.arpa."]],
    ["2001:db8::/31", ["8.b.d.0.1.0.0.2.ip6.arpa.", "9.b.d.0.1.0.0.2.ip6.arpa."]],
    ["::/0", []],
  ])("%s", (text, wanted) => expect(normalizeZone(text)).toEqual(wanted));

  test("a name that is none stays as it is", () => expect(normalizeName("a..B")).toBe("a..b."));

  const value = (text: string) => {
    const token = new SourceToken({ file: "Corefile", text }, text, { start: 0, end: text.length, line: 1, column: 1 });
    const read = zone.read(text);
    return new Value(read.ok ? read.value : [], token);
  };
  const block = normalizeZone("example.net");
  test("arguments come before the server block", () =>
    expect(zonesOrBlock([value("example.org")], block)).toEqual(["example.org."]));
  test("without arguments the server block counts", () => expect(zonesOrBlock([], block)).toEqual(["example.net."]));
  test("fallthrough without zones is for all", () => expect(fallthroughZones({ args: { zones: [] } })).toEqual(["."]));
  test("no fallthrough", () => expect(fallthroughZones(undefined)).toEqual([]));
});

describe("endpoints", () => {
  test.each<[string, unknown]>([
    ["192.0.2.1", { kind: "address", address: "192.0.2.1:53", transport: "dns" }],
    ["192.0.2.1:5353", { kind: "address", address: "192.0.2.1:5353", transport: "dns" }],
    ["[2001:db8::1]", { kind: "address", address: "[2001:db8::1]:53", transport: "dns" }],
    ["tls://192.0.2.1", { kind: "address", address: "tls://192.0.2.1:853", transport: "tls" }],
    ["https3://192.0.2.1", { kind: "address", address: "", transport: "https3" }],
    ["unix:///run/x.sock", { kind: "address", address: "unix:///run/x.sock", transport: "unix" }],
    ["fe80::1%eth0", { kind: "address", address: "[fe80::1%eth0]:53", transport: "dns" }],
    ["/etc/resolv.conf", { kind: "file", path: "/etc/resolv.conf", transport: "dns" }],
    ["ns.example.org:53", { kind: "file", path: "ns.example.org:53", transport: "dns" }],
    ["tls://", { kind: "empty", transport: "tls" }],
  ])("%s", (text, wanted) => expect(readEndpoint(text)).toEqual(wanted));
});

describe("addresses with ports", () => {
  const kind = hostPort("53");
  test("the default port", () => expect(kind.read("2001:db8::1")).toEqual({ ok: true, value: "[2001:db8::1]:53" }));
  test("an empty port is the default port", () =>
    expect(kind.read("192.0.2.1:")).toEqual({ ok: true, value: "192.0.2.1:53" }));
  test("a name", () => {
    const complaint = { style: "plain", text: "must specify an IP address: `ns.example.net'" };
    expect(kind.read("ns.example.net")).toEqual({ ok: false, complaint, misfit: "form" });
  });
});

describe("regular expressions", () => {
  test.each<[string, string]>([
    ["^(b", "error parsing regexp: missing closing ): `^(b`"],
    ["^(a)\\1$", "error parsing regexp: invalid escape sequence: `\\1`"],
    ["a**", "error parsing regexp: invalid nested repetition operator: `**`"],
    ["[z-a]", "error parsing regexp: invalid character class range: `z-a`"],
    ["(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
  ])("%s", (text, error) => {
    expect(regex().read(text)).toEqual({ ok: false, complaint: { style: "plain", text: error }, misfit: "form" });
  });

  test("groups are counted", () => {
    const read = regex().read("(a)(?:b)(?P<c>c)");
    expect(read.ok && read.value.groups).toBe(2);
  });
});

describe("keywords", () => {
  test("case matters", () => expect(keyword(["on", "off"]).read("ON").ok).toBe(false));
  test("case does not matter", () =>
    expect(keyword(["on", "off"], { anyCase: true }).read("ON")).toEqual({ ok: true, value: "on" }));
});
