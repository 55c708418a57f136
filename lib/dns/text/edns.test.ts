/** The OPT pseudo-record as dig shows it. */
import { describe, expect, test } from "vitest";
import { EdnsOptionCode } from "../iana/edns-option.ts";
import type { Edns } from "../message/message.ts";
import { writeEdns } from "./edns.ts";

const edns = (fields: Partial<Edns>): Edns => ({
  version: 0,
  udpSize: 1232,
  dnssecOk: false,
  z: 0,
  options: [],
  ...fields,
});
/** After an empty line and the title, line 2 has the flags, line 3 the first option. */
const lineOf = (fields: Partial<Edns>, line: number): string => writeEdns(edns(fields)).split("\n")[line] ?? "";
const option = (code: number, ...octets: readonly number[]): string =>
  lineOf({ options: [{ code, data: Uint8Array.from(octets) }] }, 3);
const text = (...parts: readonly (string | readonly number[])[]): number[] =>
  parts.flatMap((part) => (typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : part));

describe("the flags", () => {
  const cases: Readonly<Record<string, readonly [Partial<Edns>, string]>> = {
    none: [{}, "; EDNS: version 0; flags:; udp: 1232"],
    DO: [{ dnssecOk: true }, "; EDNS: version 0; flags: do; udp: 1232"],
    "CO, compact denial": [{ z: 0x4000 }, "; EDNS: version 0; flags: co; udp: 1232"],
    "one that nobody knows": [{ z: 0x0001 }, "; EDNS: version 0; flags:; MBZ: 0x0001, udp: 1232"],
  };
  test.each(Object.entries(cases))("%s", (_, [fields, line]) => expect(lineOf(fields, 2)).toBe(line));
});

describe("an option", () => {
  const { SUBNET, EDE, EXPIRE, UL, NSID, LLQ, COOKIE } = EdnsOptionCode;
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    "with an IPv4 network, cut to its prefix": [option(SUBNET, 0, 1, 24, 0, 192, 0, 2), "; SUBNET: 192.0.2.0/24/0"],
    "with an IPv6 network": [option(SUBNET, 0, 2, 32, 16, 0x20, 0x01, 0x0d, 0xb8), "; SUBNET: [2001:db8::]/32/16"],
    "with an error and its text": [option(EDE, ...text([0, 15], "no")), "; EDE: 15 (Blocked): (no)"],
    "with an error that has no name": [option(EDE, 0x7f, 0xff), "; EDE: 32767: ()"],
    "with a timeout, which has 16 bits in milliseconds": [
      option(EdnsOptionCode.TCP_KEEPALIVE, 0x02, 0xbc),
      "; KEEPALIVE: use tcp keep-alive, timeout 4464ms",
    ],
    "with a timeout of a tenth of a second": [
      option(EdnsOptionCode.TCP_KEEPALIVE, 0, 1),
      "; KEEPALIVE: use tcp keep-alive, timeout 100ms",
    ],
    "that asks for the expiry": [option(EXPIRE), "; EXPIRE: "],
    "that tells the expiry": [option(EXPIRE, 0, 0, 1, 0), "; EXPIRE: 256"],
    "with a lease": [option(UL, 0, 0, 0, 9), "; UPDATE LEASE: 9 0"],
    "with leases of records and of keys": [option(UL, 0, 0, 0, 9, 0, 0, 1, 0), "; UPDATE LEASE: 9 256"],
    "with a name of the server": [option(NSID, ...text("ns")), "; NSID: 6e73  (n)(s)"],
    "of a long-lived query": [
      option(LLQ, 0, 1, 0, 2, 0, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 5),
      "; LONG LIVED QUERIES: 1 2 3 4294967300 5",
    ],
    "with a cookie": [option(COOKIE, 0xab, 0x01), "; COOKIE: ab01"],
    "that nobody knows": [option(65_001, 0xab, 1), "; LOCAL OPT: 65001:0xab01"],
  };
  test.each(Object.entries(cases))("%s", (_, [line, expected]) => expect(line).toBe(expected));
});
