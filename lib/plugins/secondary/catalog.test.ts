import { describe, expect, test } from "vitest";
import { record } from "../../chain/_test/messages.ts";
import { canonical, ROOT, readName } from "../../dns/name/name.ts";
import { PlayedPrimary, start, zoneLines } from "./_test/primary.ts";
import { readCatalog } from "./catalog.ts";
import { isOlder } from "./serial.ts";

const SOA = "cat.test. 0 IN SOA a. b. 1 100 30 1000 0";
const NS = "cat.test. 0 IN NS invalid.";
const VERSION = 'version.cat.test. 0 IN TXT "2"';
const ORIGIN = canonical(readName("cat.test.") ?? ROOT);
const read = (...lines: readonly string[]) => readCatalog(ORIGIN, lines.map(record));

describe("a catalog", () => {
  test("lists its members by their labels", () => {
    const members = read(
      SOA,
      NS,
      VERSION,
      "B2.zones.cat.test. 0 IN PTR Example.COM.",
      "a1.zones.CAT.test. 0 IN PTR example.org.",
      "coo.a1.zones.cat.test. 0 IN PTR other.test.",
      'group.a1.zones.cat.test. 0 IN TXT "x"',
      "x.y.zones.cat.test. 0 IN PTR ignored.",
      "zones.cat.test. 0 IN PTR ignored.",
      "www.cat.test. 0 IN A 192.0.2.1",
    );
    expect(members).toEqual({
      ok: true,
      members: [
        { id: "a1", zone: "example.org.", changeOfOwnership: "other.test." },
        { id: "b2", zone: "example.com.", changeOfOwnership: undefined },
      ],
    });
  });

  const M1 = "m1.zones.cat.test. 0 IN PTR example.org.";
  const wrong: Readonly<Record<string, readonly [readonly string[], string]>> = {
    "no SOA record": [[NS, VERSION], "catalog zone cat.test. has no SOA record"],
    "no NS record": [[SOA, VERSION], "catalog zone cat.test. has no NS record"],
    "no version": [[SOA, NS], "catalog zone cat.test. must have exactly one version TXT record"],
    "two versions": [[SOA, NS, VERSION, VERSION], "catalog zone cat.test. must have exactly one version TXT record"],
    "another version": [
      [SOA, NS, 'version.cat.test. 0 IN TXT "1"'],
      'catalog zone cat.test. has unsupported version "1"',
    ],
    "another class": [
      [SOA, NS, VERSION, 'x.cat.test. 0 CH TXT "y"'],
      'catalog zone cat.test. contains non-IN record x.cat.test.\t0\tCH\tTXT\t"y"',
    ],
    "two pointers of one label": [
      [SOA, NS, VERSION, M1, "m1.zones.cat.test. 0 IN PTR example.com."],
      "catalog member m1.zones.cat.test. must have exactly one PTR record",
    ],
    "one zone twice": [
      [SOA, NS, VERSION, M1, "m2.zones.cat.test. 0 IN PTR example.org."],
      "catalog member zone example.org. is listed by both m1 and m2",
    ],
    "two heirs": [
      [SOA, NS, VERSION, M1, "coo.m1.zones.cat.test. 0 IN PTR a.", "coo.m1.zones.cat.test. 0 IN PTR b."],
      "catalog member m1 has more than one coo PTR record",
    ],
  };
  test.each(Object.entries(wrong))("%s", (_, [lines, error]) => expect(read(...lines)).toEqual({ ok: false, error }));
});

/** The lines of a catalog out of `ID ZONE [HEIR]`. */
const catalog = (origin: string, serial: number, ...members: readonly string[]): readonly string[] =>
  zoneLines(
    origin,
    serial,
    `${origin} 0 IN NS invalid.`,
    `version.${origin} 0 IN TXT "2"`,
    ...members.flatMap((member) => {
      const [id, zone, heir] = member.split(" ");
      const pointer = `${id}.zones.${origin} 0 IN PTR ${zone}`;
      return heir === undefined ? [pointer] : [pointer, `coo.${id}.zones.${origin} 0 IN PTR ${heir}`];
    }),
  );
const member = (zone: string, address: string): readonly string[] =>
  zoneLines(zone, 1, `www.${zone} 60 IN A ${address}`);

describe("the members of a catalog", () => {
  async function begin(lines: string, ...members: readonly string[]) {
    const primary = new PlayedPrimary();
    primary.zones.set("cat.test.", catalog("cat.test.", 1, ...members));
    for (const [zone, address] of [
      ["a.example.", "192.0.2.1"],
      ["b.example.", "192.0.2.2"],
      ["c.other.", "192.0.2.3"],
    ] as const)
      primary.zones.set(zone, member(zone, address));
    const started = await start(primary, `secondary cat.test {\ntransfer from 192.0.2.99\n${lines}\n}`);
    await started.host.clock.pass(10);
    /** Another catalog, at the next refresh. */
    const change = async (serial: number, ...now: readonly string[]): Promise<void> => {
      primary.zones.set("cat.test.", catalog("cat.test.", serial, ...now));
      started.log();
      await started.host.clock.pass(106_000);
    };
    return { ...started, primary, change };
  }

  test("come from its primaries, and go with it", async () => {
    const { address, change, log, primary, host, stop } = await begin("catalog", "m1 a.example.", "m2 b.example.");
    expect([await address("www.a.example."), await address("www.b.example.")]).toEqual(["192.0.2.1", "192.0.2.2"]);
    expect(log().filter((line) => line.includes("secondary"))).toEqual([
      "[INFO] plugin/secondary: Added catalog member zone a.example. from catalog cat.test.",
      "[INFO] plugin/secondary: Added catalog member zone b.example. from catalog cat.test.",
      "[INFO] plugin/secondary: Parsed catalog zone cat.test. with 2 member zones",
    ]);
    await change(2, "m2 b.example.", "m3 c.other.");
    expect(await address("www.a.example.")).toBe("rcode 5");
    expect(await address("www.c.other.")).toBe("192.0.2.3");
    expect(log()).toContain("[INFO] plugin/secondary: Removed catalog member zone a.example. from catalog cat.test.");
    const asked = primary.asked.length;
    await host.clock.pass(106_000);
    expect(primary.asked.slice(asked)).not.toContain("a.example. SOA");
    await stop();
    expect(host.clock.timers).toBe(0);
  });

  test("are only those that may be", async () => {
    const { address, log } = await begin("catalog example", "m1 a.example.", "m2 c.other.");
    expect([await address("www.a.example."), await address("www.c.other.")]).toEqual(["192.0.2.1", "rcode 5"]);
    expect(log()).toContain(
      "[WARNING] plugin/secondary: Skipped 1 member zones from catalog cat.test.: outside configured member zones",
    );
  });

  test("begin again under another label", async () => {
    const { change, log, primary } = await begin("catalog", "m1 a.example.");
    primary.zones.delete("a.example.");
    await change(2, "m9 a.example.");
    expect(log()).toContain(
      "[INFO] plugin/secondary: Reset catalog member zone a.example. from cat.test. after member ID changed from m1 to m9",
    );
  });

  test("are not zones that are written in the Corefile", async () => {
    const { log } = await begin("catalog", "m1 cat.test.");
    expect(log()).toContain(
      "[WARNING] plugin/secondary: Skipping catalog member zone cat.test. from cat.test.: zone already exists",
    );
  });

  test("of a catalog that is none are those of before", async () => {
    const { address, primary, host, log } = await begin("catalog", "m1 a.example.");
    primary.zones.set("cat.test.", zoneLines("cat.test.", 2, "cat.test. 0 IN NS invalid."));
    log();
    await host.clock.pass(106_000);
    expect(await address("www.a.example.")).toBe("192.0.2.1");
    expect(await address("version.cat.test.")).toBe("rcode 0");
  });

  test("move to another catalog only when theirs says so, with their data under the same label", async () => {
    const primary = new PlayedPrimary();
    primary.zones.set(
      "one.test.",
      catalog("one.test.", 1, "m1 a.example. two.test.", "m2 b.example.", "m3 c.other. two.test."),
    );
    primary.zones.set("a.example.", member("a.example.", "192.0.2.1"));
    const { log, host, address } = await start(
      primary,
      "secondary one.test two.test {\ntransfer from 192.0.2.99\ncatalog\n}",
    );
    await host.clock.pass(10);
    log();
    primary.zones.delete("a.example.");
    primary.zones.set("two.test.", catalog("two.test.", 1, "m1 a.example.", "m2 b.example.", "m9 c.other."));
    await host.clock.pass(1000);
    const told = log().filter((line) => line.startsWith("[INFO] plugin/secondary") || line.includes("Skipping"));
    expect(told).toEqual([
      "[INFO] plugin/secondary: Migrated catalog member zone a.example. from catalog one.test. to two.test., preserving state for member ID m1",
      "[WARNING] plugin/secondary: Skipping catalog member zone b.example. from two.test.: zone already exists",
      "[INFO] plugin/secondary: Migrated catalog member zone c.other. from catalog one.test. to two.test. with state reset after member identity changed from m3 to m9",
      "[INFO] plugin/secondary: Parsed catalog zone two.test. with 3 member zones",
    ]);
    expect(await address("www.a.example.")).toBe("192.0.2.1");
  });
});

test.each([
  [1, 2, true],
  [2, 1, false],
  [7, 7, false],
  [0xffff_ffff, 0, true],
  [0, 0xffff_ffff, false],
  [0, 0x7fff_ffff, true],
  [0, 0x8000_0000, false],
])("serial %d is before %d: %s", (serial, other, expected) => expect(isOlder(serial, other)).toBe(expected));
