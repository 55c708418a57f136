/** Signing zone files: what is written, when, and what the log tells. */
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import type { Timer } from "../../ports/clock.ts";
import { octetString } from "../../text/octets.ts";
import { runCorefile, type World, world } from "../_test/run.ts";
import { setup } from "./setup.ts";

const PUBLIC = "mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==";
const PRIVATE = "Private-key-format: v1.3\nAlgorithm: 13\nPrivateKey: GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=\n";
const SILENT = `${PUBLIC.slice(0, -4)}/w==`;
const SIGNED_FILE = "signed/db.example.org.signed";
const DAY_MS = 24 * 3_600_000;
const NOW = "2026-01-01T00:00:00.000Z";
const SERIAL = Date.parse(NOW) / 1000;
const NEXT = "2026-01-01T05:00:00.000Z";

const ZONE = [
  "$ORIGIN example.org.",
  "@ 3600 IN SOA NS admin 7 7200 900 1209600 300",
  "@ 600 IN NS ns",
  "@ 3600 IN DNSKEY 257 3 13 AAAA",
  "@ 3600 IN CDS 1 13 2 AABB",
  "WWW 60 IN A 192.0.2.2",
  "www 60 IN A 192.0.2.1",
  "sub 90 IN NS ns.sub",
  "sub 90 IN DS 1 13 2 AABB",
  "ns.sub 90 IN A 192.0.2.3",
  "ns 60 IN A 192.0.2.4",
  "",
].join("\n");

function hostWith(files: Readonly<Record<string, string>> = {}): World {
  const key = (publicHalf: string): string => `example.org. IN DNSKEY 257 3 13 ${publicHalf}\n`;
  const keys = {
    "k.key": key(PUBLIC),
    "k.private": PRIVATE,
    "silent.key": key(SILENT),
    "silent.private": PRIVATE,
  };
  return world({ ...keys, db: ZONE, ...files });
}

async function start(host: World, use = "db {\nkey file k\ndirectory signed\n}") {
  const running = await runCorefile(setup, `example.org:1053 {\nsign ${use}\n}`, host);
  expect(running.problem).toBeUndefined();
  await host.clock.pass(0);
  return running;
}

/** The lines of a written file with single spaces. */
function written({ storage }: World, path = SIGNED_FILE): readonly string[] {
  const octets = storage.files.get(path);
  if (octets === undefined) throw new Error(`${path} was not written: ${[...storage.files.keys()].join(" ")}`);
  return octetString(octets).trimEnd().replaceAll("\t", " ").split("\n");
}

/** Without the octets of signatures, keys and digests. */
const brief = (line: string): string => line.replace(/( IN (?:RRSIG|DNSKEY|CDS|CDNSKEY) .*) \S+$/, "$1");

const TIMES = "20260202000000 20251231210000";

test("a signed zone has its keys, the chain of its names, and signatures over all that is its own", async () => {
  const host = hostWith();
  await start(host);
  const rrsig = (owner: string, covers: string, ttl: number): string =>
    `${owner} ${ttl} IN RRSIG ${covers} 13 ${owner.split(".").length - 1} ${ttl} ${TIMES} 2371 example.org.`;
  const lines = written(host).map(brief);
  expect(lines.slice(0, 4)).toEqual([
    `example.org. 3600 IN SOA ns.example.org. admin.example.org. ${SERIAL} 7200 900 1209600 300`,
    rrsig("example.org.", "SOA", 3600),
    "example.org. 600 IN NS ns.example.org.",
    rrsig("example.org.", "NS", 3600),
  ]);
  expect([...lines.slice(4)].sort()).toEqual(
    [
      "example.org. 3600 IN DNSKEY 257 3 13",
      "example.org. 3600 IN CDS 2371 13 1",
      "example.org. 3600 IN CDS 2371 13 2",
      "example.org. 3600 IN CDNSKEY 257 3 13",
      "example.org. 300 IN NSEC ns.example.org. NS SOA RRSIG NSEC DNSKEY CDS CDNSKEY",
      ...["DNSKEY", "CDS", "CDNSKEY"].map((type) => rrsig("example.org.", type, 3600)),
      rrsig("example.org.", "NSEC", 300),
      "ns.example.org. 60 IN A 192.0.2.4",
      "ns.example.org. 300 IN NSEC sub.example.org. A RRSIG NSEC",
      rrsig("ns.example.org.", "A", 60),
      rrsig("ns.example.org.", "NSEC", 300),
      "ns.sub.example.org. 90 IN A 192.0.2.3",
      "sub.example.org. 90 IN NS ns.sub.example.org.",
      "sub.example.org. 90 IN DS 1 13 2 AABB",
      "sub.example.org. 300 IN NSEC www.example.org. NS DS RRSIG NSEC",
      rrsig("sub.example.org.", "DS", 90),
      rrsig("sub.example.org.", "NSEC", 300),
      "www.example.org. 60 IN A 192.0.2.2",
      "www.example.org. 60 IN A 192.0.2.1",
      "www.example.org. 300 IN NSEC example.org. A RRSIG NSEC",
      rrsig("www.example.org.", "A", 60),
      rrsig("www.example.org.", "NSEC", 300),
    ].sort(),
  );
});

test("jitter makes signatures begin earlier and end later", async () => {
  const host = { ...hostWith(), random: { ...hostWith().random, fraction: () => 0.5 } };
  await start(host);
  expect(written(host)[1]).toContain(" 20260204120000 20251231120000 ");
});

test("every key signs, and every zone has a file of its own; the last gives the keys their name", async () => {
  const host = hostWith({ "k2.key": `example.org. IN DNSKEY 257 3 13 A${PUBLIC.slice(1)}\n`, "k2.private": PRIVATE });
  host.files.write("db", "@ 60 IN SOA ns admin 1 1 1 1 1\n");
  await start(host, "db example.org example.net {\nkey file k k2\ndirectory signed\n}");
  const [org, net] = ["org", "net"].map((top) => written(host, `signed/db.example.${top}.signed`).map(brief));
  expect(org?.filter((line) => line.includes(" RRSIG SOA "))).toHaveLength(2);
  for (const lines of [org, net]) expect(lines).toContain("example.net. 60 IN DNSKEY 257 3 13");
});

const DONE = `[INFO] plugin/sign: Successfully signed zone "example.org." in "${SIGNED_FILE}" with key tags "2371" and ${SERIAL} SOA serial, elapsed 0.000000, next: ${NEXT}`;
const because = (why: string): string => `[INFO] plugin/sign: Signing "example.org." because ${why}`;

/** A signed file with a signature of these times, and why it is signed again; undefined when it is not. */
const files: Readonly<Record<string, readonly [string | undefined, string | undefined]>> = {
  "no file": [undefined, `open ${SIGNED_FILE}: no such file or directory`],
  "signed six days ago": ["20260202000000 20251226000000", undefined],
  "signed longer ago": [
    "20260202000000 20251225235959",
    `inception "2025-12-25T23:59:59.000Z" was more than: 144h0m0s ago from ${NOW}: 144h0m1s`,
  ],
  "signed in the future": [
    "20260202000000 20260101000001",
    'inception "2026-01-01T00:00:01.000Z" date is in the future: -1s',
  ],
  "with a week left": ["20260108000000 20251231210000", undefined],
  "with less left": [
    "20260107235959 20251231210000",
    `expiration "2026-01-07T23:59:59.000Z" is less than: 168h0m0s away from ${NOW}: 167h59m59s`,
  ],
};

describe("a zone is signed again", () => {
  test.each(Object.entries(files))("%s", async (_, [times, why]) => {
    const soa = "example.org. 60 IN SOA ns. admin. 1 1 1 1 1\n";
    const file = `${soa}example.org. 60 IN RRSIG SOA 13 2 60 ${times} 2371 example.org. AAAA\n`;
    const host = hostWith(times === undefined ? {} : { [SIGNED_FILE]: file });
    await start(host);
    const skipped = `[INFO] plugin/sign: Skipping signing zone "example.org." in "${SIGNED_FILE}": signatures are valid`;
    expect(host.log.lines).toEqual(why === undefined ? [skipped] : [because(why), DONE]);
    expect(host.storage.files.size).toBe(why === undefined ? 0 : 1);
  });
  test("when the file cannot be read as one", async () => {
    const host = hostWith({ [SIGNED_FILE]: "example.org. 60 IN A x\n" });
    await start(host);
    expect(host.log.lines[0]).toBe(because('resign: dns: bad A A: "x" at line: 1:22'));
  });
  test("when its first hundred records have no signature of the SOA record", async () => {
    const records = (count: number): string => "example.org. 60 IN A 192.0.2.1\n".repeat(count);
    const many = hostWith({ [SIGNED_FILE]: records(101) });
    await start(many);
    expect(many.log.lines[0]).toBe(because("no SOA RRSIG found in first 100 records"));
    const few = hostWith({ [SIGNED_FILE]: records(100) });
    await start(few);
    expect(few.log.lines[0]).toContain("signatures are valid");
  });
  test("five hours later, when it is due then, until the server stops", async () => {
    const host = hostWith({
      [SIGNED_FILE]: "example.org. 60 IN RRSIG SOA 13 2 60 20260108020000 20251231210000 1 example.org. AAAA\n",
    });
    const { stop } = await start(host);
    expect(host.storage.files.size).toBe(0);
    await host.clock.pass(5 * 3_600_000);
    expect(host.log.lines[1]).toContain('because expiration "2026-01-08T02:00:00.000Z" is less than: 168h0m0s');
    expect(host.storage.files.size).toBe(1);
    await stop();
    host.storage.files.clear();
    await host.clock.pass(40 * DAY_MS);
    expect([host.storage.files.size, host.clock.timers]).toEqual([0, 0]);
  });
});

describe("what cannot be signed is told in the log", () => {
  const missing = `open ${SIGNED_FILE}: no such file or directory`;
  const warning = (text: string, tags = "2371"): string =>
    `[WARNING] plugin/sign: Error signing "example.org." with key tags "${tags}" in 0s: ${text}, next: ${NEXT}`;
  const cases: Readonly<Record<string, readonly [string | undefined, string]>> = {
    "no file": [undefined, "open db: no such file or directory"],
    "a mistake": ["@ 60 IN A x\n", 'db: dns: bad A A: "x" at line: 1:11'],
    "no SOA record": ["@ 60 IN A 192.0.2.1\n", 'file "db" has no SOA record'],
    "NSEC3 records": [
      "@ 60 IN NSEC3PARAM 1 0 0 -\n",
      "NSEC3 zone is not supported, dropping RR: example.org. for zone: example.org.",
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [zone, text]) => {
    const host = hostWith(zone === undefined ? {} : { db: zone });
    if (zone === undefined) host.files.remove("db");
    await start(host);
    expect(host.log.lines).toEqual([because(missing), warning(text)]);
    expect(host.storage.files.size).toBe(0);
  });
  test("a key that cannot sign", async () => {
    const host = hostWith();
    await start(host, "db {\nkey file k silent\ndirectory signed\n}");
    expect(host.log.lines[1]).toContain(": crypto: this key does not sign, next: ");
    expect(host.storage.files.size).toBe(0);
  });
  test("a folder in which nothing can be written", async () => {
    const host = hostWith();
    host.storage.failures.push({ kind: "error", code: "EACCES", text: "open signed/db: permission denied" });
    await start(host);
    expect(host.log.lines[1]).toBe(
      '[WARNING] plugin/sign: Error signing "example.org.": failed to move zone file into place: open signed/db: permission denied',
    );
  });
});

test("paths lie below root, and signed zones in CoreDNS's own folder without one", async () => {
  const host = hostWith();
  await start(host, "db {\nkey file k\n}");
  expect([...host.storage.files.keys()]).toEqual(["/var/lib/coredns/db.example.org.signed"]);
});

/** Every look at it finds it later, and nothing comes at once. */
class SlowClock extends FakeClock {
  readonly #stepMs: number;
  #looks = 0;
  /** How often something waited. */
  turns = 0;

  constructor(stepMs = 10) {
    super();
    this.#stepMs = stepMs;
  }

  override after(delayMs: number, task: () => void): Timer {
    this.turns++;
    return super.after(Math.max(1, delayMs), task);
  }
  override monotonicMs(): number {
    return ++this.#looks * this.#stepMs;
  }
}

test("a server that stops signs no further", async () => {
  const host = hostWith();
  const clock = new SlowClock();
  const use = "sign db {\nkey file k\ndirectory signed\n}";
  const running = await runCorefile(setup, `example.org:1053 {\n${use}\n}`, { ...host, clock });
  await clock.pass(2);
  await running.stop();
  await clock.pass(1000);
  expect([host.storage.files.size, clock.timers, host.log.lines]).toEqual([0, 0, []]);
});

test("a long zone is signed in turns, so that queries come in between", async () => {
  const host = hostWith();
  const clock = new SlowClock();
  const running = await runCorefile(setup, "example.org:1053 {\nsign db {\nkey file k\ndirectory signed\n}\n}", {
    ...host,
    clock,
  });
  // Two timers: the next turn, and the next look at the file.
  for (let turn = 0; turn < 3; turn++) {
    expect([host.storage.files.size, clock.timers]).toEqual([0, 2]);
    await clock.pass(1);
  }
  await clock.pass(20);
  expect([host.storage.files.size, clock.timers]).toEqual([1, 1]);
  await running.stop();
});

test("a turn has room for several names", async () => {
  const names = Array.from({ length: 100 }, (_, at) => `n${at} 60 IN A 192.0.2.1\n`).join("");
  const host = hostWith({ db: ZONE + names });
  const clock = new SlowClock(1);
  const use = "sign db {\nkey file k\ndirectory signed\n}";
  await runCorefile(setup, `example.org:1053 {\n${use}\n}`, { ...host, clock });
  await clock.pass(1000);
  expect(host.storage.files.size).toBe(1);
  expect(clock.turns).toBeGreaterThan(10);
  expect(clock.turns).toBeLessThan(40);
});
