/** Amazon's library against a service on loopback: pages, refusals, and a place where nobody listens. */
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { AwsKeysFault, type Route53Access } from "../../lib/ports/cloud-zones.ts";
import { route53Service } from "./route53.ts";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((closed) => (server === undefined ? closed() : server.close(() => closed())));
  server = undefined;
});

/** Serves XML by path and query; the headers of the last request are kept. */
async function serve(answer: (url: string) => readonly [status: number, body: string]) {
  const asked: { url: string; authorization: string; token: unknown }[] = [];
  const opened = createServer(({ url = "", headers }, response) => {
    asked.push({ url, authorization: headers.authorization ?? "", token: headers["x-amz-security-token"] });
    const [status, body] = answer(url);
    response.writeHead(status, { "content-type": "text/xml", "x-amzn-requestid": "r-1" }).end(body);
  });
  server = opened;
  await new Promise<void>((listening) => opened.listen(0, "127.0.0.1", listening));
  const address = opened.address();
  return { asked, endpoint: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}` };
}

const accessTo = (endpoint: string): Route53Access => ({
  region: "eu-west-1",
  endpoint,
  maxAttempts: 1,
  usesDualStack: false,
  usesFips: false,
  authorities: undefined,
  keys: () => Promise.resolve({ id: "AKID", secret: "s", sessionToken: "t" }),
});

const page = (sets: string, more: string): string =>
  `<ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ResourceRecordSets>${sets}</ResourceRecordSets>${more}<MaxItems>1000</MaxItems></ListResourceRecordSetsResponse>`;
const set = (name: string, value: string): string =>
  `<ResourceRecordSet><Name>${name}</Name><Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>${value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>`;
const ALIAS =
  "<ResourceRecordSet><Name>lb.example.org.</Name><Type>A</Type><AliasTarget><HostedZoneId>Z9</HostedZoneId><DNSName>x.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget></ResourceRecordSet>";

test("all pages are read, signed with the keys", async () => {
  const { asked, endpoint } = await serve((url) =>
    url.includes("name=b.example.org.")
      ? [200, page(set("b.example.org.", "192.0.2.2") + ALIAS, "<IsTruncated>false</IsTruncated>")]
      : [
          200,
          page(
            set("\\052.example.org.", "192.0.2.1"),
            "<IsTruncated>true</IsTruncated><NextRecordName>b.example.org.</NextRecordName><NextRecordType>A</NextRecordType>",
          ),
        ],
  );
  const service = route53Service(accessTo(endpoint));
  expect(await service.listResourceRecordSets("/hostedzone/Z1")).toEqual({
    ok: true,
    value: [
      { name: "\\052.example.org.", type: "A", ttl: 60, values: ["192.0.2.1"] },
      { name: "b.example.org.", type: "A", ttl: 60, values: ["192.0.2.2"] },
      { name: "lb.example.org.", type: "A", ttl: 0, values: [] },
    ],
  });
  expect(asked.map(({ url }) => url.split("?")[0])).toEqual(Array(2).fill("/2013-04-01/hostedzone/Z1/rrset"));
  expect(asked[0]?.authorization).toContain("Credential=AKID/");
  expect(asked[0]?.authorization).toContain("/eu-west-1/route53/aws4_request");
  expect(asked[0]?.token).toBe("t");
  service.close();
});

describe("a failure", () => {
  test("of the service has its status, code and message", async () => {
    const error = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>";
    const { endpoint } = await serve(() => [403, error]);
    const asked = await route53Service(accessTo(endpoint)).listHostedZonesByName("example.org.", "Z1");
    expect(asked).toEqual({
      ok: false,
      failure: {
        kind: "refused",
        status: 403,
        requestId: "r-1",
        code: "AccessDenied",
        message: "not you",
        attempts: 1,
      },
    });
  });
  test("to reach it has the URL, and Go's reason", async () => {
    const { endpoint } = await serve(() => [200, ""]);
    await new Promise<void>((closed) => server?.close(() => closed()));
    server = undefined;
    const asked = await route53Service(accessTo(endpoint)).listHostedZonesByName("example.org.", "/hostedzone/Z1");
    expect(asked).toEqual({
      ok: false,
      failure: {
        kind: "unsent",
        url: `${endpoint}/2013-04-01/hostedzonesbyname?dnsname=example.org.&hostedzoneid=Z1`,
        reason: `dial tcp ${endpoint.replace("http://", "")}: connect: connection refused`,
        attempts: 1,
      },
    });
  });
  test("to get keys is told as it is, and nothing is sent", async () => {
    const { asked, endpoint } = await serve(() => [200, ""]);
    const keys = () => Promise.reject(new AwsKeysFault("get identity: none"));
    const service = route53Service({ ...accessTo(endpoint), keys });
    expect(await service.listHostedZonesByName("example.org.", "Z1")).toEqual({
      ok: false,
      failure: { kind: "keys", text: "get identity: none" },
    });
    expect(asked).toEqual([]);
  });
});
