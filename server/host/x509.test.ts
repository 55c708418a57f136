/** A certificate with one thing wrong at a time, and what Go says of it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { certificateFault } from "./x509.ts";

const folder = mkdtempSync(join(tmpdir(), "x509-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let good: Buffer = Buffer.of();

beforeAll(() => {
  const path = join(folder, "cert.der");
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", join(folder, "key.pem")];
  const request = ["req", "-x509", ...key, "-subj", "/CN=example.org", "-set_serial", "0x1234", "-outform", "DER"];
  execFileSync("openssl", [...request, "-out", path], { stdio: "ignore" });
  good = readFileSync(path);
});

const VERSION = Buffer.from("a003020102", "hex");
const SERIAL = Buffer.from("02021234", "hex");
const KEY_USAGE = Buffer.from("0603551d0e", "hex");

/** The certificate with octets in the place of others, which are as many. */
function replaced(from: Buffer, to: string): Buffer {
  const at = good.indexOf(from);
  return Buffer.concat([good.subarray(0, at), Buffer.from(to, "hex"), good.subarray(at + from.length)]);
}

/** The certificate with one octet changed, counted from the place of others. */
function changed(from: Buffer, offset: number, octet: number): Buffer {
  const copy = Buffer.from(good);
  copy[good.indexOf(from) + offset] = octet;
  return copy;
}

const cases: Readonly<Record<string, readonly [() => Uint8Array, string | undefined]>> = {
  "a good one": [() => good, undefined],
  nothing: [() => Buffer.of(), "x509: malformed certificate"],
  "a sequence of nothing": [() => Buffer.from("3000", "hex"), "x509: malformed tbs certificate"],
  "octets that are missing at the end": [() => good.subarray(0, -1), "x509: malformed certificate"],
  "octets behind the end": [() => Buffer.concat([good, Buffer.of(0)]), "x509: trailing data"],
  "a version that there is not": [() => replaced(VERSION, "a003020103"), "x509: invalid version"],
  "a version below the first": [() => replaced(VERSION, "a0030201ff"), "x509: malformed version"],
  "a negative serial number": [() => replaced(SERIAL, "02028234"), "x509: negative serial number"],
  "a serial number with needless octets": [() => replaced(SERIAL, "02020034"), "x509: malformed serial number"],
  "no serial number": [() => changed(SERIAL, 0, 0x04), "x509: malformed serial number"],
  "another algorithm outside": [
    () => changed(SERIAL, 4 + 4, 0x55),
    "x509: inner and outer signature algorithm identifiers don't match",
  ],
  "no algorithm inside": [() => changed(SERIAL, 4, 0x31), "x509: malformed signature algorithm identifier"],
  "a date of no known kind": [() => changed(Buffer.from("170d", "hex"), 0, 0x16), "x509: unsupported time format"],
  "a date that is none": [() => changed(Buffer.from("170d", "hex"), 2, 0x41), "x509: malformed UTCTime"],
  "an extension of no known name": [() => changed(KEY_USAGE, 0, 0x05), "x509: malformed extension OID field"],
  "an extension that is there twice": [
    () => changed(Buffer.from("0603551d23", "hex"), 4, 0x0e),
    'x509: certificate contains duplicate extension with OID "2.5.29.14"',
  ],
};

describe("certificates", () => {
  test.each(Object.entries(cases))("%s", (_name, [make, text]) => expect(certificateFault(make())).toBe(text));
});
