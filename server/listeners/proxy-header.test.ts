import { describe, expect, test } from "vitest";
import { proxyFields, readProxyHeader } from "./proxy-header.ts";

const SIGNATURE = "0d0a0d0a000d0a515549540a";
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const text = (line: string): Uint8Array => Uint8Array.from(Buffer.from(line, "latin1"));
/** What a header is, in a line. */
function told(octets: Uint8Array, isAll = true): string {
  const reading = readProxyHeader(octets, isAll);
  if (reading.kind === "broken") return reading.why;
  if (reading.kind !== "header") return reading.kind;
  const { version, isLocal, source, destination, length } = reading.header;
  const end = (one: typeof source): string => (one === undefined ? "-" : `${one.address} ${one.port}`);
  return `v${version}${isLocal ? " local" : ""} ${end(source)} to ${end(destination)}, ${length} octets`;
}

describe("version 1", () => {
  const lines: Readonly<Record<string, string>> = {
    "PROXY TCP4 192.0.2.99 192.0.2.1 12345 53\r\nrest": "v1 192.0.2.99 12345 to 192.0.2.1 53, 42 octets",
    "PROXY TCP6 2001:DB8::1 ::ffff:192.0.2.1 1 0\r\n": "v1 2001:db8::1 1 to 192.0.2.1 0, 45 octets",
    "PROXY UNKNOWN whatever 1 2\r\n": "v1 local - to -, 28 octets",
    "PROXY UNKNOWN\r\n": "v1 local - to -, 15 octets",
    "PROXY TCP4 192.0.2.99 192.0.2.1 12345 53": "proxyproto: can't read version 1 header",
    "PROXY TCP4 192.0.2.99 192.0.2.1 12345 53\n": "proxyproto: version 1 header is invalid, must end with \\r\\n",
    "PROXYTCP4 192.0.2.99 192.0.2.1 12345 53\r\n": "proxyproto: can't read version 1 header",
    "PROXY\r\n": "proxyproto: can't read address family or protocol",
    "PROXY TCP5 192.0.2.99 192.0.2.1 12345 53\r\n": "proxyproto: can't read address family or protocol",
    "PROXY TCP4 192.0.2.99 192.0.2.1 12345 53 1\r\n": "proxyproto: can't read address family or protocol",
    "PROXY TCP4 192.0.2.99 2001:db8::1 12345 53\r\n": "proxyproto: invalid address",
    "PROXY TCP6 192.0.2.99 192.0.2.1 12345 53\r\n": "proxyproto: invalid address",
    "PROXY TCP6 fe80::1%eth0 2001:db8::1 12345 53\r\n": "proxyproto: invalid address",
    "PROXY TCP4 192.0.2.99 192.0.2.1 012 53\r\n": "proxyproto: invalid port number",
    "PROXY TCP4 192.0.2.99 192.0.2.1 65536 53\r\n":
      'proxyproto: invalid port number: strconv.ParseUint: parsing "65536": value out of range',
    PROX: "none",
  };
  test.each(Object.entries(lines))("%j", (line, expected) => expect(told(text(line))).toBe(expected));

  test("is at most 107 octets long", () =>
    expect(told(text(`PROXY UNKNOWN ${"x".repeat(200)}\r\n`))).toBe(
      "proxyproto: version 1 header must be 107 bytes or less",
    ));
});

describe("version 2", () => {
  const headers: Readonly<Record<string, string>> = {
    "2112000c c0000263 c0000201 3039 0035 1234": "v2 192.0.2.99 12345 to 192.0.2.1 53, 28 octets",
    "21220024 20010db8000000000000000000000001 20010db8000000000000000000000002 3039 0035":
      "v2 2001:db8::1 12345 to 2001:db8::2 53, 52 octets",
    "20000000": "v2 local - to -, 16 octets",
    "20110000": "v2 local - to -, 16 octets",
    "20110003 010203": "v2 local - to -, 19 octets",
    "": "proxyproto: can't read proxy protocol version and command: EOF",
    "31": "proxyproto: unsupported proxy protocol version and command",
    "22": "proxyproto: unsupported proxy protocol version and command",
    "21": "proxyproto: can't read address family or protocol: EOF",
    "2113": "proxyproto: unsupported address family and protocol",
    "21000000": "proxyproto: unsupported address family and protocol",
    "2111": "proxyproto: can't read length: EOF",
    "211100": "proxyproto: can't read length: unexpected EOF",
    "2111000b c0000263 c0000201 3039 00": "proxyproto: invalid length",
    "21111001": "proxyproto: invalid length",
    "2111000c": "proxyproto: invalid address: EOF",
    "2111000c c0": "proxyproto: invalid address: unexpected EOF",
    "2111000f c0000263 c0000201 3039 0035": "proxyproto: invalid length",
    "2111000f c0000263 c0000201 3039 0035 ea": "unexpected EOF",
    "20110003 01": "proxyproto: invalid length: EOF",
  };
  test.each(Object.entries(headers))("%s", (hex, expected) => expect(told(bytes(SIGNATURE + hex))).toBe(expected));

  test("is waited for as long as it may still come whole", () => {
    const whole = bytes(`${SIGNATURE}2112000f c0000263 c0000201 3039 0035 ea0000`);
    for (let length = 0; length < whole.length; length++) expect(told(whole.slice(0, length), false)).toBe("more");
    expect(told(whole, false)).toBe("v2 192.0.2.99 12345 to 192.0.2.1 53, 31 octets");
  });

  test.each([
    ["ea0002cafe", "ea0002cafe"],
    ["040003000000 010001ff", "040000010001ff"],
    ["", undefined],
    ["ea0002ca", undefined],
    ["ea00", undefined],
  ])("fields %s are told as %s", (fields, told) => {
    const body = bytes(fields);
    const length = (12 + body.length).toString(16).padStart(4, "0");
    const reading = readProxyHeader(bytes(`${SIGNATURE}2112${length}c0000263c000020130390035${fields}`), true);
    const given = reading.kind === "header" ? proxyFields(reading.header) : "no header";
    expect(given === undefined ? undefined : Buffer.from(given).toString("hex")).toBe(told);
  });
});

test("what begins otherwise is no header", () => {
  expect([
    told(bytes("001d1234"), false),
    told(bytes("0d0a0d0b00"), false),
    told(bytes("0d0a0d0a000d0a515549540b"), false),
  ]).toEqual(["none", "more", "none"]);
});
