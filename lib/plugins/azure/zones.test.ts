/** Zones of Azure as they are fetched, answered, fetched again, and lost. */
import { describe, expect, test } from "vitest";
import { FakeCloudZones } from "../../ports/_test/fake-cloud-zones.ts";
import type { AzureRecordSet } from "../../ports/cloud-zones.ts";
import { run, world } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const SOA: AzureRecordSet = {
  fqdn: "example.org.",
  ttl: 3600,
  soaRecord: {
    host: "ns1-01.azure-dns.com.",
    email: "azuredns-hostmaster.microsoft.com",
    serialNumber: 1,
    refreshTime: 3600,
    retryTime: 300,
    expireTime: 2_419_200,
    minimumTtl: 300,
  },
};
const www = (address: string): AzureRecordSet => ({
  fqdn: "www.example.org.",
  ttl: 60,
  aRecords: [{ ipv4Address: address }],
});
const ALL: readonly AzureRecordSet[] = [
  SOA,
  { fqdn: "example.org.", ttl: 172_800, nsRecords: [{ nsdname: "ns1-01.azure-dns.com." }] },
  www("192.0.2.1"),
  {
    fqdn: "all.example.org.",
    ttl: 30,
    aRecords: [{ ipv4Address: "192.0.2.2" }, { ipv4Address: "nowhere" }],
    aaaaRecords: [{ ipv6Address: "2001:db8::1" }],
    mxRecords: [{ preference: 10, exchange: "MX.example.net" }],
    ptrRecords: [{ ptrdname: "host.example.net" }],
    srvRecords: [{ priority: 1, weight: 2, port: 80, target: "www.example.org" }],
    txtRecords: [{ value: ["a remark", "ä\\034\\065"] }],
  },
  { fqdn: "alias.example.org.", ttl: 20, cnameRecord: { cname: "www.example.org" } },
];

const CLIENT = "tenant t\nclient c\nsecret s\nsubscription sub";

async function start(lines: string, sets: Readonly<Record<string, readonly AzureRecordSet[]>>) {
  const cloudZones = new FakeCloudZones();
  cloudZones.azureSets = sets;
  const host = { ...world(), cloudZones };
  const running = await run(setup, lines, host);
  await host.clock.pass(0);
  return { ...running, cloudZones };
}

const LAB = `azure lab:example.org {\n${CLIENT}\n}`;

describe("an answer", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["www.example.org. A", ["www.example.org. 60 IN A 192.0.2.1"]],
    ["all.example.org. A", ["all.example.org. 30 IN A 192.0.2.2"]],
    ["all.example.org. AAAA", ["all.example.org. 30 IN AAAA 2001:db8::1"]],
    ["all.example.org. MX", ["all.example.org. 30 IN MX 10 mx.example.net."]],
    ["all.example.org. PTR", ["all.example.org. 30 IN PTR host.example.net."]],
    ["all.example.org. SRV", ["all.example.org. 30 IN SRV 1 2 80 www.example.org."]],
    ["all.example.org. TXT", ['all.example.org. 30 IN TXT "a remark" "\\195\\164\\"A"']],
    ["example.org. NS", ["example.org. 172800 IN NS ns1-01.azure-dns.com."]],
    [
      "example.org. SOA",
      ["example.org. 3600 IN SOA ns1-01.azure-dns.com. azuredns-hostmaster.microsoft.com. 1 3600 300 2419200 300"],
    ],
    ["alias.example.org. A", ["alias.example.org. 20 IN CNAME www.example.org.", "www.example.org. 60 IN A 192.0.2.1"]],
  ];
  test.each(cases)("%s", async (question, answer) =>
    expect((await (await start(LAB, { "lab:example.org": ALL })).ask(question)).answer).toEqual(answer),
  );

  test("tells the zone at Azure", async () => {
    const { ask } = await start(LAB, { "lab:example.org": ALL });
    const { sentence, rule } = await ask("www.example.org. A");
    expect(sentence).toBe("www.example.org. is in zone example.org. (zone example.org of lab at Azure); A records: 1");
    expect(rule?.start.line).toBe(2);
  });
  test("comes from public and private zones of all uses, and falls through as the last use says", async () => {
    const lines = `azure lab:example.org {\n${CLIENT}\n}\nazure in:example.org {\naccess private\nfallthrough\n}`;
    const inside = { fqdn: "in.example.org.", ttl: 60, aRecords: [{ ipv4Address: "192.0.2.9" }] };
    const { ask, cloudZones } = await start(lines, { "lab:example.org": ALL, "private in:example.org": [SOA, inside] });
    expect(cloudZones.asked).toEqual(["lab:example.org", "private in:example.org"]);
    expect((await ask("in.example.org. A")).answer).toEqual(["in.example.org. 60 IN A 192.0.2.9"]);
    expect((await ask("nope.example.org. A", replying())).verdict).toBe("fell through");
  });
  test("is SERVFAIL before the zone was fetched", async () => {
    const { outcome, sentence } = await (await start(LAB, {})).ask("www.example.org. A");
    expect([outcome.rcode, sentence]).toEqual([
      2,
      "zone example.org. (zone example.org of lab at Azure) has not been fetched, or has no SOA record: SERVFAIL",
    ]);
  });
});

describe("a refresh", () => {
  const REFUSED =
    'dns.RecordSetsClient#ListByDNSZone: Failure responding to request: StatusCode=404 -- Original Error: autorest/azure: Service returned an error. Status=404 Code="ResourceNotFound" Message="The resource was not found."';

  test("that fails is logged, leaves what was there, and is tried again after the interval", async () => {
    const { ask, cloudZones, host } = await start(`azure lab:example.org {\n${CLIENT}\nrefresh 90\n}`, {
      "lab:example.org": ALL,
    });
    cloudZones.azureSets = {};
    await host.clock.pass(89_000);
    expect(host.log.lines).toEqual([]);
    await host.clock.pass(2000);
    expect(host.log.lines).toEqual([
      `[ERROR] plugin/azure: Failed to update zones [example.org.]: errors updating zones: [failed to update lab:example.org from azure: ${REFUSED}]`,
    ]);
    expect((await ask("www.example.org. A")).answer).toHaveLength(1);
    cloudZones.azureSets = { "lab:example.org": [SOA, www("192.0.2.7")] };
    await host.clock.pass(90_000);
    expect((await ask("www.example.org. A")).answer).toEqual(["www.example.org. 60 IN A 192.0.2.7"]);
  });
  test("without an SOA record changes nothing", async () => {
    const { host } = await start(LAB, { "lab:example.org": [www("192.0.2.1")] });
    expect(host.log.lines).toEqual([
      "[ERROR] plugin/azure: Failed to update zones [example.org.]: errors updating zones: [failed to update lab:example.org from azure: zone has no SOA record]",
    ]);
  });
  test("ends with its configuration", async () => {
    const { stop, cloudZones, host } = await start(LAB, { "lab:example.org": ALL });
    await stop();
    await host.clock.pass(200_000);
    expect(cloudZones.asked).toHaveLength(1);
  });
});

describe("who asks", () => {
  test("is the client, at the place of its cloud; the API is the public one's", async () => {
    const { cloudZones } = await start(`azure lab:example.org {\n${CLIENT}\nenvironment AzureChinaCloud\n}`, {});
    expect(cloudZones.azureAccess).toEqual({
      subscription: "sub",
      identity: {
        kind: "client",
        authority: "https://login.chinacloudapi.cn/",
        tenant: "t",
        client: "c",
        secret: "s",
      },
      resource: "https://management.chinacloudapi.cn/",
      endpoint: "https://management.azure.com",
      authorities: undefined,
    });
  });
  test("is the machine without a secret", async () => {
    const { cloudZones } = await start("azure lab:example.org {\nclient c\n}", {});
    expect(cloudZones.azureAccess?.identity).toEqual({ kind: "machine", client: "c" });
  });
});
