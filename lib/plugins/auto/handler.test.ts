import { describe, expect, test } from "vitest";
import { unanswered } from "../../chain/outcome.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { runCorefile, type World, world } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const db = (serial: number, address: string): string =>
  `$TTL 60\n@ SOA ns admin ${serial} 1 1 1 1\nwww A ${address}\nsub NS ns.example.com.\n*.wild A 192.0.2.9\nto CNAME a.sub\n`;

async function start(files: Readonly<Record<string, string>>, lines = "directory zones") {
  const host = world(files);
  host.files.makeFolder("zones");
  const running = await runCorefile(setup, `.:1053 {\nauto example.org {\n${lines}\n}\n}`, host);
  const address = async (name: string): Promise<string> => {
    const { answer, outcome } = await running.ask(`${name} A`, replying({ answer: [`${name} 1 IN A 198.51.100.1`] }));
    return answer[0]?.split(" ")[4] ?? `rcode ${outcome.rcode}`;
  };
  return { ...running, host, address };
}

const logOf = (host: World): readonly string[] => host.log.lines.map((line) => line.replace("plugin/auto: ", ""));
const NEXT = "198.51.100.1";

describe("files of the folder", () => {
  test("are zones, those in folders below too; other names go to the next plugin", async () => {
    const { address, host } = await start({
      "zones/db.example.org": db(7, "192.0.2.1"),
      "zones/below/more/db.b.example.org": db(7, "192.0.2.2"),
      "zones/example.org.zone": db(7, "192.0.2.3"),
      "zones/db.example.com": db(7, "192.0.2.4"),
    });
    expect(await address("www.example.org.")).toBe("192.0.2.1");
    expect(await address("www.b.example.org.")).toBe("192.0.2.2");
    // Served only within the zones of the directive.
    expect(await address("www.example.com.")).toBe(NEXT);
    expect(logOf(host)).toEqual([
      "[INFO] Inserting zone `b.example.org.' from: zones/below/more/db.b.example.org",
      "[INFO] Inserting zone `example.com.' from: zones/db.example.com",
      "[INFO] Inserting zone `example.org.' from: zones/db.example.org",
    ]);
  });

  test("tell their zones by the template", async () => {
    const files = { "zones/web_berlin.txt": db(7, "192.0.2.1"), "zones/_.txt": db(7, "192.0.2.2") };
    const { address, host } = await start(files, "directory zones ^([a-z]*)_([a-z]*)\\.txt$ {2}.{1}.example.org");
    expect(await address("www.berlin.web.example.org.")).toBe("192.0.2.1");
    expect(logOf(host)[0]).toBe(
      '[WARNING] Parse zone `..example.org.\': failed to parse file "zones/_.txt" for origin ..example.org. with error zones/_.txt: dns: bad initial origin name: "" at line: 0:0',
    );
  });

  test("that make no zone are left out, and taken when they are right", async () => {
    const { address, host } = await start({ "zones/db.example.org": "@ SOA" }, "directory zones\nreload 5s");
    expect(await address("www.example.org.")).toBe(NEXT);
    expect(logOf(host)[0]).toMatch(
      /^\[WARNING\] Parse zone `example.org.': failed to parse file "zones\/db.example.org"/,
    );
    host.files.write("zones/db.example.org", db(1, "192.0.2.1"));
    await host.clock.pass(5000);
    expect(await address("www.example.org.")).toBe("192.0.2.1");
  });

  test("for one zone: the first counts", async () => {
    const { address, host } = await start({
      "zones/a/db.example.org": db(1, "192.0.2.1"),
      "zones/db.example.org": db(1, "192.0.2.2"),
    });
    expect(await address("www.example.org.")).toBe("192.0.2.1");
    expect(logOf(host).at(-1)).toBe(
      '[WARNING] Multiple zone files match origin "example.org.": using "zones/a/db.example.org" instead of "zones/db.example.org"',
    );
  });

  test("behind a link to a folder do not count", async () => {
    const { host, address } = await start({});
    host.files.write("zones/..data/db.example.org", db(1, "192.0.2.1"));
    host.files.makeLink("zones/..data");
    host.files.write("zones/db.b.example.org", db(1, "192.0.2.2"));
    await host.clock.pass(60_000);
    expect(await address("www.example.org.")).toBe(NEXT);
    expect(await address("www.b.example.org.")).toBe("192.0.2.2");
  });
});

describe("files that come and go", () => {
  test("a new one is a zone, one that is gone is none any more, and one that moves is followed", async () => {
    const { address, host, stop } = await start({ "zones/db.a.example.org": db(1, "192.0.2.1") });
    host.files.write("zones/db.b.example.org", db(1, "192.0.2.2"));
    host.files.remove("zones/db.a.example.org");
    host.files.write("zones/x/db.a.example.org", db(2, "192.0.2.3"));
    await host.clock.pass(60_000);
    expect(await address("www.b.example.org.")).toBe("192.0.2.2");
    await host.clock.pass(60_000);
    expect(await address("www.a.example.org.")).toBe("192.0.2.3");
    host.files.remove("zones/db.b.example.org");
    await host.clock.pass(60_000);
    expect(await address("www.b.example.org.")).toBe(NEXT);
    expect(host.log.lines.slice(-3)).toEqual([
      "[INFO] plugin/auto: Inserting zone `b.example.org.' from: zones/db.b.example.org",
      '[INFO] plugin/file: Successfully reloaded zone "a.example.org." in "zones/x/db.a.example.org" with 2 SOA serial',
      "[INFO] plugin/auto: Deleting zone `b.example.org.'",
    ]);
    await stop();
    expect(host.clock.timers).toBe(0);
  });

  test("a folder that is missing is told each time, and its zones come when it does", async () => {
    const { address, host } = await start({}, "directory later");
    host.files.write("later/db.example.org", db(1, "192.0.2.1"));
    host.files.makeFolder("later");
    await host.clock.pass(60_000);
    expect(await address("www.example.org.")).toBe("192.0.2.1");
    expect(logOf(host).slice(0, 2)).toEqual([
      "[WARNING] Directory does not exist: later",
      "[WARNING] error reading later: lstat later: no such file or directory",
    ]);
  });

  test("nothing is looked at again with reload 0s", async () => {
    const { host } = await start({ "zones/db.example.org": db(1, "192.0.2.1") }, "directory zones\nreload 0s");
    expect(host.clock.timers).toBe(0);
  });
});

describe("what it answers", () => {
  const files = { "zones/db.example.org": db(1, "192.0.2.1") };

  test("names in none of the zones are REFUSED at the end of the chain", async () => {
    const { ask } = await start({});
    const { outcome, sentence } = await ask("www.example.org. A");
    expect(outcome).toEqual(unanswered("auto", Rcode.REFUSED));
    expect(sentence).toBe("www.example.org. is in none of the zones , and no plugin comes after auto: REFUSED");
  });
  test.each(["AXFR", "IXFR"])("%s is REFUSED", async (type) => {
    const { outcome, verdict } = await (await start(files)).ask(`example.org. ${type}`);
    expect([outcome, verdict]).toEqual([unanswered("auto", Rcode.REFUSED), "refused"]);
  });
  test("an alias before a referral has no authority", async () => {
    const { message } = await (await start(files)).ask("to.example.org. A");
    expect([message?.authoritative, message?.answer.length]).toEqual([false, 1]);
  });
  test("names that the zone does not have are denied", async () => {
    const { message, sentence } = await (await start(files)).ask("no.example.org. A");
    expect(message?.rcode).toBe(Rcode.NXDOMAIN);
    expect(sentence).toContain("zone example.org. (zones/db.example.org) has no no.example.org.");
  });
});
