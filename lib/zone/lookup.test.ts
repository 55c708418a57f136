import { describe, expect, test } from "vitest";
import type { Message } from "../dns/message/message.ts";
import { readRecord } from "../dns/text/record.ts";
import { ask, short } from "./_test/ask.ts";
import { bareZone, zoneOf } from "./_test/zone-of.ts";
import type { ZoneAnswer } from "./answer.ts";

const SOA = "@ SOA ns.example.net. admin.example.org.";
const NS = "@ NS ns.example.net.";

interface Expected {
  readonly result: ZoneAnswer["result"];
  readonly path: ZoneAnswer["path"]["kind"];
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly additional?: readonly string[];
}

const zone = zoneOf(
  "www A 192.0.2.1",
  "www A 192.0.2.2",
  "@ MX 10 mail",
  "@ MX 20 mail",
  "mail A 192.0.2.25",
  "mail AAAA 2001:db8::25",
  "alias CNAME www",
  "twice CNAME alias",
  "empty CNAME mail2",
  "mail2 TXT t",
  "loop CNAME loop2",
  "loop2 CNAME loop",
  "self CNAME self",
  "missing CNAME nowhere",
  "incut CNAME a.sub",
  "towild CNAME x.wild",
  "sub NS ns.sub",
  "sub NS ns.example.net.",
  "sub DS 1 8 2 00",
  "ns.sub A 192.0.2.53",
  "a.sub A 192.0.2.54",
  "deep.ent A 192.0.2.4",
  "*.wild A 192.0.2.5",
  "*.wild MX 10 mail",
  "a.ent.wild A 192.0.2.6",
  "*.walias CNAME www",
  "x.*.went A 192.0.2.7",
  "old DNAME new",
  "below.old A 192.0.2.8",
  "a.new A 192.0.2.9",
  "_s._tcp SRV 0 0 25 mail",
);

const cases: Readonly<Record<string, Expected>> = {
  "example.org. SOA": { result: "success", path: "apex", answer: [SOA], authority: [NS] },
  "example.org. NS": { result: "success", path: "apex", answer: [NS] },
  "example.org. MX": {
    result: "success",
    path: "exact",
    answer: ["@ MX 10 mail.example.org.", "@ MX 20 mail.example.org."],
    authority: [NS],
    additional: ["mail A 192.0.2.25", "mail AAAA 2001:db8::25"],
  },
  "example.org. A": { result: "no data", path: "exact", authority: [SOA] },
  "www.example.org. A": {
    result: "success",
    path: "exact",
    answer: ["www A 192.0.2.1", "www A 192.0.2.2"],
    authority: [NS],
  },
  "www.example.org. AAAA": { result: "no data", path: "exact", authority: [SOA] },
  "no.example.org. A": { result: "name error", path: "nothing", authority: [SOA] },
  "below.www.example.org. A": { result: "name error", path: "nothing", authority: [SOA] },
  "ent.example.org. A": { result: "success", path: "empty non-terminal", authority: [SOA] },
  "alias.example.org. A": {
    result: "success",
    path: "exact",
    answer: ["alias CNAME www.example.org.", "www A 192.0.2.1", "www A 192.0.2.2"],
    authority: [NS],
  },
  "alias.example.org. CNAME": {
    result: "success",
    path: "exact",
    answer: ["alias CNAME www.example.org."],
    authority: [NS],
  },
  "twice.example.org. A": {
    result: "success",
    path: "exact",
    answer: ["twice CNAME alias.example.org.", "alias CNAME www.example.org.", "www A 192.0.2.1", "www A 192.0.2.2"],
    authority: [NS],
  },
  "empty.example.org. A": {
    result: "success",
    path: "exact",
    answer: ["empty CNAME mail2.example.org."],
    authority: [NS],
  },
  "self.example.org. A": { result: "server failure", path: "exact" },
  "incut.example.org. A": {
    result: "delegation",
    path: "exact",
    answer: ["incut CNAME a.sub.example.org."],
    authority: ["sub NS ns.sub.example.org.", "sub NS ns.example.net."],
    additional: ["ns.sub A 192.0.2.53"],
  },
  "sub.example.org. A": {
    result: "delegation",
    path: "zone cut",
    authority: ["sub NS ns.sub.example.org.", "sub NS ns.example.net."],
    additional: ["ns.sub A 192.0.2.53"],
  },
  "a.sub.example.org. A +do": {
    result: "delegation",
    path: "zone cut",
    authority: ["sub NS ns.sub.example.org.", "sub NS ns.example.net.", "sub DS 1 8"],
    additional: ["ns.sub A 192.0.2.53"],
  },
  "sub.example.org. DS": { result: "success", path: "exact", answer: ["sub DS 1 8"], authority: [NS] },
  "a.sub.example.org. DS": {
    result: "delegation",
    path: "zone cut",
    authority: ["sub NS ns.sub.example.org.", "sub NS ns.example.net."],
    additional: ["ns.sub A 192.0.2.53"],
  },
  "x.wild.example.org. A": { result: "success", path: "wildcard", answer: ["x.wild A 192.0.2.5"], authority: [NS] },
  "x.y.wild.example.org. MX": {
    result: "success",
    path: "wildcard",
    answer: ["x.y.wild MX 10 mail.example.org."],
    authority: [NS],
    additional: ["mail A 192.0.2.25", "mail AAAA 2001:db8::25"],
  },
  "x.wild.example.org. TXT": { result: "no data", path: "wildcard", authority: [SOA] },
  "wild.example.org. A": { result: "success", path: "empty non-terminal", authority: [SOA] },
  "b.ent.wild.example.org. A": { result: "name error", path: "nothing", authority: [SOA] },
  "x.walias.example.org. A": {
    result: "success",
    path: "wildcard",
    answer: ["x.walias CNAME www.example.org.", "www A 192.0.2.1", "www A 192.0.2.2"],
    authority: [NS],
  },
  "y.went.example.org. A": { result: "no data", path: "wildcard", authority: [SOA] },
  "a.old.example.org. A": {
    result: "success",
    path: "dname",
    answer: ["old DNAME new.example.org.", "a.old CNAME a.new.example.org.", "a.new A 192.0.2.9"],
    authority: [NS],
  },
  "a.old.example.org. CNAME": {
    result: "success",
    path: "dname",
    answer: ["old DNAME new.example.org.", "a.old CNAME a.new.example.org."],
    authority: [NS],
  },
  "old.example.org. DNAME": {
    result: "success",
    path: "exact",
    answer: ["old DNAME new.example.org."],
    authority: [NS],
  },
  "_s._tcp.example.org. SRV": {
    result: "success",
    path: "exact",
    answer: ["_s._tcp SRV 0 0"],
    authority: [NS],
    additional: ["mail A 192.0.2.25", "mail AAAA 2001:db8::25"],
  },
};

describe("a zone", () => {
  test.each(Object.entries(cases))("%s", async (text, expected) => {
    const { answer, authority, additional, result, path } = await ask(zone, text);
    expect({
      result,
      path: path.kind,
      answer: short(answer),
      authority: short(authority),
      additional: short(additional),
    }).toEqual({ answer: [], authority: [], additional: [], ...expected });
  });
  test("records below a DNAME are hidden", async () =>
    expect(short((await ask(zone, "below.old.example.org. A")).answer)).toContain(
      "below.old CNAME below.new.example.org.",
    ));
  test("aliases in a circle end after nine", async () => {
    const { answer, result } = await ask(zone, "loop.example.org. A");
    expect([answer.length, result]).toEqual([10, "success"]);
  });
  test("without SOA fails", async () =>
    expect((await ask(bareZone("www A 192.0.2.1"), "www.example.org. A")).result).toBe("server failure"));
});

describe("aliases that lead out", () => {
  const leading = zoneOf(
    "out CNAME www.example.net.",
    "missing CNAME nowhere",
    "towild CNAME x.wild",
    "*.wild A 192.0.2.5",
  );
  const record = readRecord("www.example.net. 60 IN A 192.0.2.80");
  const found = record !== undefined && "rdata" in record ? [record] : [];
  const message = (rcode: number, answer = found): Message => ({
    ...{ id: 1, response: true, opcode: 0, authoritative: false, truncated: false, recursionDesired: false },
    ...{ recursionAvailable: false, zero: false, authenticData: false, checkingDisabled: false },
    ...{ rcode, question: [], answer, authority: [], additional: [] },
  });
  const replies: Readonly<Record<string, readonly [Message | undefined, ZoneAnswer["result"], string, number]>> = {
    "an answer follows the alias": [message(0), "success", NS, 2],
    "no reply leaves the alias alone": [undefined, "success", NS, 1],
    "REFUSED leaves the alias alone": [message(5, []), "success", NS, 1],
    "NODATA is told with our SOA": [message(0, []), "no data", SOA, 1],
    "NXDOMAIN is told with our SOA": [message(3, []), "name error", SOA, 1],
    "SERVFAIL is told": [message(2, []), "server failure", NS, 1],
  };
  test.each(Object.entries(replies))("%s", async (_, [reply, result, authority, answers]) => {
    const given = await ask(leading, "out.example.org. A", { resolve: () => Promise.resolve(reply) });
    expect([given.result, short(given.authority), given.answer.length]).toEqual([result, [authority], answers]);
  });
  test.each([
    ["out.example.org. AAAA", "www.example.net. AAAA 4"],
    ["missing.example.org. A", "nowhere.example.org. A 4"],
    ["towild.example.org. A", "x.wild.example.org. A 4"],
  ])("%s asks the server for %s", async (text, asked) => {
    const questions: string[] = [];
    await ask(leading, text, {
      depth: 3,
      resolve: (name, type, depth) => {
        questions.push(`${name} ${type === 28 ? "AAAA" : "A"} ${depth}`);
        return undefined;
      },
    });
    expect(questions).toEqual([asked]);
  });
  test("from the ninth look-up on it is a failure", async () => {
    expect((await ask(leading, "out.example.org. A", { depth: 8 })).result).toBe("success");
    expect((await ask(leading, "out.example.org. A", { depth: 9 })).result).toBe("server failure");
  });
});

describe("with DNSSEC records", () => {
  const sig = (type: string): string => `RRSIG ${type} 8 2 60 20300101000000 20200101000000 1 example.org. AAAA`;
  const signed = zoneOf(
    `@ ${sig("SOA")}`,
    `@ ${sig("NS")}`,
    "@ NSEC a A",
    `@ ${sig("NSEC")}`,
    "a A 192.0.2.1",
    `a ${sig("A")}`,
    "a NSEC mail A RRSIG NSEC",
    `a ${sig("NSEC")}`,
    "mx MX 10 a",
    "orphan MX 10 unsigned",
    `unsigned ${sig("A")}`,
    "*.w A 192.0.2.2",
    `*.w ${sig("A")}`,
    "*.w NSEC example.org. A RRSIG NSEC",
    `*.w ${sig("NSEC")}`,
  );
  const signedCases: Readonly<
    Record<string, readonly [answer: number, authority: readonly string[], additional: number]>
  > = {
    "a.example.org. A": [1, [NS], 0],
    "a.example.org. A +do": [2, [NS, "@ RRSIG NS 8"], 0],
    "a.example.org. MX +do": [0, [SOA, "@ RRSIG SOA 8", "a NSEC mail.example.org. A", "a RRSIG NSEC 8"], 0],
    "b.example.org. A +do": [
      0,
      [
        SOA,
        "@ RRSIG SOA 8",
        "a NSEC mail.example.org. A",
        "a RRSIG NSEC 8",
        "@ NSEC a.example.org. A",
        "@ RRSIG NSEC 8",
      ],
      0,
    ],
    "mx.example.org. MX +do": [1, [NS, "@ RRSIG NS 8"], 2],
    "orphan.example.org. MX +do": [1, [NS, "@ RRSIG NS 8"], 0],
    "x.w.example.org. A +do": [2, [NS, "@ RRSIG NS 8", "*.w NSEC example.org. A", "*.w RRSIG NSEC 8"], 0],
  };
  test.each(Object.entries(signedCases))("%s", async (text, [answers, authority, additional]) => {
    const given = await ask(signed, text);
    expect([given.answer.length, short(given.authority), given.additional.length]).toEqual([
      answers,
      authority,
      additional,
    ]);
  });
});

describe("more records than a call takes arguments", () => {
  const addresses = Array.from(
    { length: 130_000 },
    (_, index) => `many A 10.${index >> 16}.${(index >> 8) % 256}.${index % 256}`,
  );
  const large = zoneOf("alias CNAME many", "@ MX 10 many", addresses.join("\n"));
  test("behind an alias", async () => {
    expect((await ask(large, "alias.example.org. A +do")).answer).toHaveLength(130_001);
  });
  test("beside an answer", async () => {
    expect((await ask(large, "example.org. MX")).additional).toHaveLength(130_000);
  });
});
