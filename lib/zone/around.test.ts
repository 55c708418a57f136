import { describe, expect, test } from "vitest";
import { type CanonicalName, canonical, ROOT, readName } from "../dns/name/name.ts";
import { bareZone, zoneAt, zoneOf } from "./_test/zone-of.ts";
import { childOf, hiddenWildcard, typesAt, withOriginTwice } from "./around.ts";

const name = (text: string): CanonicalName => canonical(readName(text) ?? ROOT);

describe("a wildcard that a nearer name hides", () => {
  const zone = zoneOf(
    "* A 192.0.2.1",
    "*.apps A 192.0.2.10",
    "api.apps A 192.0.2.11",
    "v1.db.apps A 192.0.2.12",
    "_Sip.apps SRV 0 0 5060 api.apps",
    "www A 192.0.2.80",
    "a.b.www A 192.0.2.81",
  );
  const byName = { wildcard: "*.apps.example.org.", encloser: "api.apps.example.org.", child: undefined };
  test.each([
    ["x.api.apps.example.org.", byName],
    ["x.y.api.apps.example.org.", byName],
    ["api.apps.example.org.", byName],
    ["x.db.apps.example.org.", { ...byName, encloser: "db.apps.example.org.", child: "v1.db.apps.example.org." }],
    ["x._sip.apps.example.org.", { ...byName, encloser: "_Sip.apps.example.org." }],
    ["x.www.example.org.", { ...byName, wildcard: "*.example.org.", encloser: "www.example.org." }],
    [
      "x.b.www.example.org.",
      { wildcard: "*.example.org.", encloser: "b.www.example.org.", child: "a.b.www.example.org." },
    ],
    ["x.*.apps.example.org.", { ...byName, wildcard: "*.example.org.", encloser: "*.apps.example.org." }],
    ["x.*.example.org.", undefined],
    ["x.example.org.", undefined],
    ["example.org.", undefined],
    ["www.example.net.", undefined],
  ])("%s", (qname, expected) => expect(hiddenWildcard(zone, name(qname))).toEqual(expected));

  test("may be above names that exist only as parents", () =>
    expect(
      hiddenWildcard(zoneOf("a.*.apps A 192.0.2.1", "api.apps A 192.0.2.2"), name("x.api.apps.example.org.")),
    ).toEqual(byName));
  test("is looked for within the zone only", () =>
    expect(
      hiddenWildcard(bareZone("*.org. A 192.0.2.1", "www A 192.0.2.2"), name("x.www.example.org.")),
    ).toBeUndefined());
  test("may be the one of the root zone", () =>
    expect(hiddenWildcard(zoneAt(ROOT, "* A 192.0.2.1", "www.org A 192.0.2.2"), name("x.org."))).toEqual({
      wildcard: "*.",
      encloser: "org.",
      child: "www.org.",
    }));
});

test("the first name of the file below another stands for all of them", () => {
  const zone = zoneOf("www A 192.0.2.1", "db A 192.0.2.2", "z.db A 192.0.2.3", "a.db A 192.0.2.4");
  expect(childOf(zone, name("db.example.org."))?.toString()).toBe("z.db.example.org.");
  expect(childOf(zone, name("www.example.org."))).toBeUndefined();
  expect(childOf(zone, name("none.example.org."))).toBeUndefined();
});

test("a name without its last dot has the origin twice", () => {
  const zone = zoneOf("mail.example.org A 192.0.2.25");
  expect(withOriginTwice(zone, name("mail.example.org."))?.name).toBe("mail.example.org.example.org.");
  expect(withOriginTwice(zone, name("www.example.org."))).toBeUndefined();
  expect(withOriginTwice(zoneAt(ROOT, "mail.org A 192.0.2.25"), name("mail.org."))).toBeUndefined();
});

test("the types of a name come in the order of the file", () => {
  const zone = zoneOf("www TXT web", "www A 192.0.2.80", "www TXT more");
  expect(typesAt(zone.node(name("www.example.org.")))).toEqual(["TXT", "A"]);
  expect(typesAt(undefined)).toEqual([]);
});
