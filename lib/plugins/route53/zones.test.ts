/** Zones of Route 53 as they are fetched, answered, fetched again, and lost. */
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
const ZONE = [SOA, set("www.example.org.", "A", "192.0.2.1"), set("\\052.wild.example.org.", "A", "192.0.2.2")];
const ENVIRONMENT = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };

async function start(lines = "", zones = "example.org.:Z1", cloudZones = new FakeCloudZones({ Z1: ZONE })) {
  const base = world();
  const host = { ...base, cloudZones, identity: { ...base.identity, environment: ENVIRONMENT } };
  const running = await run(setup, `route53 ${zones} {\n${lines}\n}`, host);
  return { ...running, cloudZones };
}

describe("an answer", () => {
  test("tells the hosted zone, and the word of the Corefile that names it", async () => {
    const { ask } = await start();
    const served = await ask("www.example.org. A");
    expect(served.answer).toEqual(["www.example.org. 60 IN A 192.0.2.1"]);
    expect(served.sentence).toBe("www.example.org. is in zone example.org. (hosted zone Z1 of Route 53); A records: 1");
    expect([served.rule?.start.line, served.rule?.start.column]).toEqual([2, 9]);
    expect((await ask("x.wild.example.org. A")).sentence).toContain("made from the wildcard *.wild.example.org.");
    expect((await ask("nope.example.org. A")).sentence).toContain("ends here with NXDOMAIN");
  });
  test("goes on for names in no zone, and for those that fall through", async () => {
    const { ask } = await start("fallthrough");
    expect((await ask("www.example.net. A", replying())).verdict).toBe("not in scope");
    const fallen = await ask("nope.example.org. A", replying());
    expect([fallen.verdict, fallen.passedOn === undefined]).toEqual(["fell through", false]);
    expect((await ask("www.example.org. AAAA")).passedOn).toBeUndefined();
  });
  test("comes from the next hosted zone when the first has none, and that is noted", async () => {
    const second = [SOA, set("private.example.org.", "A", "192.0.2.9")];
    const { ask } = await start("", "example.org.:Z1 example.org.:Z2", new FakeCloudZones({ Z1: ZONE, Z2: second }));
    const { answer, notes, sentence } = await ask("private.example.org. A");
    expect(answer).toEqual(["private.example.org. 60 IN A 192.0.2.9"]);
    expect(notes).toEqual([
      "hosted zone Z1 of Route 53 has no answer, and the zone is there more than once: the next one is asked",
    ]);
    expect(sentence).toContain("hosted zone Z2");
  });
  test("is SERVFAIL without an SOA record, and that is said", async () => {
    const { ask } = await start("", "example.org.:Z1", new FakeCloudZones({ Z1: [] }));
    const { outcome, sentence } = await ask("www.example.org. A");
    expect([outcome.rcode, sentence]).toEqual([
      2,
      "zone example.org. (hosted zone Z1 of Route 53) has not been fetched, or has no SOA record: SERVFAIL",
    ]);
  });
});

describe("a refresh", () => {
  test("brings what is new after the interval, not before", async () => {
    const { ask, cloudZones, host } = await start("refresh 90");
    cloudZones.sets = { Z1: [SOA, set("www.example.org.", "A", "192.0.2.7")] };
    await host.clock.pass(89_000);
    expect((await ask("www.example.org. A")).answer).toEqual(["www.example.org. 60 IN A 192.0.2.1"]);
    await host.clock.pass(2000);
    expect((await ask("www.example.org. A")).answer).toEqual(["www.example.org. 60 IN A 192.0.2.7"]);
  });
  test("that fails is logged, leaves what was there, and is tried again", async () => {
    const { ask, cloudZones, host } = await start();
    const { sets } = cloudZones;
    cloudZones.sets = {};
    await host.clock.pass(61_000);
    expect(host.log.lines).toEqual([
      "[ERROR] plugin/route53: Failed to update zones [example.org.]: errors updating zones: [failed to list resource records for example.org.:Z1 from route53: operation error Route 53: ListResourceRecordSets, https response error StatusCode: 404, RequestID: r-1, NoSuchHostedZone: No hosted zone found]",
    ]);
    expect((await ask("www.example.org. A")).answer).toHaveLength(1);
    cloudZones.sets = { ...sets, Z1: [SOA] };
    await host.clock.pass(60_000);
    expect((await ask("www.example.org. A")).answer).toEqual([]);
  });
  test("ends with its configuration", async () => {
    const { stop, cloudZones, host } = await start();
    await stop();
    const asked = cloudZones.asked.length;
    await host.clock.pass(200_000);
    expect([cloudZones.asked.length - asked, cloudZones.asked.at(-1)]).toEqual([0, "close"]);
  });
});

test("a record set that cannot be read is logged and left out", async () => {
  const { host, ask } = await start(
    "",
    "example.org.:Z1",
    new FakeCloudZones({ Z1: [SOA, set("bad\\137.example.org.", "A", "192.0.2.1"), set("a.example.org.", "A", "x")] }),
  );
  expect(host.log.lines).toEqual([
    "[WARNING] plugin/route53: Failed to process resource record set: failed to unescape `bad\\137.example.org.' name: invalid character: \\0137",
    '[WARNING] plugin/route53: Failed to process resource record set: failed to parse resource record: dns: bad A A: "x" at line: 1:24',
  ]);
  expect((await ask("a.example.org. A")).message?.rcode).toBe(3);
});

test("a zone without its final dot is fetched and never asked", async () => {
  const { ask } = await start("", "example.org:Z1");
  expect((await ask("www.example.org. A", replying())).verdict).toBe("not in scope");
});
