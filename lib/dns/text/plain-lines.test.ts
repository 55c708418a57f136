/** Which lines are plain; that they are read right is held by lib/zone/read-zone.test.ts, to the reader of records. */
import { describe, expect, test } from "vitest";
import { octetBytes } from "../../text/octets.ts";
import { canonical, ROOT, readName } from "../name/name.ts";
import { PlainCursor } from "./plain-cursor.ts";
import { LINE_IS_OPEN, PlainLines } from "./plain-lines.ts";
import { lowerOctet } from "./plain-origin.ts";
import { readWord, typeOfWord } from "./plain-words.ts";

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

describe("at its bounds", () => {
  const [a62, a63, a64] = [62, 63, 64].map((length) => "a".repeat(length));
  const label = (text = ""): string =>
    `${text.length.toString(16).padStart(2, "0")}${Buffer.from(text).toString("hex")}`;
  const threes = `${a63}.${a63}.${a63}`;
  /** RDATA, and its octets; nothing for what is not plain. */
  const rows: Readonly<Record<string, string | undefined>> = {
    [`CNAME ${a63}.${a62}.`]: `${label(a63)}${label(a62)}00`,
    [`CNAME ${a64}.`]: undefined,
    [`CNAME a.${a64}.`]: undefined,
    [`CNAME ${a64}`]: undefined,
    [`CNAME a.${a63}`]: `0161${label(a63)}${EXAMPLE_ORG}`,
    [`CNAME ${threes}.${"b".repeat(61)}.`]: `${label(a63).repeat(3)}${label("b".repeat(61))}00`,
    [`CNAME ${threes}.${"b".repeat(62)}.`]: undefined,
    [`CNAME ${threes}.${"b".repeat(49)}`]: `${label(a63).repeat(3)}${label("b".repeat(49))}${EXAMPLE_ORG}`,
    [`CNAME ${threes}.${"b".repeat(50)}`]: undefined,
    "CNAME a..b": undefined,
    "CNAME .a": undefined,
    "CNAME ..": undefined,
    "CNAME @a": undefined,
    "CNAME a@": undefined,
    "CNAME a;": undefined,
    "CNAME AZ[.": undefined,
    "CNAME AZaz09-_*.": "09617a617a30392d5f2a00",
    "PTR AZaz09-_*.": "09415a617a30392d5f2a00",
    "MX 0000000010 b.": "000a016200",
    "MX 00000000010 b.": undefined,
    "MX 65535 b.": "ffff016200",
    "MX 65536 b.": undefined,
    "MX 1: b.": undefined,
    "MX 1/ b.": undefined,
    "MX -1 b.": undefined,
    "MX b.": undefined,
    "DS 65535 255 255 00": "ffffffff00",
    "DS 65535 256 255 00": undefined,
    "DS 65535 255 256 00": undefined,
    "DS 0 0 0 0": undefined,
    "DS 0 0 0 000": undefined,
    "DS 0 0 0 0g": undefined,
    "DS 0 0 0 0:": undefined,
    "DS 0 0 0 @0": undefined,
    "DS 0 0 0 09AFaf": "0000000009afaf",
    [`DS 1 2 3 ${"00".repeat(32_765)} `]: `00010203${"00".repeat(32_765)}`,
    [`DS 1 2 3 ${"00".repeat(32_765)}  `]: undefined,
    [`DNSKEY 1 2 3 ${"AAAA".repeat(16_382)}   `]: `00010203${"00".repeat(49_146)}`,
    [`DNSKEY 1 2 3 ${"AAAA".repeat(16_382)}    `]: undefined,
    "DNSKEY 1 2 3 +/09": "00010203fbfd3d",
    "DNSKEY 1 2 3 AZaz": "000102030196b3",
    "DNSKEY 1 2 3 A": undefined,
    "DNSKEY 1 2 3 AA": undefined,
    "DNSKEY 1 2 3 AA=": undefined,
    "DNSKEY 1 2 3 AA==": "0001020300",
    "DNSKEY 1 2 3 AA===": undefined,
    "DNSKEY 1 2 3 AAA": undefined,
    "DNSKEY 1 2 3 AAA=": "000102030000",
    "DNSKEY 1 2 3 AAA==": undefined,
    "DNSKEY 1 2 3 AAAA=": undefined,
    "DNSKEY 1 2 3 A===": undefined,
    "DNSKEY 1 2 3 AA=A": undefined,
    "DNSKEY 1 2 3 ====": undefined,
    "DNSKEY 1 2 3 ": undefined,
    "DNSKEY 1 2 3 A A\tA A": "00010203000000",
    "RRSIG None 13 2 300 2 1 4660 . AAAA": undefined,
    "RRSIG A 13 2 4294967296 2 1 4660 . AAAA": undefined,
    "RRSIG A 13 2 300 2 1 4660 .": undefined,
    "NSEC . A NS": "00000160",
    "NSEC . NS A": undefined,
    "NSEC . TA DLV": "008001c0",
    "NSEC . A X": undefined,
    "A 0.0.0.0": "00000000",
    "A 00.0.0.0": undefined,
    "A 1.2.3": undefined,
    "A 1.2.3.": undefined,
    "A 1.2.3.4.": undefined,
    "A 1.2.3.4x": undefined,
    "A 256.2.3.4": undefined,
    "A 1.2.3.256": undefined,
    "A 1.2.3.1000": undefined,
    "A 1.2.3:4": undefined,
    "A :1.2.3": undefined,
    "AAAA 1::g": undefined,
    "AAAA abcd": undefined,
    "AAAA 1:2:3": undefined,
    "AAAA ::1x": undefined,
    'TXT ""': "00",
    'TXT "a': undefined,
    'TXT "a\rb"': undefined,
    'TXT "a\\\\b"': undefined,
    'TXT "a"b': undefined,
    'TXT a"b"': undefined,
    "TXT (": undefined,
    "TXT a;b": undefined,
    'TXT "a;b(c)" d': "0661 3b62286329 0164".replaceAll(" ", ""),
    [`TXT "${"x".repeat(255)}"`]: `ff${"78".repeat(255)}`,
    [`TXT "${"x".repeat(256)}"`]: undefined,
  };
  test.each(Object.entries(rows).map(([line, rdata]) => [line.slice(0, 60), line, rdata] as const))(
    "%s",
    (_, line, rdata) => expect(rdataOf(line)).toBe(rdata),
  );

  interface Start {
    readonly ttl?: number | undefined;
    readonly origin?: string;
    readonly owner?: string;
  }
  /** Owner, TTL and type of the last of these lines; undefined when it is not plain. */
  function lastOf(text: string, { ttl = 60, origin = "example.org.", owner = "o.example.org." }: Start = {}) {
    const lines = new PlainLines(ORIGIN);
    const ttlDefault = ttl < 0 ? undefined : { seconds: ttl, byDirective: false };
    lines.follow({ origin: readName(origin), ttlDefault, owner: readName(owner) ?? ROOT });
    const octets = octetBytes(text);
    let at = 0;
    while (at < octets.length) {
      const behind = lines.read(octets, at);
      if (behind < 0) return behind === LINE_IS_OPEN ? "open" : undefined;
      at = behind;
    }
    const { record } = lines;
    const name = Buffer.from(record.owner.octets.subarray(0, record.owner.length)).toString();
    return lines.hasRecord ? `${name} ${record.ttl} ${record.class} ${record.type}` : "nothing";
  }
  const heads: Readonly<Record<string, readonly [text: string, last: string | undefined, start?: Start]>> = {
    "an owner, a TTL and a class": ["a 5 IN A 1.2.3.4\n", "a.example.org. 5 1 1"],
    "a class before the TTL": ["a in 5 a 1.2.3.4\n", "a.example.org. 5 1 1"],
    "a class twice": ["a IN IN A 1.2.3.4\n", undefined],
    "a TTL twice": ["a 5 5 A 1.2.3.4\n", undefined],
    "a TTL of zero": ["a 0 A 1.2.3.4\n", "a.example.org. 0 1 1"],
    "a TTL of 32 bits": ["a 4294967295 A 1.2.3.4\n", "a.example.org. 4294967295 1 1"],
    "a TTL of more": ["a 4294967296 A 1.2.3.4\n", undefined],
    "a TTL that begins with nine": ["a 9 A 1.2.3.4\n", "a.example.org. 9 1 1"],
    "a TTL with a unit": ["a 9h A 1.2.3.4\n", undefined],
    "what is no number": ["a : A 1.2.3.4\n", undefined],
    "no TTL, where there was one of zero": ["a A 1.2.3.4\n", "a.example.org. 0 1 1", { ttl: 0 }],
    "no TTL, where there was none": ["a A 1.2.3.4\n", undefined, { ttl: -1 }],
    "a TTL, where there was none": ["a 7 A 1.2.3.4\n", "a.example.org. 7 1 1", { ttl: -1 }],
    "the TTL of the line before": ["a 7 A 1.2.3.4\nb A 1.2.3.4\n", "b.example.org. 7 1 1", { ttl: -1 }],
    "the owner of the line before": ["a 7 A 1.2.3.4\n\tA 1.2.3.4\n", "a.example.org. 7 1 1"],
    "the owner of two lines before": ["A 7 A 1.2.3.4\n A 1.2.3.4\n A 1.2.3.4\n", "a.example.org. 7 1 1"],
    "an owner from before": [" A 1.2.3.4\n", "o.example.org. 60 1 1"],
    "the origin": ["@ A 1.2.3.4\n", "example.org. 60 1 1"],
    "the root": [". A 1.2.3.4\n", undefined],
    "names relative to the root": ["a A 1.2.3.4\n", "a. 60 1 1", { origin: "." }],
    "the root by its sign": ["@ A 1.2.3.4\n", ". 60 1 1", { origin: "." }],
    "absolute names": ["A.B. A 1.2.3.4\n", "a.b. 60 1 1"],
    "an empty line": ["\n", "nothing"],
    "a line that ends as on Windows": ["a A 1.2.3.4\r\n", "a.example.org. 60 1 1"],
    "a return alone": ["\r\n", undefined],
    "a return before blanks": ["a A 1.2.3.4\r \n", undefined],
    "no end": ["a A 1.2.3.4", "open"],
    "blanks only": ["  \n", undefined],
    "an owner only": ["a\n", undefined],
    "no type": ["a 5 IN\n", undefined],
    "another origin with an escape": ["a A 1.2.3.4\n", undefined, { origin: "x\\.y." }],
    "an owner from before with an escape": ["a A 1.2.3.4\n", undefined, { owner: "x\\.y." }],
    "NS records of a name as long as the apex": ["fxample.org. NS b\n", "fxample.org. 60 1 2"],
    "NS records of a name that ends in another way": ["example.orh. NS b\n", "example.orh. 60 1 2"],
    "NS records of a name that the apex begins with": ["example. NS b\n", "example. 60 1 2"],
    "NS records of the apex": ["example.org. NS b\n", undefined],
    "an owner of 254 characters": [
      `${["a", "b", "c"].map((letter) => letter.repeat(63)).join(".")}.${"d".repeat(61)}. A 1.2.3.4\n`,
      `${["a", "b", "c"].map((letter) => letter.repeat(63)).join(".")}.${"d".repeat(61)}. 60 1 1`,
    ],
    "an owner of 255 characters": [
      `${["a", "b", "c"].map((letter) => letter.repeat(63)).join(".")}.${"d".repeat(62)}. A 1.2.3.4\n`,
      undefined,
    ],
    "an owner of 254 characters below the root": [
      `${["a", "b", "c"].map((letter) => letter.repeat(63)).join(".")}.${"d".repeat(61)} A 1.2.3.4\n`,
      `${["a", "b", "c"].map((letter) => letter.repeat(63)).join(".")}.${"d".repeat(61)}. 60 1 1`,
      { origin: "." },
    ],
    "an owner of 255 characters below the root": [
      `${["a", "b", "c"].map((letter) => letter.repeat(63)).join(".")}.${"d".repeat(62)} A 1.2.3.4\n`,
      undefined,
      { origin: "." },
    ],
  };
  test.each(Object.entries(heads))("%s", (_, [text, last, start]) => expect(lastOf(text, start)).toBe(last));
  test("its state is where the reader of records goes on", () => {
    const lines = new PlainLines(ORIGIN);
    lines.follow({ origin: ORIGIN, ttlDefault: undefined, owner: ORIGIN });
    expect(lines.state).toEqual({ origin: ORIGIN, ttlDefault: undefined, owner: ORIGIN });
    lines.read(octetBytes("A.b 7 A 1.2.3.4\n"), 0);
    expect(lines.state).toEqual({
      origin: ORIGIN,
      ttlDefault: { seconds: 7, byDirective: false },
      owner: "A.b.example.org.",
    });
    lines.follow({ origin: ORIGIN, ttlDefault: { seconds: 9, byDirective: true }, owner: ORIGIN });
    lines.read(octetBytes("a 7 A 1.2.3.4\n"), 0);
    expect(lines.state.ttlDefault).toEqual({ seconds: 9, byDirective: true });
  });
  test("capitals are letters only", () =>
    expect([0x40, 0x41, 0x5a, 0x5b, 0x61].map(lowerOctet)).toEqual([0x40, 0x61, 0x7a, 0x5b, 0x61]));
  test("words are letters only, six at most", () => {
    const word = (text: string): number => {
      const line = new PlainCursor();
      line.octets = octetBytes(text);
      line.end = text.length;
      return readWord(line);
    };
    expect(["ZONEMD", "zonemd ", "Zonemd\t"].map((text) => typeOfWord(word(text)))).toEqual([63, 63, 63]);
    expect(["@", "`", "[", "{", "A`", "TALINKS", "A1", ""].map(word)).toEqual([-1, -1, -1, -1, -1, -1, -1, 0]);
    expect(["X", "BONEMD", "ZONEMC", "YONEMD"].map((text) => typeOfWord(word(text)))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
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
