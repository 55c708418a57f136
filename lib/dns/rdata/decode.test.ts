/** RDATA that ends early, or is written otherwise than it came: all as CoreDNS writes it again. */
import { describe, expect, test } from "vitest";
import { rrtypeByName } from "../iana/rrtype.ts";
import { ROOT } from "../name/name.ts";
import { readRecord } from "../text/record.ts";
import { TextError } from "../text/text-error.ts";
import { WireReader } from "../wire/reader.ts";
import { WireError } from "../wire/wire-error.ts";
import { WireWriter } from "../wire/writer.ts";
import { decodeRdata } from "./decode.ts";
import { encodeRdataInto } from "./encode.ts";
import { fieldsOf } from "./layouts.ts";
import type { Rdata } from "./rdata.ts";
import { codecOfType } from "./table.ts";

const octets = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

function writtenAgain(type: string, came: string): string {
  const number = rrtypeByName(type) ?? 0;
  const rdata = decodeRdata(new WireReader(octets(came)), number);
  const writer = new WireWriter(new Uint8Array(0));
  encodeRdataInto(writer, { rdata, type: number });
  return Buffer.from(writer.bytes.subarray(0, writer.offset)).toString("hex");
}

describe("RDATA is written again", () => {
  const cases: Readonly<Record<string, readonly [type: string, came: string, written: string]>> = {
    "without the name that is missing": ["MX", "000a", "000a"],
    "with zeros for numbers that are missing": [
      "SOA",
      "01610001620000000001",
      `0161000162000000000100${"00".repeat(15)}`,
    ],
    "with zeros behind a name that is missing": ["SOA", "016100", `016100${"00".repeat(20)}`],
    "with an empty string for one that is missing": ["HINFO", "02616d", "02616d00"],
    "with empty strings before a name that is missing": ["NAPTR", "00010002", "00010002000000"],
    "without the address that is missing": ["L32", "000a", "000a"],
    "without the gateway that is missing": ["IPSECKEY", "0a0102", "0a0102"],
    "with a salt as short as it came": ["NSEC3", "0100000c04", "0100000c0400"],
    "as a signature without other data": [
      "TSIG",
      "016b00 000000000001 012c 0000 04d2 0000",
      "016b00000000000001012c000004d200000000",
    ],
    "as a key that ends behind its mode": [
      "TKEY",
      "016b00 00000001 00000002 0003",
      "016b000000000100000002000300000000 0000".replace(" ", ""),
    ],
    "with zeros where there was nothing": ["SRV", "", "000000000000"],
    "as nothing where there was no address": ["A", "", ""],
    "as nothing where there were no texts": ["TXT", "", ""],
    "as nothing where there was nothing of an unknown type": ["TYPE65280", "", ""],
    "with escapes taken for what they stand for": ["CAA", "00 0569737375 65 615c62 5c303939", "00056973737565616263"],
    "with keys in order": ["HTTPS", "0001 00 0000 0004 0004 0001", "00010000000004 00010004".replace(" ", "")],
    "with a bitmap without zeros at its end": ["NSEC", "00 0003 400000", "00000140"],
    "with a masked prefix": ["APL", "0001 08 02 0a01", "000108010a"],
  };
  test.each(Object.entries(cases))("%s", (_, [type, came, written]) => expect(writtenAgain(type, came)).toBe(written));
});

test("an empty protocol is read, but not written", () => {
  expect(() => writtenAgain("HTTPS", "0001 00 0001 0001 00")).toThrow(WireError.ofValue("bad svcbalpn: empty alpn-id"));
});

describe("RDATA cannot be read", () => {
  const cases: Readonly<Record<string, readonly [type: string, came: string, error: WireError]>> = {
    "with an address that is too short": ["A", "c00002", new WireError("overflow unpacking a", "A: ")],
    "with half a number": ["SRV", "000100", new WireError("overflow unpacking uint16", "SRV.Weight: ")],
    "with half a name": ["MX", "000a0161", new WireError("buffer size too small", "MX.Mx: ")],
    "with a text that runs over its end": ["TXT", "0561", new WireError("overflow unpacking txt", "TXT.Txt: ")],
    "with half of what a field counts": ["NSEC3", "0100000c04aa", new WireError("overflow unpacking hex")],
    "when it ends behind what a field counts": [
      "NSEC3",
      "0100000c01aa",
      new WireError("overflow unpacking uint8", "NSEC3.HashLength: "),
    ],
    "with half a gateway": ["AMTRELAY", "0a01c000", new WireError("overflow unpacking a", "AMTRELAY.GatewayHost: ")],
    "of a type whose name has a hyphen": ["NSAP-PTR", "0161", new WireError("buffer size too small", "NSAPPTR.Ptr: ")],
  };
  test.each(Object.entries(cases))("%s", (_, [type, came, error]) =>
    expect(() => writtenAgain(type, came)).toThrow(error),
  );
});

test("every type with a codec has a layout", () => {
  const types = Array.from({ length: 0x1_00_00 }, (_, type) => codecOfType(type)?.kind ?? "");
  expect(types.filter((kind) => kind !== "" && fieldsOf(kind).length === 0)).toEqual([]);
});

test("a parameter is read twice, but not written", () => {
  const record = readRecord("a. 60 IN HTTPS 1 . port=1 port=2");
  if (record === undefined || record instanceof TextError) throw new Error("no record");
  const writer = new WireWriter(new Uint8Array(0));
  expect(() => encodeRdataInto(writer, record)).toThrow(new WireError("repeated SVCB keys are not allowed"));
});

describe("RDATA that has no wire format cannot be written", () => {
  const written = (rdata: Rdata): string => {
    const writer = new WireWriter();
    encodeRdataInto(writer, { rdata, type: rrtypeByName(rdata.kind) ?? 0 });
    return Buffer.from(writer.bytes.subarray(0, writer.offset)).toString("hex");
  };
  const cases: Readonly<Record<string, readonly [rdata: Rdata, reason: string]>> = {
    "an IPv6 address": [{ kind: "AAAA", address: "192.0.2" }, "overflow packing aaaa"],
    "an interface of five octets": [{ kind: "EUI48", address: "00-00-5e-00-53" }, "bad rdata"],
    "an interface of digits that are none": [{ kind: "EUI48", address: "00-00-5e-00-53-zz" }, "bad rdata"],
    "a locator": [{ kind: "L32", preference: 1, locator: "x" }, "bad rdata"],
    "a relay": [{ kind: "AMTRELAY", precedence: 1, discoveryOptional: false, relayType: 1, relay: "x" }, "bad rdata"],
    "types out of order": [{ kind: "NSEC", next: ROOT, types: [16, 1] }, "nsec bits out of order"],
    "types of neighbouring octets out of order": [
      { kind: "NSEC", next: ROOT, types: [16, 15] },
      "nsec bits out of order",
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [rdata, reason]) =>
    expect(() => written(rdata)).toThrow(new WireError(reason)),
  );
  test("types of one octet may be in any order", () =>
    expect(written({ kind: "NSEC", next: ROOT, types: [5, 1, 7, 257, 300] })).toBe(
      "00 0001 45 01 06 400000000008".replaceAll(" ", ""),
    ));
  test("an address is written as often as it is met", () => {
    const addresses = Array.from({ length: 5_000 }, (_, at) => `2001:db8::${at.toString(16)}`);
    for (const address of [...addresses, ...addresses.slice(0, 3)]) {
      const last = Number.parseInt(address.slice(address.lastIndexOf(":") + 1) || "0", 16);
      expect(written({ kind: "AAAA", address })).toBe(`20010db8${last.toString(16).padStart(24, "0")}`);
    }
  });
});
