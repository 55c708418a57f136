/** Whole files, with directives, blanks and parentheses: the records that miekg/dns 1.1.73 reads, and where it stops. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how $GENERATE is written.
import { expect, test } from "vitest";
import { readName } from "../name/name.ts";
import { writeRecord } from "./record.ts";
import { RecordReader } from "./record-reader.ts";
import { TextError } from "./text-error.ts";

function read(text: string): readonly string[] {
  const reader = new RecordReader(text, { origin: readName("example.org."), file: "zones/db", include: undefined });
  const lines: string[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    lines.push(next instanceof TextError ? next.message : writeRecord(next));
    if (next instanceof TextError) break;
  }
  return lines;
}

const RECORDED: readonly (readonly [text: string, lines: readonly string[]])[] = [
  [
    "$TTL 60\n$GENERATE \na A 192.0.2.1\n",
    ['zones/db: dns: expecting $GENERATE value, not this...: "\\n" at line: 2:10'],
  ],
  ["$TTL 60\n$GENERATE\na A 192.0.2.1\n", ['zones/db: dns: not a TTL: "$GENERATE" at line: 2:9']],
  [
    '$TTL 60\n$GENERATE "1-2" h$ A 192.0.2.$\n',
    ['zones/db: dns: expecting $GENERATE value, not this...: "\\"" at line: 2:11'],
  ],
  ["$TTL 60\n$GENERATE 1-2\n", ['zones/db: dns: garbage after $GENERATE range: "\\n" at line: 2:13']],
  ["$TTL 60\n$GENERATE 1-2 \n", []],
  [
    "$TTL 60\n$GENERATE 1-2 h$ A 192.0.2.$ ; c\nx A 192.0.2.9\n",
    [
      "h1.example.org.\t3600\tIN\tA\t192.0.2.1",
      "h2.example.org.\t3600\tIN\tA\t192.0.2.2",
      "x.example.org.\t60\tIN\tA\t192.0.2.9",
    ],
  ],
  ["$TTL 60\n$GENERATE 2-1 h$ A 192.0.2.$\n", ['zones/db: dns: bad range in $GENERATE range: "2-1" at line: 2:14']],
  ["$TTL 60\n$GENERATE 1-3/0 h$ A 192.0.2.$\n", ['zones/db: dns: bad step in $GENERATE range: "1-3/0" at line: 2:16']],
  [
    "$TTL 60\n$GENERATE 1-3/2 h$ A 192.0.2.$\n",
    ["h1.example.org.\t3600\tIN\tA\t192.0.2.1", "h3.example.org.\t3600\tIN\tA\t192.0.2.3"],
  ],
  ["$TTL 60\n$GENERATE x-3 h$ A 192.0.2.$\n", ['zones/db: dns: bad start in $GENERATE range: "x-3" at line: 2:14']],
  [
    "$TTL 60\n$GENERATE 0-65536 h$ A 192.0.2.1\n",
    ['zones/db: dns: bad range in $GENERATE range: "0-65536" at line: 2:18'],
  ],
  ["$TTL 60\n$GENERATE 1-1 h${0,3,d} A 192.0.2.1\n", ["h001.example.org.\t3600\tIN\tA\t192.0.2.1"]],
  ["$TTL 60\n$GENERATE 1-1 h${-1} A 192.0.2.1\n", ["h0.example.org.\t3600\tIN\tA\t192.0.2.1"]],
  ["$TTL 60\n$GENERATE 10-10 h${0,4,x} A 192.0.2.1\n", ["h000a.example.org.\t3600\tIN\tA\t192.0.2.1"]],
  ["$TTL 60\n$GENERATE 10-10 h${0,2,o}-${1,0,X} A 192.0.2.1\n", ["h12-B.example.org.\t3600\tIN\tA\t192.0.2.1"]],
  [
    "$TTL 60\n$GENERATE 1-1 h${0,256,d} A 192.0.2.1\n",
    ['zones/db: dns: bad width in $GENERATE: "${0,256,d}" at line: 2:16'],
  ],
  [
    "$TTL 60\n$GENERATE 1-1 h${0,3,q} A 192.0.2.1\n",
    ['zones/db: dns: bad base in $GENERATE: "${0,3,q}" at line: 2:16'],
  ],
  [
    "$TTL 60\n$GENERATE 1-1 h${0,3 A 192.0.2.1\n",
    ['zones/db: dns: bad modifier in $GENERATE: "${0,3 A 192.0.2.1" at line: 2:16'],
  ],
  ["$TTL 60\n$GENERATE 1-1 h$$ A 192.0.2.1\n", ["h$.example.org.\t3600\tIN\tA\t192.0.2.1"]],
  ["$TTL 60\n$GENERATE 1-1 $GENERATE 1-2 h$ A 192.0.2.1\n", ['zones/db: dns: not a TTL: "1-2" at line: 1:14']],
  ["$TTL 60\n$GENERATE 1-2 $$INCLUDE x\n", ['zones/db: dns: $INCLUDE directive not allowed: "x" at line: 1:10']],
  ["$TTL\na A 192.0.2.1\n", ['zones/db: dns: not a TTL: "$TTL" at line: 1:4']],
  ["$TTL x\n", ['zones/db: dns: expecting $TTL value, not this...: "x" at line: 1:6']],
  ["$TTL 60 x\n", ['zones/db: dns: garbage after rdata: "x" at line: 1:9']],
  ["$TTL 60 ; c\na A 192.0.2.1\n", ["a.example.org.\t60\tIN\tA\t192.0.2.1"]],
  ["$TTL 2147483648\na A 192.0.2.1\n", ["a.example.org.\t2147483648\tIN\tA\t192.0.2.1"]],
  ["$TTL 4294967295\na A 192.0.2.1\n", ["a.example.org.\t4294967295\tIN\tA\t192.0.2.1"]],
  [
    "$TTL 4294967296\na A 192.0.2.1\n",
    ['zones/db: dns: expecting $TTL value, not this...: "4294967296" at line: 1:15'],
  ],
  ["$TTL 1w2d3h4m5s\na A 192.0.2.1\n", ["a.example.org.\t788645\tIN\tA\t192.0.2.1"]],
  ["$ORIGIN\na A 192.0.2.1\n", ['zones/db: dns: not a TTL: "$ORIGIN" at line: 1:7']],
  ["$ORIGIN sub\n$TTL 60\na A 192.0.2.1\n", ["a.sub.example.org.\t60\tIN\tA\t192.0.2.1"]],
  ["$ORIGIN sub.example.net. x\n", ['zones/db: dns: garbage after rdata: "x" at line: 1:26']],
  ["$ORIGIN a..b\n", ['zones/db: dns: bad origin name: "a..b" at line: 1:12']],
  ["$INCLUDE x\n", ['zones/db: dns: $INCLUDE directive not allowed: "x" at line: 1:10']],
  ["$INCLUDE\n", ['zones/db: dns: not a TTL: "$INCLUDE" at line: 1:8']],
  ["$FOO x\n", ['zones/db: dns: not a TTL: "x" at line: 1:6']],
  [
    "$TTL 60\na A 192.0.2.1\n  A 192.0.2.2\n\n\\tAAAA 2001:db8::1\n",
    [
      "a.example.org.\t60\tIN\tA\t192.0.2.1",
      "a.example.org.\t60\tIN\tA\t192.0.2.2",
      'zones/db: dns: not a TTL: "2001:db8::1" at line: 5:18',
    ],
  ],
  [
    "a 60 A 192.0.2.1\nb A 192.0.2.2\n",
    ["a.example.org.\t60\tIN\tA\t192.0.2.1", "b.example.org.\t60\tIN\tA\t192.0.2.2"],
  ],
  [
    "a 60 IN A 192.0.2.1\nb IN 30 A 192.0.2.2\nc IN A 192.0.2.3\n",
    [
      "a.example.org.\t60\tIN\tA\t192.0.2.1",
      "b.example.org.\t30\tIN\tA\t192.0.2.2",
      "c.example.org.\t30\tIN\tA\t192.0.2.3",
    ],
  ],
  ["a CH 60 A 192.0.2.1\n", ["a.example.org.\t60\tCH\tA\t192.0.2.1"]],
  ["a 60 IN IN A 192.0.2.1\n", ['zones/db: dns: unknown RR type: "IN" at line: 1:11']],
  ["a 60 30 A 192.0.2.1\n", ['zones/db: dns: expecting RR type or class, not this...: "30" at line: 1:8']],
  ["a 60\n", ['zones/db: dns: no blank before TTL: "\\n" at line: 1:4']],
  ["a IN\n", ['zones/db: dns: not a TTL: "IN" at line: 1:4']],
  ["a 60 IN A\n", ["a.example.org.\t60\tIN\tA\t"]],
  ["a 60 IN A 192.0.2.1 x\n", ['zones/db: dns: garbage after rdata: "x" at line: 1:21']],
  ["a 60 IN A (192.0.2.1)\n", ["a.example.org.\t60\tIN\tA\t192.0.2.1"]],
  ["a 60 IN A ( 192.0.2.1\n)\n", ["a.example.org.\t60\tIN\tA\t192.0.2.1"]],
  ["a 60 IN A ( 192.0.2.1\n", ['zones/db: dns: garbage after rdata: "unbalanced brace" at line: 1:21']],
  ["a 60 IN A 192.0.2.1 )\n", ['zones/db: dns: garbage after rdata: "extra closing brace" at line: 1:21']],
  ['a 60 IN TXT "x\ny"\n', ['a.example.org.\t60\tIN\tTXT\t"x\\010y"']],
  ['a 60 IN TXT "x\n', ['zones/db: dns: bad TXT Txt: " " at line: 1:12']],
  [
    'a 60 IN TXT "x" ; c\n; d\nb 60 IN TXT y\n',
    ['a.example.org.\t60\tIN\tTXT\t"x"', 'b.example.org.\t60\tIN\tTXT\t"y"'],
  ],
  ['a 60 IN TXT "a;b" a\\\\;b\n', ['a.example.org.\t60\tIN\tTXT\t"a;b" "a\\\\"']],
  ['a 60 IN TXT "\\\\065\\\\"\\\\\\\\"\n', ['zones/db: dns: bad TXT Txt: " " at line: 1:12']],
  ['a 60 IN TXT (\n"a" ; one\n"b" ; two\n)\n', ['a.example.org.\t60\tIN\tTXT\t"a" "b"']],
  ["@ 60 IN NS @\n", ["example.org.\t60\tIN\tNS\texample.org."]],
  ["* 60 IN A 192.0.2.1\n", ["*.example.org.\t60\tIN\tA\t192.0.2.1"]],
  ["a.b. 60 IN CNAME c\n", ["a.b.\t60\tIN\tCNAME\tc.example.org."]],
  ["a 60 IN MX 10\n", ['zones/db: dns: bad MX Mx: " " at line: 1:11']],
  ["a 60 IN MX 10 b c\n", ['zones/db: dns: garbage after rdata: "c" at line: 1:17']],
  ["a 1h IN A 192.0.2.1\n", ["a.example.org.\t3600\tIN\tA\t192.0.2.1"]],
  ["a 1x IN A 192.0.2.1\n", ['zones/db: dns: not a TTL: "1x" at line: 1:5']],
  ["a -1 IN A 192.0.2.1\n", ['zones/db: dns: not a TTL: "-1" at line: 1:5']],
  ["a 60 CLASS1 TYPE1 \\\\# 4 c0000201\n", ['zones/db: dns: bad A A: "\\\\\\\\#" at line: 1:22']],
  ["a 60 CLASS65535 A 192.0.2.1\n", ["a.example.org.\t60\tCLASS65535\tA\t192.0.2.1"]],
  ["a 60 CLASS65536 A 192.0.2.1\n", ['zones/db: dns: unknown class: "unknown class" at line: 1:16']],
  ["a 60 IN TYPE65536 \\\\# 0\n", ['zones/db: dns: unknown RR type: "unknown RR type" at line: 1:18']],
  ["a 60 IN TYPE65535 \\\\# 0\n", ['zones/db: dns: bad RFC3597 Rdata: "\\\\\\\\#" at line: 1:22']],
  ["a 60 IN TYPE1 \\\\# 3 c00002\n", ['zones/db: dns: bad A A: "\\\\\\\\#" at line: 1:18']],
  ['"a" 60 IN A 192.0.2.1\n', ['zones/db: dns: syntax error at beginning: "\\"" at line: 1:1']],
  ["a 60 IN SOA a b (1 2 3 4 5)\n", ["a.example.org.\t60\tIN\tSOA\ta.example.org. b.example.org. 1 2 3 4 5"]],
  [
    "a 60 IN SOA a b ( 1 ; serial\n 1h ; refresh\n 1m 1w 1d )\n",
    ["a.example.org.\t60\tIN\tSOA\ta.example.org. b.example.org. 1 3600 60 604800 86400"],
  ],
  ["a 60 IN SOA a b 1 2 3 4\n", ["a.example.org.\t60\tIN\tSOA\ta.example.org. b.example.org. 1 2 3 4 0"]],
  ["a 60 IN SOA a b 1 2 3 4 5 6\n", ['zones/db: dns: garbage after rdata: "6" at line: 1:27']],
];

test.each(RECORDED)("%j", (text, lines) => expect(read(text)).toEqual(lines));
