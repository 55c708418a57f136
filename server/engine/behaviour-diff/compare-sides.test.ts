import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { BehaviourChange, BehaviourDiff } from "../../../lib/behaviour-diff/behaviour-diff.ts";
import { changePlace } from "../../../lib/behaviour-diff/text-changes.ts";
import { questionText } from "../../../lib/questions/placed-question.ts";
import type { Progress } from "./ask-both.ts";
import { type CompareOptions, compareSides } from "./compare-sides.ts";
import { type Side, sideOfTexts } from "./side.ts";

const FIXTURES = resolve(import.meta.dirname, "../../../fixtures/behaviour-diff");
const OPTIONS: CompareOptions = { allowed: ["/"], environment: {}, mayAskNetwork: false };

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "behaviour-diff-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A side of texts; a text alone is its Corefile. */
const side = (texts: string | Readonly<Record<string, string>>, title = "texts"): Side =>
  sideOfTexts(typeof texts === "string" ? { Corefile: texts } : texts, { title, root: folder, corefile: "Corefile" });

async function diffOf(before: Side, after: Side, options: Partial<CompareOptions> = {}): Promise<BehaviourDiff> {
  const compared = await compareSides({ before, after }, { ...OPTIONS, ...options });
  if (compared.kind === "unstarted") throw new Error(compared.problems.map(({ message }) => message).join("\n"));
  return compared.diff;
}

const named = (diff: BehaviourDiff, text: string): BehaviourChange | undefined =>
  diff.changes.find(({ question }) => questionText(question) === text);
const causeOf = (diff: BehaviourDiff, change: BehaviourChange | undefined): readonly string[] =>
  change?.cause.changes.flatMap((index) => diff.edits[index] ?? []).map(changePlace) ?? [];
const ask = (...texts: readonly string[]) =>
  texts.map((text) => {
    const [name = "", type = "A", , from] = text.split(" ");
    return { name, type, source: "test", ...(from === undefined ? {} : { from }) };
  });

describe("changes that broke people", () => {
  const fixture = (name: string): Promise<BehaviourDiff> => {
    const [before, after] = ["before", "after"].map((title): Side => {
      const root = join(FIXTURES, name, title);
      return { title, root, corefile: "Corefile", ...(name.startsWith("rewrite") ? { cluster: "cluster" } : {}) };
    });
    if (before === undefined || after === undefined) throw new Error("two sides");
    return diffOf(before, after);
  };

  it("fallthrough that was lost with an edit beside it: all other names fail", async () => {
    const diff = await fixture("fallthrough-forgotten");
    const change = named(diff, "www.example.com A");
    expect(change).toMatchObject({
      kind: "fails",
      before: { rcode: "NOERROR", plugin: "forward" },
      after: { rcode: "SERVFAIL", plugin: "hosts" },
      firstDifference: {
        before: { plugin: "hosts", verdict: "fell through" },
        after: { plugin: "hosts", verdict: "failed" },
      },
      cause: { by: "asked" },
    });
    expect(causeOf(diff, change)).toEqual(["Corefile:7"]);
    expect(diff.edits[change?.cause.changes[0] ?? -1]?.removed).toEqual(["        fallthrough\n"]);
    // The edit of the cache changes TTLs, and nothing else.
    const ttl = named(diff, "git.corp.example A");
    expect(ttl?.kind).toBe("ttl");
    expect(causeOf(diff, ttl)).toEqual(["Corefile:12"]);
    expect(named(diff, "git.corp.example AAAA")).toBeUndefined();
  });

  it("a cache that comes before acl: clients that were refused are answered", async () => {
    const diff = await fixture("cache-before-acl");
    const change = named(diff, "ledger.accounts.corp.example A from 10.8.0.4");
    expect(change).toMatchObject({
      kind: "rcode",
      before: { rcode: "REFUSED", plugin: "acl" },
      after: { rcode: "NOERROR", answer: [{ rdata: "10.1.7.20" }] },
    });
    expect(causeOf(diff, change)).toEqual(["Corefile:3-5"]);
    expect(named(diff, "ledger.accounts.corp.example A from 10.9.0.0 at port 53")?.kind ?? "same").not.toBe("rcode");
  });

  it("a rewrite without its answer: the reply is about another name", async () => {
    const diff = await fixture("rewrite-without-answer");
    const change = named(diff, "shop.apps.example A");
    expect(change).toMatchObject({
      kind: "answer",
      before: { rcode: "NOERROR", answer: [{ name: "shop.apps.example." }] },
      after: { rcode: "NOERROR", answer: [{ name: "shop.prod.svc.cluster.local." }] },
      firstDifference: { before: { plugin: "rewrite" }, after: { plugin: "rewrite" } },
    });
    expect(causeOf(diff, change)).toEqual(["Corefile:5"]);
  });
});

const HOSTS =
  "example.org {\n    hosts {\n        192.0.2.1 www.example.org\n        192.0.2.2 db.example.org\n    }\n}\n";

describe("two sides", () => {
  test("of the same text are identical", async () => {
    const diff = await diffOf(side(HOSTS), side(HOSTS));
    expect(diff).toMatchObject({ changes: [], edits: [], isWhole: true, leftOut: 0 });
    expect(diff.counts.same).toBe(diff.asked);
    expect(diff.asked).toBeGreaterThan(10);
  });

  test("with a cache and random policies are identical", async () => {
    const text = `. {\n cache 30\n loadbalance\n forward . 192.0.2.1 192.0.2.2 192.0.2.3 {\n policy random\n max_fails 0\n }\n}\n`;
    const diff = await diffOf(side(text), side(text));
    expect(diff.changes).toEqual([]);
    expect(diff.madeUp).toBeGreaterThan(0);
  });

  test("of which one is no Corefile tell so, with CoreDNS's words", async () => {
    expect(
      await compareSides({ before: side(HOSTS), after: side("example.org {\n hosts {\n") }, OPTIONS),
    ).toMatchObject({
      kind: "unstarted",
      side: "after",
      problems: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringMatching(/^Corefile:2 - Error during parsing: /) }),
      ]),
    });
  });

  test("on other ports: nothing listens on the old one", async () => {
    const diff = await diffOf(side(HOSTS), side(HOSTS.replace("example.org {", "example.org:5300 {")));
    expect(named(diff, "www.example.org A at port 53")).toMatchObject({
      kind: "fails",
      after: { rcode: "none", because: "nothing listens on port 53" },
    });
  });

  test("of which one drops questions: nobody waits for a reply that does not come", async () => {
    const drops = HOSTS.replace("    hosts", "    acl {\n        drop net 10.0.0.0/8\n    }\n    hosts");
    const startedMs = performance.now();
    const diff = await diffOf(side(HOSTS), side(drops), {
      questions: ask(...Array.from({ length: 10 }, (_, host) => `www.example.org A from 10.0.0.${host}`)),
    });
    expect(diff.changes.map(({ after }) => after.because)).toEqual(
      Array.from({ length: 10 }, () => "nothing was sent"),
    );
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  test("with an upstream instead of another: the answer is not known", async () => {
    const forward = (address: string): string => `. {\n forward . ${address}\n}\n`;
    const diff = await diffOf(side(forward("192.0.2.1")), side(forward("192.0.2.9")), {
      questions: ask("www.example.com"),
    });
    expect(diff.changes).toMatchObject([
      { kind: "upstream", before: { madeUpBy: ["192.0.2.1:53"] }, after: { madeUpBy: ["192.0.2.9:53"] } },
    ]);
  });

  test("use what dns-tests.yaml says of upstreams", async () => {
    const files = {
      Corefile: ". {\n forward . 192.0.2.1\n}\n",
      "dns-tests.yaml": 'tests: []\nupstreams: ["www.example.com. 60 IN A 203.0.113.9"]\n',
    };
    const diff = await diffOf(side(HOSTS), side(files), { questions: ask("www.example.com") });
    expect(diff.changes).toMatchObject([
      { after: { rcode: "NOERROR", answer: [{ rdata: "203.0.113.9" }], madeUpBy: [] } },
    ]);
  });
});

describe("causes", () => {
  it("are the smallest set of edits that gives the new answer", async () => {
    const zone = (address: string): string =>
      `$TTL 60\n@ IN SOA ns h 1 2 3 4 5\n@ IN NS ns\nns IN A 192.0.2.53\nwww IN A ${address}\n`;
    const before = {
      Corefile:
        "example.org {\n    hosts {\n        192.0.2.9 www.example.org\n        fallthrough\n    }\n    file db\n}\n",
      db: zone("192.0.2.1"),
    };
    const after = {
      Corefile: before.Corefile.replace("        192.0.2.9 www.example.org\n", "").replace(
        "file db",
        "file db\n    errors",
      ),
      db: zone("192.0.2.2"),
    };
    const diff = await diffOf(side(before), side(after));
    const change = named(diff, "www.example.org A");
    expect(change?.cause.by).toBe("asked");
    // The line of the hosts block hid the record; only both edits together give the new one.
    expect(causeOf(diff, change)).toEqual(["Corefile:3", "db:5"]);
  });

  it("are read from the ways where edits do not start alone", async () => {
    const many = (letter: string): string =>
      `example.org {\n hosts {\n${Array.from({ length: 30 }, (_, host) => `  192.0.2.${letter}${host} h${host}.example.org\n  192.0.2.250 same${host}.example.org\n`).join("")} }\n}\n`;
    const diff = await diffOf(side(many("1")), side(many("2")), { questions: ask("h7.example.org") });
    expect(diff.edits).toHaveLength(30);
    expect(diff.changes).toMatchObject([{ cause: { by: "read" } }]);
    expect(causeOf(diff, diff.changes[0])).toEqual(["Corefile:17"]);
  });
});

describe("a stream of questions", () => {
  const other = HOSTS.replace("192.0.2.1 ", "192.0.2.7 ");

  it("is asked once for each different one, and counted", async () => {
    async function* log() {
      for (let line = 0; line < 1000; line++)
        yield { name: line % 4 === 0 ? "DB.example.org" : "www.example.org.", type: "A", source: "the log", count: 2 };
    }
    const told: Progress[] = [];
    const diff = await diffOf(side(HOSTS), side(other), {
      questions: log(),
      onProgress: (progress) => told.push(progress),
    });
    expect(diff).toMatchObject({ asked: 2, askedTimes: 2000, counts: { answer: 1, same: 1 } });
    expect(diff.changes).toMatchObject([{ count: 1500, kind: "answer" }]);
    expect(told.at(-1)).toMatchObject({ asked: 2, come: 1000, changed: 1 });
  });

  it("ends when it is cancelled, with what was found so far", async () => {
    const controller = new AbortController();
    function* endless() {
      for (let host = 0; ; host++) {
        if (host === 40) controller.abort();
        yield { name: host % 2 === 0 ? "www.example.org" : `h${host}.example.org`, type: "A", source: "the log" };
      }
    }
    const diff = await diffOf(side(HOSTS), side(other), { questions: endless(), signal: controller.signal });
    expect(diff).toMatchObject({ isWhole: false, asked: 21, changes: [{ kind: "answer" }] });
  });
});

test("a folder on the disk and texts alone are both sides", async () => {
  const path = join(folder, "on-disk/zones/db.example.org");
  mkdirSync(dirname(path), { recursive: true });
  const zone = "$TTL 60\n@ IN SOA ns h 1 2 3 4 5\n@ IN NS ns\nns IN A 192.0.2.53\n";
  writeFileSync(path, zone);
  writeFileSync(join(folder, "on-disk/Corefile"), "example.org {\n    file zones/db.example.org\n}\n");
  const texts = {
    Corefile: "example.org {\n    file zones/db.example.org\n}\n",
    "zones/db.example.org": zone.replace(".53", ".54"),
  };
  const diff = await diffOf({ title: "disk", root: join(folder, "on-disk"), corefile: "Corefile" }, side(texts));
  expect(causeOf(diff, named(diff, "ns.example.org A"))).toEqual(["zones/db.example.org:4"]);
});
