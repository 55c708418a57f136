import { expect, test } from "vitest";
import { lookUpPort, type PortNetwork } from "./port.ts";

/** What CoreDNS 1.15.0 makes of ports: of listeners (TCP) and of upstreams (`forward . 127.0.0.1:PORT`, UDP). */
const PORTS: readonly (readonly [PortNetwork, string, number | string])[] = [
  ["udp", "9", 9],
  ["udp", "+9", 9],
  ["udp", "09", 9],
  ["udp", "", 0],
  ["udp", "domain", 53],
  ["udp", "http", "lookup udp/http: unknown port"],
  ["udp", "foo", "lookup udp/foo: unknown port"],
  ["udp", "65536", "address 65536: invalid port"],
  ["udp", "-1", "address -1: invalid port"],
  ["udp", "65535", 65_535],
  ["udp", "-0", 0],
  ["udp", "+", 0],
  ["tcp", "domain", 53],
  ["tcp", "ftp", 21],
  ["tcp", "ftps", 990],
  ["tcp", "gopher", 70],
  ["tcp", "imap2", 143],
  ["tcp", "imap3", 220],
  ["tcp", "imaps", 993],
  ["tcp", "pop3", 110],
  ["tcp", "pop3s", 995],
  ["tcp", "smtp", 25],
  ["tcp", "submissions", 465],
  ["tcp", "ssh", 22],
  ["tcp", "telnet", 23],
  ["tcp", "http", 80],
  ["tcp", "HTTPS", 443],
  ["tcp", "constructor", "lookup tcp/constructor: unknown port"],
];

test.each(PORTS)("%s %j: %s", (network, text, expected) => {
  const read = lookUpPort(network, text);
  expect(read.ok ? read.port : read.error).toBe(expected);
});
