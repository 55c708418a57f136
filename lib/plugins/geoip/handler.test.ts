import { describe, expect, test } from "vitest";
import { EDNS, query } from "../../chain/_test/messages.ts";
import type { MetadataValue } from "../../chain/query.ts";
import { run, world } from "../_test/run.ts";
import { replying, serve } from "../_test/serve.ts";
import { METADATA } from "../metadata/api.ts";
import { buildDatabase, type DatabaseParts, encode } from "./_test/build-database.ts";
import { setup } from "./setup.ts";

const NAMES = { map: { en: "Exampleville", de: "Beispielstadt" } } as const;
const RECORD = encode({ map: { city: { map: { names: NAMES } }, country: { map: { iso_code: "NL" } } } });
const ASN = encode({
  map: { autonomous_system_number: { uint: 64_500 }, autonomous_system_organization: "Example Net" },
});
const KNOWN = "10.0.0.1";
const UNKNOWN = "192.0.2.1";

interface Asked {
  readonly client?: string;
  /** The data of client subnet options. */
  readonly subnets?: readonly (readonly number[])[];
  readonly database?: DatabaseParts;
  readonly lines?: string;
}

async function ask({ client = KNOWN, subnets = [], database = { data: RECORD }, lines = "" }: Asked) {
  const host = world({ "geo.mmdb": buildDatabase(database) });
  const running = await run(setup, `geoip geo.mmdb${lines}`, host);
  const handler = running.blocks[0]?.chain.links[0]?.handler;
  if (handler === undefined) throw new Error("no handler");
  const options = subnets.map((data) => ({ code: 8, data: Uint8Array.from(data) }));
  const edns = subnets.length > 0 ? { ...EDNS, options } : undefined;
  const asked = query("a.test. A", { edns }, { client: { address: client, port: 40_000 } });
  const labels = new Map<string, MetadataValue>();
  handler.offers?.get(METADATA)?.(asked, labels);
  asked.metadata = labels;
  const { sentence, rule } = await serve(handler, asked, replying());
  const told = Object.fromEntries([...labels].map(([name, value]) => [name.replace("geoip/", ""), value()]));
  return { told, sentence, rule, log: host.log };
}

const SUBNET = " {\nedns-subnet\n}";
const TEN = [0, 1, 8, 0, 10];
/** A tree of IPv6 addresses in which those below 8000:: have the record. */
const OF_IPV6 = { metadata: { ip_version: { uint: 6, kind: 5 } }, data: RECORD } as const;

describe("labels", () => {
  test("are those of the client's place", async () => {
    const { told, sentence } = await ask({});
    expect(told).toMatchObject({ "city/name": "Exampleville", "country/code": "NL", latitude: "", postalcode: "" });
    expect(Object.keys(told)).toHaveLength(11);
    expect(sentence).toMatch(/^the client's address 10\.0\.0\.1 is looked up: geoip\/city\/name Exampleville, /);
  });
  test("are there, and empty, for an address without a record", async () => {
    const { told, sentence } = await ask({ client: UNKNOWN });
    expect(told).toMatchObject({ "city/name": "", "country/is_in_european_union": "false", latitude: "" });
    expect(sentence).toContain("geo.mmdb has no record of it, so the labels are empty");
  });
  test("of autonomous systems", async () => {
    const database = { data: ASN, metadata: { database_type: "GeoLite2-ASN" } };
    expect((await ask({ database })).told).toEqual({ "asn/number": "64500", "asn/org": "Example Net" });
    expect((await ask({ database, client: UNKNOWN })).told).toEqual({ "asn/number": "0", "asn/org": "" });
  });
  test("are missing when the database cannot be asked for the address", async () => {
    const { told, sentence } = await ask({ client: "2001:db8::1" });
    expect(told).toEqual({});
    expect(sentence).toContain(
      "cannot be looked up in geo.mmdb: error looking up '2001:db8::1': you attempted to look up",
    );
  });
});

describe("client subnets", () => {
  test("count with edns-subnet only", async () => {
    const asked = { client: UNKNOWN, subnets: [[0, 2, 16, 0, 0x20, 0x01]], database: OF_IPV6 };
    expect((await ask({ ...asked, client: "c000::1" })).told).toMatchObject({ "country/code": "" });
    const { told, rule, sentence } = await ask({ ...asked, lines: SUBNET });
    expect([told["country/code"], rule?.start.line]).toEqual(["NL", 3]);
    expect(sentence).toContain("the client's subnet 2001:: is looked up");
  });
  test("the first of several counts", async () => {
    const subnets = [
      [0, 2, 8, 0, 0xc0],
      [0, 2, 8, 0, 0x20],
    ];
    expect((await ask({ subnets, database: OF_IPV6, lines: SUBNET })).told).toMatchObject({ "country/code": "" });
  });
  test("of IPv4 are looked up in the form of IPv6, which a database of IPv4 refuses", async () => {
    const { told, sentence } = await ask({ subnets: [TEN], lines: SUBNET });
    expect(told).toEqual({});
    expect(sentence).toContain("error looking up '::ffff:10.0.0.0'");
    expect((await ask({ subnets: [TEN], database: OF_IPV6, lines: SUBNET })).told).toMatchObject({
      "country/code": "NL",
    });
  });
  test("of no family are 0.0.0.0", async () => {
    expect((await ask({ subnets: [[0, 0, 0, 0]], lines: SUBNET })).sentence).toContain("'::ffff:0.0.0.0'");
  });
});

test("without metadata nothing is looked up", async () => {
  const running = await run(setup, "geoip geo.mmdb", world({ "geo.mmdb": buildDatabase({ data: RECORD }) }));
  expect((await running.ask("a.test. A", replying())).sentence).toContain("the metadata plugin does not collect");
});
