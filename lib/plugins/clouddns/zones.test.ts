/** Zones of Cloud DNS as they are fetched, answered, fetched again, and lost. */
import { describe, expect, test } from "vitest";
import { FakeCloudZones } from "../../ports/_test/fake-cloud-zones.ts";
import type { CloudRecordSet } from "../../ports/cloud-zones.ts";
import { run, world } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const set = (name: string, type: string, ...values: readonly string[]): CloudRecordSet => ({
  name,
  type,
  ttl: 60,
  values,
});
const SOA = set("example.org.", "SOA", "ns.example.net. admin.example.net. 1 7200 900 1209600 300");
const ZONE = [
  SOA,
  set("www.example.org.", "A", "192.0.2.1"),
  set("alias.example.org.", "CNAME", "www.example.org"),
  set("bad.example.org.", "A", "nowhere"),
  set("after.example.org.", "A", "192.0.2.2"),
];

async function start(lines = "", zones = "example.org:lab:z1", cloudZones = new FakeCloudZones({ "lab:z1": ZONE })) {
  const base = world({
    "creds.json": '{"type":"external_account","audience":"a","subject_token_type":"t","credential_source":{}}',
  });
  const host = { ...base, cloudZones };
  const running = await run(setup, `clouddns ${zones} {\ncredentials creds.json\n${lines}\n}`, host);
  return { ...running, cloudZones };
}

describe("an answer", () => {
  test("tells the zone at Cloud DNS, and the word of the Corefile that names it", async () => {
    const { ask } = await start();
    const { answer, sentence, rule } = await ask("www.example.org. A");
    expect(answer).toEqual(["www.example.org. 60 IN A 192.0.2.1"]);
    expect(sentence).toBe("www.example.org. is in zone example.org. (zone z1 of lab at Cloud DNS); A records: 1");
    expect([rule?.start.line, rule?.start.column]).toEqual([2, 10]);
  });
  test("has aliases whose targets lack the final dot, and nothing behind a record that cannot be read", async () => {
    const { ask, host } = await start();
    expect((await ask("alias.example.org. A")).answer).toEqual([
      "alias.example.org. 60 IN CNAME www.example.org.",
      "www.example.org. 60 IN A 192.0.2.1",
    ]);
    expect((await ask("after.example.org. A")).message?.rcode).toBe(3);
    expect(host.log.lines).toEqual([]);
  });
  test("goes on for names that fall through", async () => {
    const { ask } = await start("fallthrough");
    expect((await ask("nope.example.org. A", replying())).verdict).toBe("fell through");
    expect((await ask("www.example.net. A", replying())).verdict).toBe("not in scope");
  });
});

describe("a start", () => {
  test("asks for each zone, then for its records, at the place that endpoint names", async () => {
    const { cloudZones } = await start("endpoint http://192.0.2.1/api/");
    expect(cloudZones.asked).toEqual(["lab:z1", "lab:z1"]);
    expect(cloudZones.cloudDnsAccess).toMatchObject({
      baseUrl: "http://192.0.2.1/api/dns/v1",
      credentials: { type: "external_account" },
    });
  });
  test("ends with a zone that is not there", async () => {
    const { problem } = await start("", "example.org:lab:z2");
    expect(problem?.message).toBe(
      "plugin/clouddns: Corefile:5 - Error during parsing: failed to create plugin: googleapi: Error 404: not there, notFound",
    );
  });
});

describe("a refresh", () => {
  test("that fails is logged, leaves what was there, and is tried again after the interval", async () => {
    const { ask, cloudZones, host } = await start("refresh 90");
    cloudZones.sets = {};
    await host.clock.pass(91_000);
    expect(host.log.lines).toEqual([
      "[ERROR] plugin/clouddns: Failed to update zones [example.org.]: errors updating zones: [failed to list resource records for example.org.:lab:z1 from gcp: googleapi: Error 404: not there, notFound]",
    ]);
    expect((await ask("www.example.org. A")).answer).toHaveLength(1);
    cloudZones.sets = { "lab:z1": [SOA, set("www.example.org.", "A", "192.0.2.7")] };
    await host.clock.pass(90_000);
    expect((await ask("www.example.org. A")).answer).toEqual(["www.example.org. 60 IN A 192.0.2.7"]);
  });
  test("ends with its configuration", async () => {
    const { stop, cloudZones, host } = await start();
    await stop();
    const asked = cloudZones.asked.length;
    await host.clock.pass(200_000);
    expect(cloudZones.asked).toHaveLength(asked);
  });
});
