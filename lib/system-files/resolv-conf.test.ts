import { expect, test } from "vitest";
import { readNameservers, readResolverSettings } from "./resolv-conf.ts";

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
