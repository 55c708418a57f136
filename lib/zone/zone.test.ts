import { describe, expect, test } from "vitest";
import { RRType } from "../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, ROOT, readName } from "../dns/name/name.ts";
import { readRecord, writeRecord } from "../dns/text/record.ts";
import { bareZone, zoneOf } from "./_test/zone-of.ts";
import { recordsOf, signaturesOf, Zone } from "./zone.ts";

const name = (text: string): CanonicalName => canonical(readName(text) ?? ROOT);
const SIGNED = "8 2 60 20300101000000 20200101000000 1 example.org. AAAA";

describe("the apex", () => {
  test("keeps SOA and NS with their signatures apart", () => {
    const { apex, size } = zoneOf(`@ RRSIG SOA ${SIGNED}`, `@ RRSIG NS ${SIGNED}`);
    expect([apex.soa?.rdata.serial, apex.ns.length]).toEqual([7, 1]);
    expect([apex.soaSignatures.length, apex.nsSignatures.length]).toEqual([1, 1]);
    expect(size).toBe(0);
  });
  test("is a name like others for other types", () =>
    expect(zoneOf("@ MX 10 mail").node(name("example.org."))?.records.has(RRType.MX)).toBe(true));
  test("has no SOA before one is read", () => expect(bareZone("www A 192.0.2.1").apex.soa).toBeUndefined());
  test("has the last SOA", () =>
    expect(zoneOf("@ SOA ns.example.net. admin.example.org. 8 1 1 1 1").apex.soa?.rdata.serial).toBe(8));
  test("has the signatures over NS of names below it no more than those", () => {
    const { apex, size } = zoneOf("sub NS ns.sub", `sub RRSIG NS ${SIGNED}`);
    expect([apex.nsSignatures.length, size]).toEqual([0, 1]);
  });
  test("comes first among all records, then the names in canonical order", () => {
    const zone = zoneOf("www A 192.0.2.1", `@ RRSIG NS ${SIGNED}`, "a A 192.0.2.2", `@ RRSIG SOA ${SIGNED}`);
    expect([...zone.records()].map((record) => writeRecord(record).split("\t", 5).join(" ").slice(0, 40))).toEqual([
      "example.org. 60 IN SOA ns.example.net. a",
      "example.org. 60 IN RRSIG SOA 8 2 60 2030",
      "example.org. 60 IN NS ns.example.net.",
      "example.org. 60 IN RRSIG NS 8 2 60 20300",
      "a.example.org. 60 IN A 192.0.2.2",
      "www.example.org. 60 IN A 192.0.2.1",
    ]);
  });
  test("has no NS records of names below it", () =>
    expect(zoneOf("sub NS ns.sub").node(name("sub.example.org."))?.records.has(RRType.NS)).toBe(true));
});

describe("names", () => {
  const zone = zoneOf("b A 192.0.2.1", "B A 192.0.2.2", "b TXT t", "a.ent A 192.0.2.3", "*.ent A 192.0.2.4");

  test("own their records in the order of the file, whatever their case", () => {
    const node = zone.node(name("b.example.org."));
    expect(recordsOf(node, RRType.A).map(writeRecord)).toEqual([
      "b.example.org.\t60\tIN\tA\t192.0.2.1",
      "b.example.org.\t60\tIN\tA\t192.0.2.2",
    ]);
    expect(recordsOf(node, RRType.MX)).toEqual([]);
  });
  test("may be there for those below them only", () => {
    expect(zone.node(name("ent.example.org."))).toBeUndefined();
    expect(zone.hasNameBelow(name("ent.example.org."))).toBe(true);
    expect(zone.hasNameBelow(name("b.example.org."))).toBe(false);
  });
  test("may be of any octets, and as long as names can be", () => {
    const label = (octets: number): string => "\\255".repeat(octets);
    const long = `${label(63)}.${label(63)}.${label(63)}.${label(49)}.example.org.`;
    expect(long.length).toBeGreaterThan(960);
    const { records } = zoneOf(`${long} A 192.0.2.9`).node(name(long)) ?? {};
    expect(records?.get(RRType.A)?.map((record) => record.name)).toEqual([long]);
  });
  test("are found by what is wanted of them, in the order of the file", () => {
    const [wanted, none] = [zone.find((one) => one.endsWith("ent.example.org.")), zone.find((one) => one === "c.")];
    expect([wanted?.name, none]).toEqual(["a.ent.example.org.", undefined]);
  });
  test("come in canonical order", () =>
    expect(zone.nodes().map((node) => node.name)).toEqual([
      "b.example.org.",
      "*.ent.example.org.",
      "a.ent.example.org.",
    ]));
  test.each([
    ["b.example.org.", "b.example.org."],
    ["c.example.org.", "b.example.org."],
    ["z.ent.example.org.", "a.ent.example.org."],
    ["+.ent.example.org.", "*.ent.example.org."],
    ["zz.example.org.", "a.ent.example.org."],
    ["a.example.org.", undefined],
  ])("%s is covered by %s", (asked, expected) => expect(zone.atOrBefore(name(asked))?.name).toBe(expected));
});

test("a zone proves what is not there when it has NSEC records", () => {
  expect(zoneOf("a A 192.0.2.1").hasNsec).toBe(false);
  expect(zoneOf("a A 192.0.2.1", "a NSEC example.org. A").hasNsec).toBe(true);
});

test("records that are added later are seen at names that were looked at before", () => {
  const zone = zoneOf("a A 192.0.2.1");
  expect(recordsOf(zone.node(name("a.example.org.")), RRType.TXT)).toEqual([]);
  const late = readRecord('a.example.org. 60 IN TXT "late"');
  if (late !== undefined && "rdata" in late) zone.insert(late);
  expect(recordsOf(zone.node(name("a.example.org.")), RRType.TXT).length).toBe(1);
});

test("signatures are found by what they sign", () => {
  const node = zoneOf("a A 192.0.2.1", `a RRSIG A ${SIGNED}`, `a RRSIG MX ${SIGNED}`).node(name("a.example.org."));
  expect(signaturesOf(node, RRType.A).length).toBe(1);
  expect(signaturesOf(node, RRType.AAAA).length).toBe(0);
  expect(signaturesOf(undefined, RRType.A)).toEqual([]);
});

describe("what is read", () => {
  const lowered: Readonly<Record<string, string>> = {
    "WWW.Example.org. 60 IN A 192.0.2.1": "www.example.org.\t60\tIN\tA\t192.0.2.1",
    "A.example.org. 60 IN CNAME B.example.org.": "a.example.org.\t60\tIN\tCNAME\tb.example.org.",
    "A.example.org. 60 IN MX 10 B.example.org.": "a.example.org.\t60\tIN\tMX\t10 b.example.org.",
    "A.example.org. 60 IN NS B.example.org.": "a.example.org.\t60\tIN\tNS\tb.example.org.",
    "A.example.org. 60 IN PTR B.example.org.": "a.example.org.\t60\tIN\tPTR\tB.example.org.",
    "A.example.org. 60 IN SRV 0 0 1 B.example.org.": "A.example.org.\t60\tIN\tSRV\t0 0 1 B.example.org.",
    "A.example.org. 60 IN SVCB 1 B.example.org.": "a.example.org.\t60\tIN\tSVCB\t1 b.example.org.",
    "A.example.org. 60 IN HTTPS 1 B.example.org.": "a.example.org.\t60\tIN\tHTTPS\t1 b.example.org.",
    "Example.org. 60 IN SOA NS.example.org. Admin.example.org. 1 2 3 4 5":
      "example.org.\t60\tIN\tSOA\tns.example.org. admin.example.org. 1 2 3 4 5",
    'A.example.org. 60 IN TXT "B"': 'a.example.org.\t60\tIN\tTXT\t"B"',
  };
  test.each(Object.entries(lowered))("%s", (line, expected) => {
    const zone = new Zone(name("example.org."));
    const record = readRecord(line);
    if (record === undefined || !("rdata" in record)) throw new Error(`no record: ${line}`);
    expect(zone.insert(record)).toBeUndefined();
    const [kept] = zone.records();
    expect(kept && writeRecord(kept)).toBe(expected);
  });
  test.each(["NSEC3PARAM 1 0 10 ab", "NSEC3 1 0 10 ab 2vptu5timamqttgl4luu9kg21e0aor3s A"])("%s is refused", (data) => {
    const record = readRecord(`abc.example.org. 60 IN ${data}`);
    if (record === undefined || !("rdata" in record)) throw new Error("no record");
    expect(new Zone(name("example.org.")).insert(record)).toBe(
      "NSEC3 zone is not supported, dropping RR: abc.example.org. for zone: example.org.",
    );
  });
});
