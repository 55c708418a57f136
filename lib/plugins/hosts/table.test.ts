import { describe, expect, test } from "vitest";
import { RRType } from "../../dns/iana/rrtype.ts";
import { canonical, ROOT, readName } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import { linesOf } from "../../system-files/file-lines.ts";
import { octetBytes } from "../../text/octets.ts";
import { HostsTable } from "./table.ts";

const OPTIONS = { zones: [ROOT], ttlSeconds: 60, reverse: true };

/** The records of `www.example.org.` out of a file's text. */
function records(text: string): readonly string[] {
  const table = HostsTable.read(linesOf([octetBytes(text)], "hosts"), OPTIONS);
  const name = canonical(readName("www.example.org.") ?? ROOT);
  return [RRType.A, RRType.AAAA].flatMap((type) =>
    table.lookup(name, type).map(({ record }) => writeRecord(record).split("\t").slice(3).join(" ")),
  );
}

const cases: Readonly<Record<string, readonly string[]>> = {
  "192.0.2.1 www.example.org": ["A 192.0.2.1"],
  "192.0.2.1 www.example.org.": ["A 192.0.2.1"],
  "  192.0.2.1\twww.example.org\r": ["A 192.0.2.1"],
  "192.0.2.1 other www.example.org # www": ["A 192.0.2.1"],
  "192.0.2.1 #www.example.org": [],
  "#192.0.2.1 www.example.org": [],
  "2001:DB8:0::1 WWW.example.ORG": ["AAAA 2001:db8::1"],
  "::ffff:192.0.2.1 www.example.org": ["A 192.0.2.1"],
  "fe80::1%eth0 www.example.org": ["AAAA fe80::1"],
  "192.0.2.1 *.example.org": ["A 192.0.2.1"],
  "192.0.2.1 *.org": [],
  "192.0.2.256 www.example.org": [],
  "192.0.2.01 www.example.org": [],
  "www.example.org 192.0.2.1": [],
  "192.0.2.1": [],
  "192.0.2.1 www.example.org\n192.0.2.1 www.example.org": ["A 192.0.2.1", "A 192.0.2.1"],
  "192.0.2.1 a..b www.example.org": ["A 192.0.2.1"],
};

describe("lines of a hosts file", () => {
  test.each(Object.entries(cases))("%j", (text, expected) => expect(records(text)).toEqual(expected));
});

test("wildcards have no reverse names", () => {
  const table = HostsTable.read(linesOf([octetBytes("192.0.2.1 *.example.org a.example.org")], "hosts"), OPTIONS);
  expect(table.namesOf("192.0.2.1").map(({ name }) => name)).toEqual(["a.example.org."]);
  expect(table.size).toBe(3);
});

test("names that are not ASCII are found by their address only, as CoreDNS compares texts", () => {
  const octets = "b\u00c3\u00bccher.example.org";
  const table = HostsTable.read(linesOf([octetBytes(`192.0.2.1 ${octets}`)], "hosts"), OPTIONS);
  const [name] = table.namesOf("192.0.2.1").map((entry) => entry.name);
  expect(name).toBe("b\\195\\188cher.example.org.");
  expect(table.lookup(canonical(name ?? ROOT), RRType.A)).toEqual([]);
});

test("what is no name is counted all the same", () =>
  expect(HostsTable.read(linesOf([octetBytes("192.0.2.1 a..b")], "hosts"), OPTIONS).size).toBe(2));
