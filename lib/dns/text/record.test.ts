import { describe, expect, test } from "vitest";
import { readName } from "../name/name.ts";
import { readRecord, writeRecord } from "./record.ts";
import { RecordReader } from "./record-reader.ts";
import { samples } from "./samples.fixture.ts";
import { TextError } from "./text-error.ts";

function write(read: ReturnType<typeof readRecord>): string | undefined {
  if (read === undefined) return undefined;
  return read instanceof TextError ? read.message : writeRecord(read);
}

describe("records of every type are written as they were read", () => {
  test.each(samples)("%s", (line) => {
    const text = write(readRecord(line));
    expect(text).toBe(line.replace(/^(\S+) (\d+) (\S+) (\S+) ?/, "$1\t$2\t$3\t$4\t"));
    expect(write(readRecord(text ?? ""))).toBe(text);
  });
});

describe("what people write", () => {
  const cases: Readonly<Record<string, readonly [string, string | undefined]>> = {
    "TTL and class are an hour and IN": ["a.example.org. A 192.0.2.1", "a.example.org.\t3600\tIN\tA\t192.0.2.1"],
    "names are relative to the root": ["a NS b", "a.\t3600\tIN\tNS\tb."],
    "class before TTL": ["a. IN 1h30m A 192.0.2.1", "a.\t5400\tIN\tA\t192.0.2.1"],
    "lower case": ["a. in a 192.0.2.1", "a.\t3600\tIN\tA\t192.0.2.1"],
    "parentheses join lines": ["a. A (\n192.0.2.1\n)", "a.\t3600\tIN\tA\t192.0.2.1"],
    "comments end a line": ["a. A 192.0.2.1 ; comment", "a.\t3600\tIN\tA\t192.0.2.1"],
    "unquoted texts": ["a. TXT a b", 'a.\t3600\tIN\tTXT\t"a" "b"'],
    "an escaped semicolon": ["a. TXT v=DKIM1\\; k=rsa", 'a.\t3600\tIN\tTXT\t"v=DKIM1;" "k=rsa"'],
    "UTF-8": ["a. TXT é", 'a.\t3600\tIN\tTXT\t"\\195\\169"'],
    "long texts are cut": [`a. TXT ${"x".repeat(300)}`, `a.\t3600\tIN\tTXT\t"${"x".repeat(255)}" "${"x".repeat(45)}"`],
    "a known type in the form of unknown ones": ["a. A \\# 4 c0000201", "a.\t3600\tIN\tA\t192.0.2.1"],
    nothing: ["", undefined],
    "a comment alone": ["; nothing", undefined],
  };
  test.each(Object.entries(cases))("%s", (_, [line, expected]) => {
    expect(write(readRecord(line))).toBe(expected);
  });
});

describe("mistakes in CoreDNS's words", () => {
  const cases: Readonly<Record<string, string>> = {
    "a.example.org. A 192.0.2.300": 'dns: bad A A: "192.0.2.300" at line: 1:28',
    "a. A 192.0.2.1 x": 'dns: garbage after rdata: "x" at line: 1:16',
    "a. A é": 'dns: bad A A: "\\u00e9" at line: 1:7',
    "a. AAAA 192.0.2.1": 'dns: bad AAAA AAAA: "192.0.2.1" at line: 1:17',
    "a. FOO x": 'dns: not a TTL: "FOO" at line: 1:7',
    "a. TYPEX x": 'dns: unknown RR type: "unknown RR type" at line: 1:9',
    "a. CLASSX A x": 'dns: unknown class: "unknown class" at line: 1:10',
    "a. MX ten b.": 'dns: bad MX Pref: "ten" at line: 1:10',
    "a. A ( 192.0.2.1": 'dns: garbage after rdata: "unbalanced brace" at line: 1:16',
    "a. A 192.0.2.1)": 'dns: bad A A: "extra closing brace" at line: 1:15',
    "a..b A 192.0.2.1": 'dns: bad owner name: "a..b" at line: 1:5',
    "a. SVCB 1 . port=x": 'dns: : "port=x" at line: 1:18',
    "a. OPT x": 'dns: OPT records do not have a presentation format: " " at line: 1:7',
    "$GENERATE 3-1 a$ A 192.0.2.$": 'dns: bad range in $GENERATE range: "3-1" at line: 1:14',
    "$INCLUDE db.inc": 'dns: $INCLUDE directive not allowed: "db.inc" at line: 1:15',
    "$TTL x": 'dns: expecting $TTL value, not this...: "x" at line: 1:6',
  };
  test.each(Object.entries(cases))("%s", (line, expected) => {
    expect(write(readRecord(line))).toBe(expected);
  });
});

test("keys that are no hexadecimal digits are mistakes here already, not when they are sent", () => {
  expect(write(readRecord("a. TKEY alg. 1 zz 1 bb"))).toBe('dns: bad TKEY key: "zz" at line: 1:18');
  expect(write(readRecord("a. TKEY alg. 1 aa 1 zz"))).toBe('dns: bad TKEY otherday: "zz" at line: 1:22');
  expect(write(readRecord("a. SSHFP 1 1  zz"))).toBe('dns: bad SSHFP Fingerprint: "zz" at line: 1:16');
  expect(write(readRecord("a. TLSA 1 1 1 zz"))).toBe('dns: bad TLSA Certificate: " " at line: 1:14');
  expect(write(readRecord("a. IPSECKEY 10 1 2 192.0.2.1 A"))).toBe('dns: bad IPSECKEY PublicKey: "A" at line: 1:30');
  expect(write(readRecord("a. TKEY a..b 1 aa 1 bb"))).toBe('dns: bad TKEY algorithm: "a..b" at line: 1:13');
  expect(write(readRecord(`a. SVCB 1 . alpn=${"x".repeat(256)}`))).toContain("dns: : ");
  expect(write(readRecord(`a. SVCB 1 . alpn=${"x".repeat(256)},h2`))).toContain("dns: : ");
});

describe("whole files", () => {
  const files: Readonly<Record<string, string>> = {
    "zones/sub.db": "www A 192.0.2.9\n@ A 192.0.2.10\n",
    "zones/loop.db": "$INCLUDE loop.db\n",
  };
  const read = (text: string): readonly (string | undefined)[] => {
    const reader = new RecordReader(text, {
      origin: readName("example.org."),
      file: "zones/db",
      include: (path) => files[path] ?? { error: `open ${path}: no such file or directory` },
    });
    const lines: (string | undefined)[] = [];
    for (let next = reader.next(); next !== undefined; next = reader.next()) {
      lines.push(write(next));
      if (next instanceof TextError) break;
    }
    return lines;
  };
  test("owners and TTLs carry over", () => {
    expect(read("$TTL 60\n@ A 192.0.2.1\n  A 192.0.2.2\nb 5 A 192.0.2.3\nc A 192.0.2.4\n")).toEqual([
      "example.org.\t60\tIN\tA\t192.0.2.1",
      "example.org.\t60\tIN\tA\t192.0.2.2",
      "b.example.org.\t5\tIN\tA\t192.0.2.3",
      "c.example.org.\t60\tIN\tA\t192.0.2.4",
    ]);
  });
  test("the first record needs a TTL", () => {
    expect(read("@ A 192.0.2.1\n")).toEqual(['zones/db: dns: missing TTL with no previous value: "A" at line: 1:4']);
  });
  test("$ORIGIN and $INCLUDE, whose origin is its own", () => {
    expect(read("$TTL 60\n$ORIGIN sub\n$INCLUDE sub.db deep\nb A 192.0.2.1\n")).toEqual([
      "www.deep.sub.example.org.\t60\tIN\tA\t192.0.2.9",
      "deep.sub.example.org.\t60\tIN\tA\t192.0.2.10",
      "b.sub.example.org.\t60\tIN\tA\t192.0.2.1",
    ]);
  });
  test("a missing file", () => {
    expect(read("$INCLUDE no.db\n")).toEqual([
      "zones/db: dns: failed to open `no.db' as `zones/no.db': open zones/no.db: no such file or directory: " +
        '"no.db" at line: 1:14',
    ]);
  });
  test("files that include themselves come to an end", () => {
    expect(read("$INCLUDE loop.db\n")).toEqual([
      'zones/loop.db: dns: too deeply nested $INCLUDE: "loop.db" at line: 1:16',
    ]);
  });
  test("files may include each other seven deep", () => {
    const chain = (count: number): Readonly<Record<string, string>> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          `zones/${at}`,
          at + 1 < count ? `$INCLUDE ${at + 1}\n` : "b A 192.0.2.1\n",
        ]),
      );
    const outcome = (count: number) => {
      const texts = chain(count);
      const include = (path: string) => texts[path] ?? { error: "gone" };
      const reader = new RecordReader("$TTL 60\n$INCLUDE 0\n", {
        origin: readName("example.org."),
        file: "zones/db",
        include,
      });
      return write(reader.next());
    };
    expect(outcome(7)).toBe("b.example.org.\t60\tIN\tA\t192.0.2.1");
    expect(outcome(8)).toBe('zones/6: dns: too deeply nested $INCLUDE: "7" at line: 1:10');
  });
  test("a record behind one whose types go to the end of the line", () => {
    expect(read("$TTL 60\n@ NSEC b A NS\nc CSYNC 1 2 A\nd A 192.0.2.1\n")).toEqual([
      "example.org.\t60\tIN\tNSEC\tb.example.org. A NS",
      "c.example.org.\t60\tIN\tCSYNC\t1 2 A",
      "d.example.org.\t60\tIN\tA\t192.0.2.1",
    ]);
  });
  test("before the first record there is no line", () =>
    expect(new RecordReader("a 5 A 192.0.2.1\n").place).toEqual({ file: "", line: 0 }));
  test("a TTL that was given from outside holds up to the first record with one", () => {
    const reader = new RecordReader("a A 192.0.2.1\nb 5 A 192.0.2.2\nc A 192.0.2.3\n", {
      origin: readName("example.org."),
      defaultTtl: 60,
    });
    const ttls = [reader.next(), reader.next(), reader.next()].map((next) => next && "ttl" in next && next.ttl);
    expect(ttls).toEqual([60, 5, 5]);
  });
  test("$GENERATE has its own TTL", () => {
    expect(read(`$TTL 60\n$GENERATE 1-5/2 h$\{1,3,x} A 192.0.2.$\nz A 192.0.2.1\n`)).toEqual([
      "h002.example.org.\t3600\tIN\tA\t192.0.2.1",
      "h004.example.org.\t3600\tIN\tA\t192.0.2.3",
      "h006.example.org.\t3600\tIN\tA\t192.0.2.5",
      "z.example.org.\t60\tIN\tA\t192.0.2.1",
    ]);
  });
});
