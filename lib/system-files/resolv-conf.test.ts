import { expect, test } from "vitest";
import { linesOf } from "./file-lines.ts";
import { readNameservers, readResolverSettings, readSearchPath } from "./resolv-conf.ts";

test.each<[string, readonly string[]]>([
  ["nameserver 192.0.2.1\nnameserver 2001:db8::1%eth0\n", ["192.0.2.1", "2001:db8::1%eth0"]],
  ["  nameserver\t192.0.2.1 192.0.2.2\r\n", ["192.0.2.1"]],
  ["# nameserver 192.0.2.1\n;nameserver 192.0.2.1\nnameserver\nNameserver 192.0.2.1\n", []],
  ["nameserver somewhere", ["somewhere"]],
])("the servers of %j", (text, servers) => expect(readNameservers(text)).toEqual(servers));

const DEFAULTS = { servers: ["127.0.0.1"], search: [], dots: 1, attempts: 2, timeoutMs: 5000 };

test.each<[string, object]>([
  ["", {}],
  ["nameserver somewhere\nnameserver 192.0.2.1", { servers: ["192.0.2.1"] }],
  [
    "nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\nnameserver 192.0.2.4",
    { servers: ["192.0.2.1", "192.0.2.2", "192.0.2.3"] },
  ],
  ["search a b. .\n", { search: ["a.", "b."] }],
  ["search a\ndomain c d\n", { search: ["c."] }],
  ["options ndots:99 timeout:0 attempts:0 rotate", { dots: 15, timeoutMs: 1000, attempts: 1 }],
  ["options ndots:2\noptions timeout:3", { dots: 2, timeoutMs: 3000 }],
])("what %j says of asking", (text, settings) =>
  expect(readResolverSettings(text)).toEqual({ ...DEFAULTS, ...settings }),
);

test.each<[string, readonly string[], line: number | undefined]>([
  ["", [], undefined],
  ["nameserver 192.0.2.1\n", [], undefined],
  ["nameserver 192.0.2.1\nsearch\ta.example.org. B.example.org .\n", ["a.example.org.", "B.example.org", "."], 2],
  ["search a\ndomain c d\n", ["c"], 2],
  ["search a\ndomain\n", [], 2],
  ["domain c\nsearch a b", ["a", "b"], 2],
  ["# search a\nSearch b\n", [], undefined],
])("the search path of %j", (text, domains, line) => {
  const path = readSearchPath(linesOf([Uint8Array.from(text, (character) => character.charCodeAt(0))], "resolv.conf"));
  expect([path.domains, path.place?.range.start.line]).toEqual([domains, line]);
});
