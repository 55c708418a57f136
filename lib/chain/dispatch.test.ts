import { describe, expect, test } from "vitest";
import { Opcode } from "../dns/iana/opcode.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { query } from "./_test/messages.ts";
import { answering, served } from "./_test/serving.ts";
import { Dispatcher, type ServedZone } from "./dispatch.ts";

const zone = (name: string, more: Partial<ServedZone> = {}): ServedZone => served(name, [answering("whoami")], more);
const empty = (name: string): ServedZone => served(name, []);
const never = { filters: [() => false], viewName: "never" };

interface Case {
  readonly zones: readonly ServedZone[];
  readonly question: string;
  /** Index of the zone that takes it, or the code of the refusal. */
  readonly goesTo: number | { readonly refusal: number };
  readonly opcode?: number;
}

const REFUSED = { refusal: Rcode.REFUSED };

const cases: Readonly<Record<string, Case>> = {
  "the longest zone takes the query, whatever the order": {
    zones: [zone("."), zone("example.org."), zone("org.")],
    question: "www.example.org. A",
    goesTo: 1,
  },
  "case does not matter": { zones: [zone("example.org.")], question: "WWW.Example.ORG. A", goesTo: 0 },
  "zones match by whole labels": { zones: [zone("ample.org.")], question: "example.org. A", goesTo: REFUSED },
  "the root takes what nobody else does": { zones: [zone("org."), zone(".")], question: "example.net. A", goesTo: 1 },
  "without the root it is refused": { zones: [zone("org.")], question: "example.net. A", goesTo: REFUSED },
  "DS goes past the longest zone to the one above it": {
    zones: [zone("sub.example.org."), zone("example.org.")],
    question: "sub.example.org. DS",
    goesTo: 1,
  },
  "DS goes to the topmost zone but for the root": {
    zones: [zone("sub.example.org."), zone("example.org."), zone("org."), zone(".")],
    question: "sub.example.org. DS",
    goesTo: 2,
  },
  "DS stays where there is no zone above": {
    zones: [zone("example.org."), zone(".")],
    question: "example.org. DS",
    goesTo: 0,
  },
  "DS of another opcode is like any type": {
    zones: [zone("sub.example.org."), zone("example.org.")],
    question: "sub.example.org. DS",
    opcode: Opcode.NOTIFY,
    goesTo: 0,
  },
  "a zone without plugins refuses, whatever is above it": {
    zones: [empty("example.org."), zone(".")],
    question: "www.example.org. A",
    goesTo: REFUSED,
  },
  "a root without plugins is passed over": {
    zones: [empty("."), zone(".")],
    question: "www.example.org. A",
    goesTo: 1,
  },
  "but not for the root itself": { zones: [empty("."), zone(".")], question: ". NS", goesTo: REFUSED },
  "of several blocks of a zone the first whose view holds takes it": {
    zones: [zone("example.org.", never), zone("example.org.")],
    question: "www.example.org. A",
    goesTo: 1,
  },
  "when no view of a zone holds the search goes on above": {
    zones: [zone("example.org.", never), zone("org.")],
    question: "www.example.org. A",
    goesTo: 1,
  },
  "NOTIFY is taken by every block": {
    zones: [zone(".")],
    question: "example.org. SOA",
    opcode: Opcode.NOTIFY,
    goesTo: 0,
  },
  "an update is taken by blocks that take updates": {
    zones: [zone(".", { opcodes: new Set([Opcode.UPDATE]) })],
    question: "example.org. SOA",
    opcode: Opcode.UPDATE,
    goesTo: 0,
  },
  "an update is not implemented in other blocks of the listener": {
    zones: [zone("example.org."), zone("example.net.", { opcodes: new Set([Opcode.UPDATE]) })],
    question: "example.org. SOA",
    opcode: Opcode.UPDATE,
    goesTo: { refusal: Rcode.NOTIMP },
  },
};

describe("dispatch", () => {
  test.each(Object.entries(cases))("%s", (_, { zones, question, goesTo, opcode = Opcode.QUERY }) => {
    const asked = query(question, { opcode });
    const choice = new Dispatcher(zones).choose(asked);
    expect(choice).toEqual(typeof goesTo === "number" ? zones[goesTo] : goesTo);
  });

  test("leaves zone and view of the block in the query", () => {
    const asked = query("www.example.org. A");
    new Dispatcher([zone("example.org.", { viewName: "inside" })]).choose(asked);
    expect(asked).toMatchObject({ zone: "example.org.", view: "inside" });
  });

  test("collects labels before a view is asked", () => {
    const labels = () => new Map([["client/group", () => "staff"]]);
    const filters = [(asked: ReturnType<typeof query>) => asked.metadata?.get("client/group")?.() === "staff"];
    const zones = [zone(".", { labels, filters })];
    expect(new Dispatcher(zones).choose(query("www.example.org. A"))).toBe(zones[0]);
  });
});

describe("classes", () => {
  const cases = {
    "IN alone by default": false,
    "all when one block of the listener opens them": true,
  } as const;
  test.each(Object.entries(cases))("%s", (_, opensClasses) => {
    const dispatcher = new Dispatcher([zone("example.net."), zone("example.org.", { opensClasses })]);
    expect([dispatcher.takesClass(1), dispatcher.takesClass(3)]).toEqual([true, opensClasses]);
  });
});

describe("how blocks compare, in an explanation", () => {
  test("each block of the listener has its word", () => {
    const zones = [zone("."), zone("example.org.", never), zone("example.org."), zone("example.net.")];
    const dispatcher = new Dispatcher(zones);
    const asked = query("www.example.org. A");
    expect(dispatcher.describe(asked, dispatcher.choose(asked))).toMatchObject([
      { zone: ".", match: "shorter match" },
      { zone: "example.org.", match: "same zone, view did not match", view: "never" },
      { zone: "example.org.", match: "longest match" },
      { zone: "example.net.", match: "no match" },
    ]);
  });
});
