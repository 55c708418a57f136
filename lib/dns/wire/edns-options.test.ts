/** OPT records wherever they stand, and their options as CoreDNS writes them again (RFC 6891). */
import { describe, expect, test } from "vitest";
import { EdnsOptionCode } from "../iana/edns-option.ts";
import { isSigned } from "../message/signed.ts";
import { decodeMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";

const octets = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const QUESTION = "03777777000001 0001";
const A = "03777777000001000100000001 0004 c0000201";
const OPT = "00 0029 04d0 00000000 0000";
const SECOND = "00 0029 0200 00018000 0005 fde9 0001 07";
const NAMED = "016f00 0029 0200 00000000 0000";
const TSIG = "016b00 00fa 00ff 00000000 0013 016b00 000000000001 012c 0000 04d2 0000 0000";

const message = (counts: string, ...records: string[]): Uint8Array =>
  octets([`1234 8180 0001 ${counts}`, QUESTION, ...records].join(" "));

describe("a message is written again as it came", () => {
  const cases: Readonly<Record<string, Uint8Array>> = {
    "with its OPT record last": message("0000 0000 0002", A, OPT),
    "with its OPT record first": message("0000 0000 0002", OPT, A),
    "with two OPT records": message("0000 0000 0003", SECOND, A, OPT),
    "with two OPT records side by side": message("0000 0000 0003", OPT, SECOND, A),
    "with an OPT record in its answer section": message("0001 0000 0001", SECOND, A),
    "with an OPT record in its authority section, and one in its place": message("0000 0001 0001", SECOND, OPT),
    "with an OPT record that has a name": message("0000 0000 0002", A, NAMED),
    "with an OPT record before its signature": message("0000 0000 0002", OPT, TSIG),
    "with an OPT record behind its signature": message("0000 0000 0002", TSIG, OPT),
  };
  test.each(Object.entries(cases))("%s", (_, bytes) => {
    expect(hex(encodeMessage(decodeMessage(bytes)))).toBe(hex(bytes));
  });
});

test("of several OPT records the last one counts", () => {
  const { edns, rcode } = decodeMessage(message("0000 0000 0002", SECOND, "00 0029 1000 17000000 0000"));
  expect([edns?.udpSize, rcode]).toEqual([4096, 0x1_70]);
});

test("a signature counts only as the very last record", () => {
  expect(isSigned(decodeMessage(message("0000 0000 0002", OPT, TSIG)))).toBe(true);
  expect(isSigned(decodeMessage(message("0000 0000 0002", TSIG, OPT)))).toBe(false);
  expect(isSigned(decodeMessage(message("0000 0000 0002", TSIG, A)))).toBe(false);
});

function rewritten(code: number, data: string): string {
  const length = octets(data).length;
  const head = [code, length, 4 + length].map((number) => number.toString(16).padStart(4, "0"));
  const opt = `00 0029 04d0 00000000 ${head[2]} ${head[0]} ${head[1]} ${data}`;
  return hex(decodeMessage(message("0000 0000 0001", opt)).edns?.options[0]?.data ?? new Uint8Array(1));
}

describe("an option is written again", () => {
  const cases: Readonly<Record<string, readonly [code: number, came: string, written: string]>> = {
    "of an unknown code as it came": [65_001, "010203", "010203"],
    "as a subnet with its prefix masked": [EdnsOptionCode.SUBNET, "0001 14 00 c0ffff", "00011400c0fff0"],
    "as a subnet with zeros for octets that are missing": [EdnsOptionCode.SUBNET, "0001 18 00 c0", "00011800c00000"],
    "as a subnet without octets that are too many": [EdnsOptionCode.SUBNET, "0001 08 00 c0ff", "00010800c0"],
    "as a subnet of no family without an address": [EdnsOptionCode.SUBNET, "0000 00 00 c0", "00000000"],
    "as a lease without one of zero for the key": [EdnsOptionCode.UL, "00000e1000000000", "00000e10"],
    "as an expiry of four octets": [EdnsOptionCode.EXPIRE, "0000000105", "00000001"],
    "as an empty timeout when it is zero": [EdnsOptionCode.TCP_KEEPALIVE, "0000", ""],
    "as a timeout": [EdnsOptionCode.TCP_KEEPALIVE, "0001", "0001"],
    "as a long-lived query of eighteen octets": [EdnsOptionCode.LLQ, "01".repeat(20), "01".repeat(18)],
    "as a reporting agent without octets behind it": [EdnsOptionCode.REPORTING, "016100ff", "016100"],
    "as an error": [EdnsOptionCode.EDE, "000f61", "000f61"],
  };
  test.each(Object.entries(cases))("%s", (_, [code, came, written]) => expect(rewritten(code, came)).toBe(written));
});

describe("a message is none", () => {
  const cases: Readonly<Record<string, readonly [code: number, data: string, reason: string]>> = {
    "with a subnet of an unknown family": [EdnsOptionCode.SUBNET, "00030000", "bad address family"],
    "with a prefix of no family": [EdnsOptionCode.SUBNET, "00000100", "bad address family"],
    "with half a subnet": [EdnsOptionCode.SUBNET, "0001", "dns: buffer size too small"],
    "with a lease of three octets": [EdnsOptionCode.UL, "000e10", "dns: buffer size too small"],
    "with half an expiry": [EdnsOptionCode.EXPIRE, "00", "dns: buffer size too small"],
    "with half an error": [EdnsOptionCode.EDE, "00", "dns: buffer size too small"],
    "with a timeout of one octet": [EdnsOptionCode.TCP_KEEPALIVE, "00", "length mismatch, want 0/2 but got 1"],
  };
  test.each(Object.entries(cases))("%s", (_, [code, data, reason]) =>
    expect(() => rewritten(code, data)).toThrow(
      expect.objectContaining({ name: "WireError", message: `OPT.Option: ${reason}` }),
    ),
  );
});
