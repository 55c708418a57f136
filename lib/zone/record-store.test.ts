import { describe, expect, test } from "vitest";
import type { ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, ROOT, readName } from "../dns/name/name.ts";
import { readRecord, writeRecord } from "../dns/text/record.ts";
import { samples } from "../dns/text/samples.fixture.ts";
import { Zone } from "./zone.ts";

const ORIGIN: CanonicalName = canonical(readName("example.org.") ?? ROOT);

function record(line: string): ResourceRecord {
  const read = readRecord(line);
  if (read === undefined || !("rdata" in read)) throw new Error(`no record: ${line}`);
  return read;
}

/** The owner, the type and all else of each record, without what the zone adds. */
const plain = (records: readonly ResourceRecord[]): readonly ResourceRecord[] => records.map((one) => ({ ...one }));

describe("records come back as they were read", () => {
  const readable = samples.filter((line) => !/\b(NSEC3|NSEC3PARAM|SOA)\b/.test(line));
  const lists = {
    "of every type": readable,
    "when the wire would tell them otherwise": [
      "a.example.org. 60 IN TXT \\# 0",
      'a.example.org. 60 IN CAA 0 issue "ca.example.net\\; x=\\\\y"',
      'a.example.org. 60 IN CAA 0 issuewild "\\\\"',
      "a.example.org. 60 IN NSEC b.example.org. A A DS",
      "a.example.org. 60 IN NSEC c.example.org. TXT A",
      "a.example.org. 60 IN NSEC d.example.org. A TXT",
    ],
    "however much they hold": [
      `a.example.org. 60 IN TXT ${Array.from({ length: 255 }, () => `"${"x".repeat(255)}"`).join(" ")}`,
      `a.example.org. 60 IN APL ${Array.from({ length: 200 }, (_, at) => `1:192.0.2.${at}/32`).join(" ")}`,
      `a.example.org. 60 IN TXT ${Array.from({ length: 256 }, () => `"${"y".repeat(255)}"`).join(" ")}`,
      "a.example.org. 60 IN A 192.0.2.1",
    ],
  };
  test.each(Object.entries(lists))("%s", (_, lines) => {
    const zone = new Zone(ORIGIN);
    const given = lines.map(record);
    for (const one of given) zone.insert(one);
    const back = [...zone.records()];
    const byType = [...new Set(given.map(({ type }) => type))].flatMap((type) =>
      given.filter((one) => one.type === type),
    );
    expect(plain(back)).toEqual(plain(byType));
    expect(back.map(writeRecord)).toEqual(byType.map(writeRecord));
  });
  test("whatever their TTL and their class are", () => {
    const zone = new Zone(ORIGIN);
    const given = { ...record("a.example.org. 60 IN A 192.0.2.1"), ttl: 0xff_fe_fd_fc, class: 0xfe_dc };
    zone.insert(given);
    expect(plain([...zone.records()])).toEqual([given]);
  });
});

test("SRV records with capitals stay apart from one another", () => {
  const zone = new Zone(ORIGIN);
  const lines = [
    "_Sip._tcp.example.org. 60 IN SRV 0 0 5060 a.example.org.",
    "_SIP._tcp.example.org. 60 IN SRV 0 0 5061 B.example.org.",
    "_sip._tcp.example.org. 60 IN SRV 0 0 5062 c.example.org.",
  ];
  for (const [at, line] of lines.entries()) zone.insert(record(line), { file: "db.example.org", line: at + 3 });
  const read = [...zone.records()];
  expect(read.map((one) => writeRecord(one).replaceAll("\t", " "))).toEqual(lines);
  expect(read.map((one) => zone.placeOf(one)?.line)).toEqual([3, 4, 5]);
});

describe("the place of a record", () => {
  const place = (at: number) => ({ file: `zones/db.${at}`, line: at });
  test("is known however many files and lines there are", () => {
    const zone = new Zone(ORIGIN);
    const numbers = [1, 2, 1, 3, 255, 256, 257, 512, 65_535, 65_536, 16_777_216, 4_000_000_000];
    const all = [...Array.from({ length: 600 }, (_, at) => at + 1), ...numbers];
    for (const at of all) zone.insert(record("a.example.org. 60 IN A 192.0.2.1"), place(at));
    expect([...zone.records()].map((one) => zone.placeOf(one))).toEqual(all.map(place));
  });
  test("is not known when nobody told", () => {
    const zone = new Zone(ORIGIN);
    zone.insert(record("a.example.org. 60 IN A 192.0.2.1"));
    zone.insert(record("a.example.org. 60 IN A 192.0.2.2"), { file: "db.example.org", line: 2 });
    expect([...zone.records()].map((one) => zone.placeOf(one))).toEqual([
      undefined,
      { file: "db.example.org", line: 2 },
    ]);
  });
});
