import { describe, expect, test } from "vitest";
import { Rcode } from "../../dns/iana/rcode.ts";
import { runCorefile, type World, world } from "../_test/run.ts";
import { setup } from "./setup.ts";

const db = (serial: number, address: string): string =>
  `$TTL 60\n@ SOA ns admin ${serial} 1 1 1 1\n@ NS ns\nwww A ${address}\n`;

const start = (host: World, block = "file db") => runCorefile(setup, `example.org:1053 {\n${block}\n}`, host);

describe("a file that changes", () => {
  async function changed(text: string, block?: string) {
    const host = world({ db: db(7, "192.0.2.1") });
    const { ask } = await start(host, block);
    host.files.write("db", text);
    await host.clock.pass(60_000);
    return { answer: (await ask("www.example.org. A")).answer.map((line) => line.split(" ")[4]), log: host.log.lines };
  }

  test.each([8, 6])("is read again with another serial: %d", async (serial) =>
    expect(await changed(db(serial, "192.0.2.2"))).toEqual({
      answer: ["192.0.2.2"],
      log: [`[INFO] plugin/file: Successfully reloaded zone "example.org." in "db" with ${serial} SOA serial`],
    }),
  );
  test("is not with the same serial", async () =>
    expect(await changed(db(7, "192.0.2.2"))).toEqual({ answer: ["192.0.2.1"], log: [] }));
  test("is with the same serial and reload_by_mtime", async () =>
    expect(await changed(db(7, "192.0.2.2"), "file db {\nreload_by_mtime\n}")).toEqual({
      answer: ["192.0.2.2"],
      log: ['[INFO] plugin/file: Successfully reloaded zone "example.org." in "db" with 7 SOA serial'],
    }));
  test("is not with reload 0s", async () =>
    expect(await changed(db(8, "192.0.2.2"), "file db {\nreload 0s\n}")).toEqual({ answer: ["192.0.2.1"], log: [] }));
  test("with a mistake leaves the zone as it was", async () =>
    expect(await changed(`${db(8, "192.0.2.2")}x A y\n`)).toEqual({
      answer: ["192.0.2.1"],
      log: [
        '[ERROR] plugin/file: Parsing zone "example.org.": failed to parse file "db" for origin example.org. with error db: dns: bad A A: "y" at line: 5:5',
      ],
    }));
});

describe("a file that goes away", () => {
  test.each([
    ["file db", '[ERROR] plugin/file: Failed to open zone "example.org." in "db": open db: no such file or directory'],
    [
      "file db {\nreload_by_mtime\n}",
      '[ERROR] plugin/file: Failed to stat zone "example.org." in "db": stat db: no such file or directory',
    ],
  ])("%j", async (block, line) => {
    const host = world({ db: db(7, "192.0.2.1") });
    const { ask } = await start(host, block);
    host.files.remove("db");
    await host.clock.pass(60_000);
    expect(host.log.lines).toEqual([line]);
    expect((await ask("www.example.org. A")).answer.length).toBe(1);
  });
});

describe("a file that is missing at the start", () => {
  test("is tried again, and until then the zone is a failure", async () => {
    const host = world();
    const { ask, problem } = await start(host, "file db {\nreload 5s\n}");
    expect(problem).toBeUndefined();
    expect(host.log.lines).toEqual([
      '[WARNING] plugin/file: Failed to open "open db: no such file or directory": trying again in 5s',
    ]);
    const { outcome, sentence } = await ask("www.example.org. A");
    expect(outcome).toEqual({ rcode: Rcode.SERVFAIL, answeredBy: "file" });
    expect(sentence).toBe("zone example.org. is not loaded: db could not be read");
    host.files.write("db", db(0, "192.0.2.1"));
    await host.clock.pass(5000);
    expect((await ask("www.example.org. A")).answer.length).toBe(1);
  });
  test("is an error without reload", async () => {
    const { messages } = await start(world(), "file db {\nreload 0s\n}");
    expect(messages).toEqual(["plugin/file: plugin/file: open db: no such file or directory"]);
  });
  test("keeps those after it from being read; the last is told", async () => {
    const host = world({ db2: db(7, "192.0.2.1") });
    const { ask } = await start(host, "file db\nfile db2 example.net\nfile db3 example.com");
    expect(host.log.lines).toEqual([
      '[WARNING] plugin/file: Failed to open "open db3: no such file or directory": trying again in 1m0s',
    ]);
    expect((await ask("www.example.net. A")).outcome.rcode).toBe(Rcode.SERVFAIL);
    await host.clock.pass(60_000);
    expect((await ask("www.example.net. A")).answer.length).toBe(1);
  });
});

describe("a file that is wrong at the start", () => {
  const wrong: Readonly<Record<string, readonly [text: string, message: string]>> = {
    "a mistake": [
      `${db(7, "192.0.2.300")}`,
      'failed to parse file "db" for origin example.org. with error db: dns: bad A A: "192.0.2.300" at line: 4:17',
    ],
    "no SOA": ["$TTL 60\nwww A 192.0.2.1\n", 'file "db" has no SOA record for origin example.org.'],
    "nothing at all": ["", 'file "db" has no SOA record for origin example.org.'],
    "the SOA of another zone": [
      "$TTL 60\nsub SOA ns admin 1 1 1 1 1\n",
      'file "db" has SOA owner sub.example.org. that does not match origin example.org.',
    ],
    NSEC3: [
      `${db(7, "192.0.2.1")}@ NSEC3PARAM 1 0 10 ab\n`,
      "NSEC3 zone is not supported, dropping RR: example.org. for zone: example.org.",
    ],
    "serial 0, which CoreDNS takes for no change": [
      db(0, "192.0.2.1"),
      "no change in SOA serial for origin example.org. in file db, with 0 SOA serial",
    ],
  };
  test.each(Object.entries(wrong))("%s", async (_, [text, message]) => {
    const { messages } = await start(world({ db: text }));
    expect(messages).toEqual([`plugin/file: ${message}`]);
  });
  test("a folder", async () => {
    const host = world();
    host.files.makeFolder("db");
    expect((await start(host)).messages).toEqual([
      'plugin/file: failed to parse file "db" for origin example.org. with error read db: is a directory',
    ]);
  });
});

test("nothing is looked at after the end", async () => {
  const host = world({ db: db(7, "192.0.2.1") });
  const { stop } = await start(host, "file db\nfile db");
  expect(host.clock.timers).toBe(1);
  await stop();
  expect(host.clock.timers).toBe(0);
});
