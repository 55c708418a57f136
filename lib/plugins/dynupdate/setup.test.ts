/** Zones, rules and databases of dynupdate, as set-up finds them. */
import { describe, expect, test } from "vitest";
import { canonical, type Name } from "../../dns/name/name.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { octetString } from "../../text/octets.ts";
import { readZone } from "../../zone/master-file.ts";
import { endsWith } from "../_test/without-network.ts";
import { databaseOf } from "./database.ts";
import { setup } from "./setup.ts";

const SOA = "@ 300 IN SOA ns hostmaster 1 3600 600 86400 60\n";
const ORIGIN = canonical("example.org." as Name);
const INVALID = 'invalid zone "example.org.": zone contains ';

/** A master file, and what CoreDNS says of it. */
const zones: Readonly<Record<string, readonly [string, string | undefined]>> = {
  "a zone": [`${SOA}@ IN NS ns\nns IN A 192.0.2.53\nwww IN CNAME ns\n`, undefined],
  nothing: ["", 'zone "example.org." has no SOA'],
  "no zone": ["x\n", 'parsing zone file "db": db: dns: not a TTL: "x" at line: 1:1'],
  "a file that it includes is missing": [
    "$INCLUDE absent\n",
    'parsing zone file "db": db: dns: failed to open `absent\': open absent: no such file or directory: "absent" at line: 1:15',
  ],
  "another zone": [`$ORIGIN example.net.\n${SOA}`, `${INVALID}an out-of-zone record`],
  "two SOA records": [SOA + SOA, 'zone "example.org." contains more than one SOA'],
  "an SOA record below the apex": [`sub ${SOA.slice(2)}`, `${INVALID}a non-apex SOA record`],
  "serial 0": ["@ 300 IN SOA ns hostmaster 0 1 1 1 1\n", `${INVALID}an SOA with serial zero`],
  "another class": [`${SOA}@ CH TXT x\n`, `${INVALID}a non-IN record`],
  "a name outside": [`${SOA}www.example.net. IN A 192.0.2.1\n`, `${INVALID}an out-of-zone record`],
  "a signed delegation": [`${SOA}www IN DS 1 8 2 AA\n`, `${INVALID}unsupported RR type DS`],
  "a signature": [
    `${SOA}@ IN RRSIG SOA 8 2 300 20300101000000 20200101000000 1 example.org. AAAA\n`,
    `${INVALID}unsupported RR type RRSIG`,
  ],
  NSEC3: [
    `${SOA}@ IN NSEC3PARAM 1 0 0 -\n`,
    'parsing zone file "db": NSEC3 zone is not supported, dropping RR: example.org. for zone: example.org.',
  ],
  "an address beside an alias": [
    `${SOA}WWW IN A 192.0.2.1\nwww IN CNAME x\n`,
    `${INVALID}CNAME data conflict at www.example.org.`,
  ],
  "an alias at the apex": [`${SOA}@ IN CNAME x\n`, `${INVALID}CNAME data conflict at example.org.`],
  "two aliases of a name": [
    `${SOA}www IN CNAME a\nwww IN CNAME b\n`,
    `${INVALID}CNAME data conflict at www.example.org.`,
  ],
};

describe("zones", () => {
  test.each(Object.entries(zones))("%s", async (_, [db, message]) => {
    const lines = ["dynupdate {", "file db", "allow key. * *", "}"];
    const problem = await endsWith(setup, lines, { files: { db } });
    expect(problem?.message).toBe(message === undefined ? undefined : `plugin/dynupdate: ${message}`);
    expect(problem?.cause).toBe(message === undefined ? undefined : "here");
  });
  test.each([
    ["max_records 1", 'zone file "db" exceeds configured limits'],
    ["max_records 2", undefined],
    ["max_bytes 109", 'zone file "db" exceeds configured limits'],
    ["max_bytes 110", undefined],
  ])("%s", async (limit, message) => {
    const lines = ["dynupdate {", "file db", "allow key. * *", limit, "}"];
    const problem = await endsWith(setup, lines, { files: { db: `${SOA}@ IN A 192.0.2.1\n` } });
    expect(problem?.message).toBe(message === undefined ? undefined : `plugin/dynupdate: ${message}`);
  });
  test("a file that is not there", async () =>
    expect((await endsWith(setup, ["dynupdate {", "file db", "allow key. * *", "}"]))?.message).toBe(
      'plugin/dynupdate: opening zone file "db": open db: no such file or directory',
    ));
});

/** A database with the zone above. */
const DATABASE = octetString(databaseOf(ORIGIN, readZone(SOA, { origin: ORIGIN, file: "db" }).records));

const databases: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>, string | undefined]>> = {
  "none yet": ["zone.db", { db: SOA }, undefined],
  "none yet, and no master file": ["zone.db", {}, 'opening zone file "db": open db: no such file or directory'],
  "the master file": ["db", { db: SOA }, "database and seed must be different files"],
  "an empty file": [
    "zone.db",
    { db: SOA, "zone.db": "" },
    'opening database "zone.db": write zone.db: bad file descriptor',
  ],
  "a short file": ["zone.db", { db: SOA, "zone.db": "x" }, 'opening database "zone.db": invalid database'],
  "a file of less than two pages": [
    "zone.db",
    { db: SOA, "zone.db": "x".repeat(8000) },
    'opening database "zone.db": file size too small 8000',
  ],
  "a file of something else": [
    "zone.db",
    { db: SOA, "zone.db": "x".repeat(9000) },
    'opening database "zone.db": invalid database',
  ],
  "a place below a file": ["db/zone.db", { db: SOA }, "stat db/zone.db: not a directory"],
};

describe("databases", () => {
  test.each(Object.entries(databases))("%s", async (_, [path, files, message]) => {
    const lines = ["dynupdate {", "file db", `database ${path}`, "allow key. * *", "}"];
    const problem = await endsWith(setup, lines, { files });
    expect(problem?.message).toBe(message === undefined ? undefined : `plugin/dynupdate: ${message}`);
  });
  test("the master file does not count once there is one", async () => {
    const lines = ["dynupdate {", "file db", "database zone.db", "allow key. * *", "}"];
    expect(await endsWith(setup, lines, { files: { "zone.db": DATABASE } })).toBeUndefined();
  });
});

const atKey = (key: string, rule: string): readonly string[] =>
  setUp(`${key} {\ndynupdate {\nfile db\nallow key. ${rule}\n}\n}`, [setup], fakeHost({ db: SOA })).messages;

describe("the zone of the server block", () => {
  test("must be a single one", () => {
    expect(atKey("example.org:1053 example.org:1054", "@ A")).toEqual([]);
    expect(atKey("example.org example.net", "@ A")).toEqual([
      "plugin/dynupdate: zone is required when the server block does not define exactly one zone",
    ]);
  });
  test.each(["www", "www.example.net."])("%s is not in it", (name) =>
    expect(atKey("example.org", `${name} A`)).toEqual([
      `plugin/dynupdate: allow name "${name}" is outside zone "example.org."`,
    ]),
  );
});
