import { describe, expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { world } from "../_test/run.ts";
import { buildDatabase, type Data, encode } from "./_test/build-database.ts";
import { setup } from "./setup.ts";

function firstProblem(database: string | undefined, lines = "geoip path/to/geo.mmdb") {
  const host = world(database === undefined ? {} : { "path/to/geo.mmdb": database });
  host.files.makeFolder("folder");
  return setUp(`.:1053 {\n${lines}\n}`, [setup], host).problems[0];
}

/** A database whose record for 127.0.0.1 is this. */
const holding = (record: Data, type = "GeoLite2-City"): string =>
  buildDatabase({ data: encode(record), metadata: { database_type: type } });
const typed = (type: string): string => buildDatabase({ metadata: { database_type: type } });

const parsing = (text: string, line = 2): string => `plugin/geoip: Corefile:${line} - Error during parsing: ${text}`;
const opening = (text: string): string => parsing(`failed to open database file: ${text}`);
const looking = (schema: string, text: string): string =>
  parsing(`unexpected failure looking up database "geo.mmdb" schema "${schema}": ${text}`);
const NOT_SUPPORTED = parsing("database does not provide any supported schema (city, asn)");

describe("databases that CoreDNS 1.15.0 takes", () => {
  const types = [
    "GeoLite2-City",
    "GeoLite2-Country",
    "GeoIP2-Enterprise",
    "GeoLite2-ASN",
    "GeoIP2-ISP",
    "DBIP-City-Lite",
  ];
  test.each(types)("%s", (type) => expect(firstProblem(typed(type))).toBeUndefined());

  test("with a record for the address that is looked up", () => {
    const city = { map: { city: { map: { geoname_id: { uint: 5 } } }, unknown: ["x", { uint: 5 }] } } as const;
    expect(firstProblem(holding(city))).toBeUndefined();
  });
});

describe("databases that it does not take", () => {
  const databases: Readonly<Record<string, readonly [string | undefined, string]>> = {
    "one that is not there": [undefined, opening("open path/to/geo.mmdb: no such file or directory")],
    "an empty file": ["", opening("file is empty")],
    "another file": ["GeoLite2-City", opening("error opening database: invalid MaxMind DB file")],
    "one that is cut off": [
      buildDatabase({ rawMetadata: encode({ map: { node_count: { uint: 9 } } }).slice(0, -1) }),
      opening("at offset 0, path /node_count: unexpected end of database"),
    ],
    "one without its tree": [buildDatabase({ tree: "" }), opening("the MaxMind DB contains invalid metadata")],
    "one of an unknown type": [typed("My-Own"), opening('geoip2: reader does not support the "My-Own" database type')],
    "one that tells no type": [
      buildDatabase({ metadata: { database_type: undefined } }),
      opening('geoip2: reader does not support the "" database type'),
    ],
    "one with other records": [typed("GeoIP2-Domain"), NOT_SUPPORTED],
    "records of an odd size": [
      buildDatabase({ metadata: { record_size: { uint: 20 } } }),
      looking("city", "unsupported record size: 20"),
    ],
    "a tree that leads nowhere": [
      buildDatabase({ tree: "\0\0\x09\0\0\x01" }),
      looking("city", "the MaxMind DB file's search tree is corrupt"),
    ],
    "a tree that leads in a circle": [
      buildDatabase({ tree: "\0\0\0\0\0\0" }),
      looking("city", "invalid node in search tree"),
    ],
    "a field of another kind": [
      holding({ map: { city: "X" } }),
      looking(
        "city",
        "decoding field city: at offset 6: maxminddb: cannot unmarshal String (decoder.Kind) into type geoip2.CityRecord",
      ),
    ],
    "a negative number": [
      holding({ map: { autonomous_system_number: { int: -5 } } }, "GeoLite2-ASN"),
      looking("asn", "decoding field autonomous_system_number: maxminddb: cannot unmarshal -5 (int64) into type uint"),
    ],
  };
  test.each(Object.entries(databases))("%s", (_, [database, message]) =>
    expect(firstProblem(database)).toMatchObject({ message, cause: "here" }),
  );
});

test("a folder is read and has no contents", () => {
  expect(firstProblem(undefined, "geoip folder")).toMatchObject({ message: opening("read folder: is a directory") });
});

test("the message names the last line of the directive", () => {
  const message = parsing("failed to open database file: open no.mmdb: no such file or directory", 4);
  expect(firstProblem(undefined, "geoip no.mmdb {\nedns-subnet\n}")).toMatchObject({ message });
});

test("an empty name is wrong on every machine", () => {
  const message = opening("open : no such file or directory");
  expect(firstProblem(undefined, 'geoip ""')).toMatchObject({ message, cause: "text" });
});
