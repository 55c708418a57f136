/** Master files by chance, mostly right: lines as people and tools write them, signed and not, and what may go wrong in them. */
import fc from "fast-check";

const word = fc.constantFrom(
  ..."a b www WWW @ * *.w a.b sub.example.org. example.org. EXAMPLE.ORG. . .. a..b _s._tcp x-1 $TTL $ORIGIN $INCLUDE inc ( ) ;c".split(
    " ",
  ),
  ..."A AAAA NS CNAME PTR MX TXT SRV a txt in IN CH CLASS1 TYPE1 ANY SOA NSEC DNAME CAA \\# 0 1 10 60 4294967295 4294967296 65536 007 1h".split(
    " ",
  ),
  ..."192.0.2.1 192.0.02.1 256.0.0.1 1.2.3 1.2.3.4. ::1 2001:db8::A ::ffff:192.0.2.1 1::2::3 \\097 a\\.b \xe9 a\rb ~ a=b,c".split(
    " ",
  ),
  '"',
  '"a b"',
  '"a;b"',
  '""',
  '"a""b"',
  "x".repeat(63),
  "x".repeat(64),
  "y".repeat(255),
  "y".repeat(256),
  `"${"z".repeat(256)}"`,
  ["a", "b", "c", "d"].map((letter) => letter.repeat(60)).join("."),
);
const blank = fc.constantFrom(" ", "\t", "  ", " \t ", "");
const end = fc.constantFrom("\n", "\n", "\r\n", " \n", " ; c\n", "\n\n", "\r", "");
const line = fc
  .tuple(fc.array(fc.tuple(word, blank), { maxLength: 7 }), blank, end)
  .map(([words, first, last]) => first + words.map(([text, behind]) => text + behind).join("") + last);
/** Mostly right, so that lines behind it are reached. */
const owner = fc.constantFrom("a", "A", "b.c", "@", "", "*.w", "www.example.org.", "other.net.", "x".repeat(63));
const rdata = fc.constantFrom(
  "A 192.0.2.1",
  "A 192.0.02.1",
  "A 192.0.2.256",
  "A 192.0.2.1.",
  "AAAA 192.0.2.1",
  "MX 65536 a",
  "a 192.0.2.1",
  "AAAA 2001:DB8::1",
  "NS ns",
  "NS NS.Example.net.",
  "CNAME @",
  "PTR B.example.org.",
  "MX 010 Mail",
  "TXT a b",
  'TXT "a b" "c"',
  'TXT "" x',
  'TXT "\xe9;("',
  "SRV 1 2 3 Target",
  "TXT a\\b",
  'CAA 0 issue "a\\\\b"',
  "MX 1 .",
  "CNAME .",
  'TXT "a\nb"',
  "TXT ( a\n b )",
  "NSEC b A NS",
  "NS @",
  "LOC 42 21 54 N 71 6 18 W -24m 30m",
);
/** Records of signed zones, field by field: each field is one that is right, now and then one that may not be. */
const field = (right: readonly string[], other: readonly string[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: fc.constantFrom(...other) });
const small = field(["0", "8", "13", "255"], ["256", "-1", "RSASHA256", "rsasha256", "x", "008", ""]);
const short = field(["0", "257", "65535", "1"], ["65536", "1.", "x"]);
const long = field(["0", "300", "4294967295"], ["4294967296", "1h", "00000000060"]);
const time = field(
  ["20261129120000", "19700101000000", "20240229235959", "21060207062815", "1764417600", "0"],
  [
    ..."21060207062816 19691231235959 20250229000000 21000229000000 20261301000000 20260001000000".split(" "),
    ..."20261100000000 20261131000000 20261129240000 20261129126000 20261129120060 00000000000000".split(" "),
    ..."99991231235959 2026112912000 202611291200000 2026112912000x 4294967296 00000000000060 -1".split(" "),
  ],
);
const signer = field(["@", "Example.org.", "sub", "."], ["a..b", "a\\.b", "x".repeat(64), ""]);
const covered = field(
  ["A", "a", "NS", "SOA", "NSEC", "DNSKEY", "TXT", "ANY"],
  ["TYPE1", "TYPE65280", "NSEC3", "X", "1"],
);
const key = field(
  ["AAAA", "ab+/", "q83v EjRW", "qw==", "q80=", "q80 =", "a b c d", "q83vEjRWeJA="],
  ["=", "AAA", "A===", "AA=A", "AA==AA==", "qx==", "q8/=", "A-_A", "AA== ;c", "(AA==)", '"AAAA"', "AA\\=", ""],
);
const digest = field(["00", "aBcD", "a b C d", "0123 4567 89ab cdef"], ["abc", "0g", "", "(ab)", '"ab"', "a\\b"]);
const types = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("A NS SOA", "RRSIG NSEC", "a  mx\tTXT", "CAA", "A RRSIG NSEC CAA TA DLV", "DNSKEY"),
  },
  { weight: 1, arbitrary: fc.array(covered, { maxLength: 5 }).map((words) => words.join(" ")) },
);
const signedRdata = fc.oneof(
  fc.tuple(fc.constant("RRSIG"), covered, small, small, long, time, time, short, signer, key),
  fc.tuple(fc.constant("NSEC"), signer, types),
  fc.tuple(fc.constant("DS"), short, small, small, digest),
  fc.tuple(fc.constant("DNSKEY"), short, small, small, key),
);
const signedLine = fc.tuple(signedRdata, fc.constantFrom(" ", "  \t")).map(([words, gap]) => words.join(gap));
const good = fc
  .tuple(
    owner,
    fc.constantFrom("60 ", "60 IN ", "IN 60 ", "IN ", "", "in 4294967295 "),
    fc.oneof({ weight: 2, arbitrary: rdata }, { weight: 1, arbitrary: signedLine }),
    end,
  )
  .map(([name, head, data, last]) => `${name} ${head}${data}${last}`);
const directive = fc.constantFrom(
  "$TTL 60\n",
  "$TTL 1h\n",
  "$ORIGIN sub\n",
  "$ORIGIN Sub.Example.org.\n",
  "$ORIGIN .\n",
  "$ORIGIN a\\.b.\n",
  "$INCLUDE inc\n",
  "$INCLUDE inc x\n",
  "$GENERATE 1-2 g$ A 192.0.2.$\n",
  "; comment\n",
  "\n",
  "@ 60 SOA ns mail 1 2 3 4 5\n",
  " \n",
);
/** Some lines of a file below example.org; it may include `inc`. */
export const masterFiles = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: good }, { weight: 2, arbitrary: directive }, { weight: 1, arbitrary: line }),
    {
      maxLength: 12,
    },
  )
  .map((lines) => lines.join(""));
/** A line of a signed zone behind its TTL. */
export const signedFiles = fc
  .tuple(owner, signedLine, end)
  .map(([name, data, last]) => `$TTL 60\n${name} ${data}${last}b A 192.0.2.1\n`);
