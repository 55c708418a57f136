/** Which lines are plain; that they are read right is held by lib/zone/read-zone.test.ts, to the reader of records. */
import { describe, expect, test } from "vitest";
import { octetBytes } from "../../text/octets.ts";
import { canonical, ROOT, readName } from "../name/name.ts";
import { PlainLines } from "./plain-lines.ts";

const ORIGIN = canonical(readName("example.org.") ?? ROOT);

/** The RDATA of a line in hexadecimal digits; undefined when it is not plain. */
function rdataOf(line: string, owner = "a"): string | undefined {
  const lines = new PlainLines(ORIGIN);
  lines.follow({ origin: ORIGIN, ttlDefault: { seconds: 60, byDirective: true }, owner: ORIGIN });
  const octets = octetBytes(`${owner} ${line}\n`);
  if (lines.read(octets, 0) !== octets.length) return undefined;
  const { rdata } = lines.record;
  return Buffer.from(rdata.octets.subarray(0, rdata.length)).toString("hex");
}

const EXAMPLE_ORG = "076578616d706c65036f726700";
const TIMES = "20210101000000 20201201000000";
const TIMES_HEX = "5fee66005fc58780";

/** RDATA that is plain, and what it is. A word more behind it is not, where that is a mistake. */
const PLAIN: Readonly<Record<string, string>> = {
  "A 192.0.2.1": "c0000201",
  "a 255.0.10.99": "ff000a63",
  "AAAA 2001:db8::1": "20010db8000000000000000000000001",
  "AAAA 2001:0db8:1111:2222:3333:4444:255.255.255.255": "20010db81111222233334444ffffffff",
  "AAAA 1111:2222:3333:4444:5555:6666:255.255.255.25": "111122223333444455556666ffffff19",
  "AAAA ::": "00".repeat(16),
  "NS NS": `026e73${EXAMPLE_ORG}`,
  "CNAME B.": "016200",
  "PTR B.": "014200",
  "MX 10 Mail": `000a046d61696c${EXAMPLE_ORG}`,
  "MX 0 B.": "0000016200",
  "SRV 1 2 3 B.": "000100020003014200",
  "DS 60485 5 1 2bB1 83": "ec4505012bb183",
  "DNSKEY 257 3 13 q83v Ejw=": "0101030dabcdef123c",
  [`RRSIG A 13 2 300 ${TIMES} 4660 @ q80=`]: `00010d020000012c${TIMES_HEX}1234${EXAMPLE_ORG}abcd`,
  "RRSIG NS 13 2 300 4294967295 0 4660 . q80=": "00020d020000012cffffffff00000000123400abcd",
  "NSEC . A": "00000140",
  "NSEC B A RRSIG NSEC CAA": `0142${EXAMPLE_ORG}0006400000000003010140`,
};

describe("plain", () => {
  test.each(Object.entries(PLAIN))("%s", (line, rdata) => {
    expect(rdataOf(line)).toBe(rdata);
    expect(rdataOf(`${line} \t`)).toBe(rdata);
    expect(rdataOf(`${line} !`)).toBeUndefined();
  });
  test("strings of any length, as many as RDATA may have", () => {
    const long = "x".repeat(255);
    expect(rdataOf(`TXT "a b" c`)).toBe("036120620163");
    expect(rdataOf(`TXT ${long}`)).toBe(`ff${"78".repeat(255)}`);
    expect(rdataOf(`TXT ${long}x`)).toBeUndefined();
    expect(rdataOf(`TXT ${Array.from({ length: 255 }, () => long).join(" ")}`)?.length).toBe(255 * 256 * 2);
    expect(rdataOf(`TXT ${Array.from({ length: 256 }, () => long).join(" ")}`)).toBeUndefined();
    const most = [...Array.from({ length: 255 }, () => long), "x".repeat(254)].reverse().join(" ");
    expect(rdataOf(`TXT ${most}`)?.length).toBe(0xff_ff * 2);
  });
  test("keys and digests that RDATA has room for", () => {
    const room = 0xff_ff;
    expect(rdataOf(`DNSKEY 257 3 13 ${"AAAA".repeat(16_000)}`)?.length).toBe(2 * (4 + 48_000));
    for (const rdata of ["DNSKEY 257 3 13 ", "DS 1 13 2 "]) {
      expect(rdataOf(rdata + "AAAA".repeat(Math.ceil(room / 4)))).toBeUndefined();
    }
  });
});

describe("times", () => {
  const hex = (seconds: number): string => seconds.toString(16).padStart(8, "0");
  const timeOf = (time: string): string | undefined => rdataOf(`RRSIG A 13 2 300 0 ${time} 4660 . AAAA`)?.slice(24, 32);
  const written = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.000Z$|\D/g, "");
  test("are those of the calendar until 2106", () => {
    for (let seconds = 0; seconds < 2 ** 32; seconds += 13 * 86_400) {
      const at = seconds + (seconds % 86_399);
      if (at < 2 ** 32) expect(timeOf(written(at)), written(at)).toBe(hex(at));
    }
    expect(timeOf(written(2 ** 32 - 1))).toBe("ffffffff");
  });
  test.each([
    ..."19691231235959 21060207062816 20260001000000 20261301000000 20260100000000 20260132000000".split(" "),
    ..."20260431000000 20250229000000 20240230000000 21000229000000 20260101240000 20260101006000".split(" "),
    ..."20260101000060 2026010100000 202601010000000 4294967296 2026010100000x".split(" "),
  ])("%s is none that is plain", (time) => expect(timeOf(time)).toBeUndefined());
});

describe("not plain", () => {
  test.each([
    "AAAA 192.0.2.1",
    "AAAA 00001111:2222:3333:4444:5555:6666:255.255.255.255",
    "A 192.0.2.01",
    "A 192.0.2.:",
    "SOA ns mail 1 2 3 4 5",
    "RRSIG SOA 13 2 300 2 1 4660 @ AAAA",
    "RRSIG TYPE1 13 2 300 2 1 4660 @ AAAA",
    "NSEC B",
    "NSEC B A A",
    "NSEC B MX A",
    "TXTX a",
    "DNSKEYS 1 2 3 AAAA",
    // Its first letter would be lost in a number of 32 bits.
    "DDNSKEY 1 2 3 AAAA",
    "",
  ])("%s", (line) => expect(rdataOf(line)).toBeUndefined());
  test("NS records of the apex and their signatures", () => {
    const signature = "13 2 300 2 1 4660 . AAAA";
    for (const owner of ["@", "Example.ORG."]) {
      expect(rdataOf("NS b", owner)).toBeUndefined();
      expect(rdataOf(`RRSIG NS ${signature}`, owner)).toBeUndefined();
      expect(rdataOf(`RRSIG A ${signature}`, owner)).toBeDefined();
      expect(rdataOf("NSEC b NS", owner)).toBeDefined();
    }
    expect(rdataOf(`RRSIG NS ${signature}`, "sub")).toBeDefined();
  });
  test("SRV records with capitals in the owner", () => {
    expect(rdataOf("SRV 1 2 3 .", "a.B")).toBeUndefined();
    expect(rdataOf("SRV 1 2 3 b", "a.b")).toBeDefined();
  });
});
