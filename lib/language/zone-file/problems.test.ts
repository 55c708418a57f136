import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ZoneReader } from "../../directive/file-content.ts";
import { ROOT, readName } from "../../dns/name/name.ts";
import { reader as file } from "../../plugins/file/directive.ts";
import { getZoneProblems } from "./problems.ts";
import { readZoneText } from "./read.ts";

const origin = readName("example.org.") ?? ROOT;
const HEAD = "$TTL 3600\n@ SOA ns admin 1 7200 3600 1209600 300\n@ NS ns\nns A 192.0.2.53\n";

const auto: ZoneReader = {
  severity: "warning",
  says: (text, zone) => `[WARNING] plugin/auto: Parse zone \`${zone}': ${text}`,
};

/** Each problem as `code line "text": message`. */
function problems(text: string, reader: ZoneReader = file): readonly string[] {
  const reading = readZoneText({
    file: "db",
    text,
    origin,
    include: (path) => ({ error: `open ${path}: no such file or directory` }),
  });
  return getZoneProblems(reading, { origin, reader }).map(
    ({ code, range, message }) =>
      `${code} ${range.start.line} "${text.slice(range.start.offset, range.end.offset)}": ${message}`,
  );
}

describe("what CoreDNS refuses", () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    "nothing wrong": [HEAD, []],
    "a bad record": [
      `${HEAD}www A 192.0.2.300\n`,
      [
        'zone-file.record 5 "192.0.2.300": plugin/file: failed to parse file "db" for origin example.org. with error db: dns: bad A A: "192.0.2.300" at line: 5:17',
      ],
    ],
    "no SOA": [
      "a 60 A 192.0.2.1\n",
      ['zone-file.zone 1 "a 60 A 192.0.2.1": plugin/file: file "db" has no SOA record for origin example.org.'],
    ],
    "the SOA of another zone, before a bad record": [
      "$TTL 60\n@ NS ns.example.net.\nexample.net. SOA ns admin 1 7200 3600 1209600 300\na A x\n",
      [
        'zone-file.zone 3 "example.net. SOA ns admin 1 7200 3600 1209600 300": plugin/file: file "db" has SOA owner example.net. that does not match origin example.org.',
        'zone-file.record 4 "x": plugin/file: failed to parse file "db" for origin example.org. with error db: dns: bad A A: "x" at line: 4:5',
      ],
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(problems(text)).toEqual(expected));

  test("auto warns and goes on", () =>
    expect(problems("a 60 A 192.0.2.1\n", auto)[0]).toContain(
      '[WARNING] plugin/auto: Parse zone `example.org.\': file "db" has no SOA',
    ));
});

describe("our advice", () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    "no NS at the apex": ["$TTL 60\n@ SOA ns.example.net. admin 1 7200 3600 1209600 300\n", ["ZF1001"]],
    "two SOAs": [`${HEAD}@ SOA ns admin 2 7200 3600 1209600 300\n`, ["ZF1002"]],
    "EXPIRE shorter than REFRESH": [HEAD.replace("1209600", "3600"), ["ZF1003"]],
    "a CNAME beside data": [`${HEAD}www CNAME ns\nwww TXT x\n`, ["ZF1004"]],
    "two CNAMEs": [`${HEAD}www CNAME ns\nwww CNAME @\n`, ["ZF1004"]],
    "a CNAME alone": [`${HEAD}www CNAME ns\n`, []],
    "a CNAME with its signature's neighbours": [`${HEAD}www CNAME ns\nwww NSEC ns CNAME NSEC\n`, []],
    "outside of the zone": [`${HEAD}www.example.net. A 192.0.2.1\n`, ["ZF1005"]],
    "the same twice": [`${HEAD}www A 192.0.2.1\nWWW A 192.0.2.1\n`, ["ZF1006"]],
    "different TTLs": [`${HEAD}www 60 A 192.0.2.1\nwww 61 A 192.0.2.2\nwww 62 A 192.0.2.3\n`, ["ZF1007"]],
    "different TTLs of different types": [`${HEAD}www 60 A 192.0.2.1\nwww 61 TXT x\n`, []],
    "a TTL without end": [`${HEAD}www 2147483648 A 192.0.2.1\n`, ["ZF1008"]],
    "mail to an alias": [`${HEAD}www CNAME ns\n@ MX 10 www\n`, ["ZF1009"]],
    "mail to nobody": [`${HEAD}@ MX 10 mail\n`, ["ZF1010"]],
    "mail to somebody else": [`${HEAD}@ MX 10 mail.example.net.\n`, []],
    "no mail at all": [`${HEAD}@ MX 0 .\n`, []],
    "mail to a wildcard's name": [`${HEAD}@ MX 10 mail\n* A 192.0.2.1\n`, []],
    "mail to a host of a delegated zone": [`${HEAD}@ MX 10 mail.sub\nsub NS ns.example.net.\n`, []],
    "a delegation without glue": [`${HEAD}sub NS ns.sub\n`, ["ZF1010"]],
    "a delegation with glue": [`${HEAD}sub NS ns.sub\nns.sub A 192.0.2.54\n`, []],
    "data behind a zone cut": [`${HEAD}sub NS ns.example.net.\nwww.sub TXT x\n`, ["ZF1011"]],
    "DS at a zone cut": [
      `${HEAD}sub NS ns.example.net.\nsub DS 1 13 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n`,
      [],
    ],
    "an owner without its dot": [`${HEAD}www.example.org A 192.0.2.1\n`, ["ZF1012"]],
    "a target without its dot": [`${HEAD}www CNAME ns.example.org\n`, ["ZF1012"]],
    "a relative name that only looks alike": [`${HEAD}org A 192.0.2.1\nmyexample.org A 192.0.2.1\n`, []],
    "an address for a name": [`${HEAD}@ MX 10 192.0.2.1.\n`, ["ZF1013"]],
    "a mail address in the SOA": [HEAD.replace("admin", "admin@example.org."), ["ZF1014"]],
    "no TTL anywhere": ["@ IN SOA ns admin 1 7200 3600 1209600 300\n@ 60 NS ns\nns 60 A 192.0.2.1\n", ["ZF1015"]],
    "$GENERATE after $TTL": [`$TTL 60\n${HEAD.slice(10)}$GENERATE 1-2 a$ A 192.0.2.$\n`, ["ZF1016"]],
    "$GENERATE with its own TTL": [`$TTL 60\n${HEAD.slice(10)}$GENERATE 1-2 a$ 60 A 192.0.2.$\n`, []],
    "the zone's name below another origin": [`${HEAD}$ORIGIN sub\na CNAME ns.example.org\n`, ["ZF1012"]],
    "a name of the zone below the root": [`${HEAD}$ORIGIN .\nwww.example.org CNAME ns.example.org\n`, []],
    "a host in a reverse zone without its dot": [
      `${HEAD}$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR www.example.net\n`,
      ["ZF1005", "ZF1017"],
    ],
    "an alias of itself": [`${HEAD}a CNAME a\n`, ["ZF1018"]],
    "aliases in a ring, told once": [`${HEAD}a CNAME b\nb CNAME c\nc CNAME a\nd CNAME a\n`, ["ZF1018"]],
    "nothing about the whole zone when a part of it cannot be read": [
      `${HEAD}@ MX 10 mail\nmail A x\n`,
      ["zone-file.record"],
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [text, expected]) =>
    expect(problems(text).map((line) => line.split(" ")[0])).toEqual(expected),
  );

  test("a missing dot is mended by writing it", () => {
    const text = `${HEAD}www CNAME ns.example.org\n`;
    const reading = readZoneText({ file: "db", text, origin, include: () => ({ error: "" }) });
    const [problem] = getZoneProblems(reading, { origin, reader: file });
    expect(problem?.fixes?.[0]).toMatchObject({ title: "Write ns.example.org.", edits: [{ text: "ns.example.org." }] });
  });
});

test("no text makes it throw", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          "@",
          "a",
          "*",
          "a.example.org",
          "SOA",
          "NS",
          "MX",
          "SRV",
          "CNAME",
          "DNAME",
          "A",
          "1",
          "192.0.2.1",
          "IN",
          "$TTL",
          "$ORIGIN",
          "$GENERATE 1-2",
          "(",
          ")",
          '"',
          ";",
          "\n",
          "\n",
          " ",
          ".",
        ),
        { maxLength: 60 },
      ),
      (parts) => {
        expect(Array.isArray(problems(parts.join(" ")))).toBe(true);
      },
    ),
    { numRuns: 300 },
  ));
