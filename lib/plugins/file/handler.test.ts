import { describe, expect, test } from "vitest";
import { lines } from "../../chain/_test/messages.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { runCorefile, world } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const DB = `$TTL 60
@ SOA ns admin 7 1 1 1 1
  NS ns
ns A 192.0.2.53
www A 192.0.2.1
alias CNAME www
self CNAME self
sub NS ns.sub
ns.sub A 192.0.2.54
tosub CNAME a.sub
deep.ent A 192.0.2.2
*.wild A 192.0.2.3
old DNAME new
new A 192.0.2.4
a.new A 192.0.2.5
`;

const start = (block = "file db", files: Readonly<Record<string, string>> = { db: DB }) =>
  runCorefile(setup, `example.org:1053 {\n${block}\n}`, world(files));

interface Expected {
  readonly verdict?: string;
  readonly rcode?: number;
  readonly authoritative?: boolean;
  readonly sentence: string;
  readonly line?: number;
}

const cases: Readonly<Record<string, Expected>> = {
  "www.example.org. A": { sentence: "www.example.org. is in zone example.org. (db); A records: 1", line: 5 },
  "example.org. SOA": { sentence: "example.org. is the apex of zone example.org. (db)", line: 2 },
  "alias.example.org. A": {
    sentence: "alias.example.org. is an alias of www.example.org.; A records of www.example.org.: 1",
    line: 6,
  },
  "www.example.org. MX": {
    sentence: "www.example.org. has no MX records (it has A): NODATA, an empty answer with the SOA",
    line: 5,
  },
  "no.example.org. A": {
    rcode: Rcode.NXDOMAIN,
    sentence:
      "zone example.org. (db) has no no.example.org.; fallthrough is not set for it, so the chain ends here with NXDOMAIN",
  },
  "ent.example.org. A": {
    sentence:
      "ent.example.org. exists only as the parent of deep.ent.example.org. and has no records of its own: NODATA, an empty answer with the SOA",
    line: 11,
  },
  "a.sub.example.org. A": {
    authoritative: false,
    sentence:
      "a.sub.example.org. is at or below the zone cut sub.example.org., which is delegated to ns.sub.example.org.: the answer is a referral",
    line: 8,
  },
  "tosub.example.org. A": {
    sentence:
      "tosub.example.org. is an alias of a.sub.example.org.; a.sub.example.org. is at or below the zone cut sub.example.org., so the answer is the alias and a referral",
    line: 10,
  },
  "x.wild.example.org. A": {
    sentence: "x.wild.example.org. is made from the wildcard *.wild.example.org. of zone example.org.",
    line: 12,
  },
  "a.old.example.org. A": {
    sentence:
      "a.old.example.org. is an alias of a.new.example.org. (by the DNAME record of old.example.org.); A records of a.new.example.org.: 1",
    line: 13,
  },
};

describe("file", () => {
  test.each(Object.entries(cases))("%s", async (question, expected) => {
    const { ask } = await start();
    const { message, verdict, sentence, rule, outcome } = await ask(question);
    const { rcode = 0, authoritative = true, line } = expected;
    expect([message?.rcode, message?.authoritative, outcome.rcode, verdict]).toEqual([
      rcode,
      authoritative,
      0,
      "answered",
    ]);
    expect([sentence, rule?.start.line, rule?.file]).toEqual([expected.sentence, line, line && "db"]);
  });

  test("an alias of itself is a failure", async () => {
    const { outcome, verdict } = await (await start()).ask("self.example.org. A");
    expect([outcome, verdict]).toEqual([{ rcode: Rcode.SERVFAIL, answeredBy: "file" }, "failed"]);
  });
});

describe("names outside of its zones", () => {
  test("go on to the next plugin", async () => {
    const { outcome } = await (await start()).ask("www.example.net. A", replying());
    expect(outcome.answeredBy).toBe("next");
  });
  test("are REFUSED at the end of the chain", async () => {
    const { outcome } = await (await start()).ask("www.example.net. A");
    expect(outcome).toEqual({ rcode: Rcode.REFUSED, answeredBy: "file" });
  });
});

describe("what it does not do", () => {
  test.each(["AXFR", "IXFR"])("%s is REFUSED", async (type) => {
    const { outcome } = await (await start()).ask(`example.org. ${type}`);
    expect(outcome).toEqual({ rcode: Rcode.REFUSED, answeredBy: "file" });
  });
  test("NOTIFY is dropped", async () => {
    const { ask, host } = await start();
    const { outcome } = await ask("example.org. SOA", undefined, { fields: { opcode: Opcode.NOTIFY } });
    expect(outcome).toEqual({ rcode: 0, answeredBy: "file" });
    expect(host.log.lines).toEqual(["[INFO] plugin/file: Dropping notify from 192.0.2.99 for example.org."]);
  });
});

describe("fallthrough", () => {
  const answeredBy = async (property: string, question: string): Promise<string | undefined> =>
    (await (await start(`file db {\n${property}\n}`)).ask(question, replying())).outcome.answeredBy;

  test.each([
    ["fallthrough", "no.example.org. A", "next"],
    ["fallthrough", "ent.example.org. A", "next"],
    ["fallthrough", "www.example.org. MX", "file"],
    ["fallthrough", "www.example.org. A", "file"],
    ["fallthrough a.example.org", "no.example.org. A", "file"],
    ["fallthrough a.example.org", "b.a.example.org. A", "next"],
  ])("%s: %s goes to %s", async (property, question, expected) =>
    expect(await answeredBy(property, question)).toBe(expected),
  );
});

describe("several zones", () => {
  test("one file for two zones, each with its own names", async () => {
    const { ask } = await start("file db example.org example.net");
    expect((await ask("www.example.org. A")).answer).toEqual(["www.example.org. 60 IN A 192.0.2.1"]);
    expect((await ask("www.example.net. A")).answer).toEqual(["www.example.net. 60 IN A 192.0.2.1"]);
  });
  test("the longest zone answers", async () => {
    const { ask } = await start("file db\nfile db2 sub.example.org", { db: DB, db2: DB });
    expect((await ask("www.sub.example.org. A")).answer).toEqual(["www.sub.example.org. 60 IN A 192.0.2.1"]);
  });
  test("the last file of a zone counts", async () => {
    const { ask } = await start("file db\nfile db2", { db: DB, db2: DB.replace("192.0.2.1", "192.0.2.99") });
    expect((await ask("www.example.org. A")).answer).toEqual(["www.example.org. 60 IN A 192.0.2.99"]);
  });
  test("a file below root, and one that it includes", async () => {
    const files = { "zones/db": `${DB}$INCLUDE more sub2\n`, "zones/more": "a A 192.0.2.77\n" };
    const host = world(files);
    const running = await runCorefile(setup, "example.org:1053 {\nfile ./zones/db\n}", host);
    expect(running.messages).toEqual([]);
    const { answer, rule } = await running.ask("a.sub2.example.org. A");
    expect(answer).toEqual(["a.sub2.example.org. 60 IN A 192.0.2.77"]);
    expect([rule?.file, rule?.start.line]).toEqual(["zones/more", 1]);
  });
});

test("referrals carry glue", async () => {
  const { message } = await (await start()).ask("a.sub.example.org. A");
  expect(lines(message?.authority ?? [])).toEqual(["sub.example.org. 60 IN NS ns.sub.example.org."]);
  expect(lines(message?.additional ?? [])).toEqual(["ns.sub.example.org. 60 IN A 192.0.2.54"]);
});
