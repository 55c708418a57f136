/** Look-ups in zones that are signed, and what is left out for those who want no signatures. */
import { describe, expect, test } from "vitest";
import { ROOT } from "../dns/name/name.ts";
import { ask, short } from "./_test/ask.ts";
import { bareZone, zoneAt, zoneOf } from "./_test/zone-of.ts";
import type { ZoneAnswer } from "./answer.ts";
import type { Zone } from "./zone.ts";

const sig = (type: string): string => `RRSIG ${type} 8 2 60 20300101000000 20200101000000 1 example.org. AAAA`;
/** The lines of a name, each type of which is signed. */
const signed = (owner: string, ...data: readonly string[]): readonly string[] => [
  ...data.map((one) => `${owner} ${one}`),
  ...new Set(data.map((one) => `${owner} ${sig(one.split(" ")[0] ?? "")}`)),
];

const SOA = "@ SOA ns.example.net. admin.example.org.";
const NS = "@ NS ns.example.net.";
const SIGNED_SOA = [SOA, "@ RRSIG SOA 8"];
const SIGNED_NS = [NS, "@ RRSIG NS 8"];

interface Expected {
  readonly result: ZoneAnswer["result"];
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly additional?: readonly string[];
}

async function sections(zone: Zone, text: string): Promise<Expected> {
  const { result, answer, authority, additional } = await ask(zone, text);
  return { result, answer: short(answer), authority: short(authority), additional: short(additional) };
}

const whole = (expected: Expected): Expected => ({ answer: [], authority: [], additional: [], ...expected });

const zone = zoneOf(
  `@ ${sig("SOA")}`,
  `@ ${sig("NS")}`,
  ...signed("@", "MX 10 mail"),
  ...signed("www", "A 192.0.2.80", "A 192.0.2.81"),
  `www ${sig("TXT")}`,
  ...signed("mail", "A 192.0.2.25", "AAAA 2001:db8::25"),
  ...signed("alias", "CNAME www"),
  ...signed("twice", "CNAME alias"),
  ...signed("toself", "CNAME self"),
  ...signed("self", "CNAME self"),
  ...signed("toapex", "CNAME @"),
  ...signed("atcut", "CNAME sub"),
  ...signed("*.wild", "CNAME www"),
  ...signed("*.two", "A 192.0.2.1", "A 192.0.2.2"),
  "sub NS ns.sub",
  ...signed("sub", "DS 1 8 2 00"),
  ...signed("ns.sub", "A 192.0.2.53"),
  ...signed("old", "DNAME new"),
  ...signed("a.new", "A 192.0.2.9"),
  ...signed("circle", "DNAME circle"),
  ...signed("svc", "SVCB 1 mail", "HTTPS 1 mail"),
);

const cases: Readonly<Record<string, Expected>> = {
  "example.org. SOA": { result: "success", answer: [SOA], authority: [NS] },
  "example.org. SOA +do": { result: "success", answer: SIGNED_SOA, authority: SIGNED_NS },
  "example.org. NS +do": { result: "success", answer: SIGNED_NS },
  "example.org. MX +do": {
    result: "success",
    answer: ["@ MX 10 mail.example.org.", "@ RRSIG MX 8"],
    authority: SIGNED_NS,
    additional: ["mail A 192.0.2.25", "mail RRSIG A 8", "mail AAAA 2001:db8::25", "mail RRSIG AAAA 8"],
  },
  "example.org. MX": {
    result: "success",
    answer: ["@ MX 10 mail.example.org."],
    authority: [NS],
    additional: ["mail A 192.0.2.25", "mail AAAA 2001:db8::25"],
  },
  "svc.example.org. SVCB": {
    result: "success",
    answer: ["svc SVCB 1 mail.example.org."],
    authority: [NS],
    additional: ["mail A 192.0.2.25", "mail AAAA 2001:db8::25"],
  },
  "svc.example.org. HTTPS": {
    result: "success",
    answer: ["svc HTTPS 1 mail.example.org."],
    authority: [NS],
    additional: ["mail A 192.0.2.25", "mail AAAA 2001:db8::25"],
  },
  "alias.example.org. A": {
    result: "success",
    answer: ["alias CNAME www.example.org.", "www A 192.0.2.80", "www A 192.0.2.81"],
    authority: [NS],
  },
  "alias.example.org. A +do": {
    result: "success",
    answer: [
      ...["alias CNAME www.example.org.", "alias RRSIG CNAME 8"],
      ...["www A 192.0.2.80", "www A 192.0.2.81", "www RRSIG A 8"],
    ],
    authority: SIGNED_NS,
  },
  "alias.example.org. TXT +do": {
    result: "success",
    answer: ["alias CNAME www.example.org.", "alias RRSIG CNAME 8"],
    authority: SIGNED_NS,
  },
  "alias.example.org. CNAME +do": {
    result: "success",
    answer: ["alias CNAME www.example.org.", "alias RRSIG CNAME 8"],
    authority: SIGNED_NS,
  },
  "twice.example.org. A": {
    result: "success",
    answer: ["twice CNAME alias.example.org.", "alias CNAME www.example.org.", "www A 192.0.2.80", "www A 192.0.2.81"],
    authority: [NS],
  },
  "twice.example.org. A +do": {
    result: "success",
    answer: [
      ...["twice CNAME alias.example.org.", "twice RRSIG CNAME 8"],
      ...["alias CNAME www.example.org.", "alias RRSIG CNAME 8"],
      ...["www A 192.0.2.80", "www A 192.0.2.81", "www RRSIG A 8"],
    ],
    authority: SIGNED_NS,
  },
  "toself.example.org. A": { result: "server failure" },
  "toapex.example.org. MX": {
    result: "success",
    answer: ["toapex CNAME example.org.", "@ MX 10 mail.example.org."],
    authority: [NS],
    additional: ["mail A 192.0.2.25", "mail AAAA 2001:db8::25"],
  },
  "atcut.example.org. A +do": {
    result: "delegation",
    answer: ["atcut CNAME sub.example.org.", "atcut RRSIG CNAME 8"],
    authority: ["sub NS ns.sub.example.org.", "sub DS 1 8", "sub RRSIG DS 8"],
    additional: ["ns.sub A 192.0.2.53", "ns.sub RRSIG A 8"],
  },
  "atcut.example.org. DS": {
    result: "success",
    answer: ["atcut CNAME sub.example.org.", "sub DS 1 8"],
    authority: [NS],
  },
  "sub.example.org. NS": {
    result: "delegation",
    authority: ["sub NS ns.sub.example.org."],
    additional: ["ns.sub A 192.0.2.53"],
  },
  "x.wild.example.org. A +do": {
    result: "success",
    answer: [
      ...["x.wild CNAME www.example.org.", "*.wild RRSIG CNAME 8"],
      ...["www A 192.0.2.80", "www A 192.0.2.81", "www RRSIG A 8"],
    ],
    authority: SIGNED_NS,
  },
  "x.wild.example.org. CNAME": { result: "success", answer: ["x.wild CNAME www.example.org."], authority: [NS] },
  "x.two.example.org. A": {
    result: "success",
    answer: ["x.two A 192.0.2.1", "x.two A 192.0.2.2"],
    authority: [NS],
  },
  "x.two.example.org. A +do": {
    result: "success",
    answer: ["x.two A 192.0.2.1", "x.two A 192.0.2.2", "x.two RRSIG A 8"],
    authority: SIGNED_NS,
  },
  "x.two.example.org. TXT +do": { result: "no data", authority: SIGNED_SOA },
  "a.old.example.org. A +do": {
    result: "success",
    answer: [
      ...["old DNAME new.example.org.", "old RRSIG DNAME 8", "a.old CNAME a.new.example.org."],
      ...["a.new A 192.0.2.9", "a.new RRSIG A 8"],
    ],
    authority: SIGNED_NS,
  },
  "a.circle.example.org. A": { result: "server failure" },
  "none.example.org. A": { result: "name error", authority: [SOA] },
  "none.example.org. A +do": { result: "name error", authority: SIGNED_SOA },
};

describe("a signed zone", () => {
  test.each(Object.entries(cases))("%s", async (text, expected) =>
    expect(await sections(zone, text)).toEqual(whole(expected)),
  );
});

describe("the proof that a name is not there", () => {
  const proving = zoneOf(
    `@ ${sig("SOA")}`,
    ...signed("@", "NSEC b.ent"),
    ...signed("b.ent", "A 192.0.2.1", "NSEC mail"),
    ...signed("mail", "A 192.0.2.25", "NSEC *.wild"),
    ...signed("*.wild", "A 192.0.2.2", "NSEC x.wild"),
    ...signed("x.wild", "A 192.0.2.3", "NSEC example.org."),
  );
  const at = (owner: string, next: string): readonly string[] => [
    `${owner} NSEC ${next}example.org.`,
    `${owner} RRSIG NSEC 8`,
  ];
  test.each([
    ["ent.example.org. A +do", [...SIGNED_SOA, ...at("@", "b.ent.")]],
    ["a.example.org. A +do", [...SIGNED_SOA, ...at("@", "b.ent.")]],
    ["nn.example.org. A +do", [...SIGNED_SOA, ...at("mail", "*.wild."), ...at("@", "b.ent.")]],
    ["z.mail.example.org. A +do", [...SIGNED_SOA, ...at("mail", "*.wild.")]],
    ["nn.example.org. A", [SOA]],
    ["y.wild.example.org. TXT +do", [...SIGNED_SOA, ...at("*.wild", "x.wild.")]],
    ["y.wild.example.org. TXT", [SOA]],
    ["mail.example.org. TXT +do", [...SIGNED_SOA, ...at("mail", "*.wild.")]],
    ["mail.example.org. TXT", [SOA]],
    ["y.wild.example.org. A +do", [NS, ...at("x.wild", "")]],
    ["y.wild.example.org. A", [NS]],
  ])("%s", async (text, expected) => expect((await sections(proving, text)).authority).toEqual(expected));

  test("is the wildcard's own when a nearer name hides it", async () => {
    const hiding = zoneOf(
      ...["@ NSEC *", "* A 192.0.2.1", "* NSEC b.ent", "b.ent A 192.0.2.2", "b.ent NSEC example.org."],
    );
    expect(await sections(hiding, "c.ent.example.org. A +do")).toMatchObject({
      result: "name error",
      authority: [SOA, "b.ent NSEC example.org.", "* NSEC b.ent.example.org."],
    });
  });
  test("is not given by names that come later", async () =>
    expect((await sections(zoneOf("mail NSEC example.org."), "a.example.org. A +do")).authority).toEqual([SOA]));
});

describe("name servers and hosts with addresses", () => {
  const own = zoneOf(
    "@ NS ns",
    ...signed("ns", "A 192.0.2.53"),
    "ns.example.net. A 192.0.2.99",
    "@ MX 1 ns.example.net.",
  );
  test("of the zone itself come with them", async () => {
    const { additional, authority } = await sections(own, "example.org. NS");
    expect([additional, authority]).toEqual([["ns A 192.0.2.53"], []]);
    expect((await sections(own, "example.org. NS +do")).additional).toEqual(["ns A 192.0.2.53", "ns RRSIG A 8"]);
  });
  test("outside of the zone come without, even when its file has them", async () =>
    expect((await sections(own, "example.org. MX")).additional).toEqual([]));
});

describe("aliases", () => {
  const asked = async (text: string, ...lines: readonly string[]): Promise<readonly string[]> => {
    const questions: string[] = [];
    const resolve = (name: string, type: number): undefined => {
      questions.push(`${name} ${type}`);
    };
    await ask(zoneOf(...lines), text, { resolve });
    return questions;
  };
  test.each([
    ["NS records of a name in the zone", "alias.example.org. NS", "www.example.org. 2"],
    ["the zone's own SOA", "toapex.example.org. SOA", "example.org. 6"],
  ])("lead through the whole server to %s", async (_, text, question) =>
    expect(await asked(text, "alias CNAME www", "toapex CNAME @", "www A 192.0.2.80", "@ MX 10 www")).toEqual([
      question,
    ]),
  );
  test("lead to the SOA of no other name", async () =>
    expect(await asked("alias.example.org. SOA", "alias CNAME www", "www A 192.0.2.80")).toEqual([]));
  test("lead out even when the file has name servers of the zone that they lead to", async () =>
    expect(
      await asked("alias.example.org. A", "alias CNAME www.example.net.", "example.net. NS ns.example.net."),
    ).toEqual(["www.example.net. 1"]));
});

describe("beside names of one label CoreDNS takes the root for a wildcard", () => {
  const root = zoneAt(ROOT, "@ SOA a.example.net. admin.example.net. 1 1 1 1 1", "@ NS a.example.net.", "@ TXT root");
  test("that gives what the root owns", async () => {
    expect(await sections(root, "org. TXT")).toMatchObject({ result: "success", answer: ['org. TXT "root"'] });
    expect((await sections(root, "example.org. TXT")).result).toBe("success");
    expect((await sections(root, "org. A")).result).toBe("no data");
  });
  test("but not when the root owns nothing else than SOA and NS", async () => {
    const bare = zoneAt(ROOT, "@ SOA a.example.net. admin.example.net. 1 1 1 1 1", "*. TXT star");
    expect((await sections(bare, "org. TXT")).result).toBe("name error");
  });
});

test("a zone without SOA fails at its apex as well", async () =>
  expect((await ask(bareZone("@ NS ns.example.net."), "example.org. NS")).result).toBe("server failure"));
