/** Where the client of route53 asks, and as whom: what it is made with, and the keys that it gets. */
import { describe, expect, test } from "vitest";
import { FakeCloudZones } from "../../ports/_test/fake-cloud-zones.ts";
import { type FakePage, FakeWeb } from "../../ports/_test/fake-web.ts";
import { type AwsKeys, AwsKeysFault } from "../../ports/cloud-zones.ts";
import { endsWith, type Surroundings } from "../_test/without-network.ts";
import { setup } from "./setup.ts";

const REGION = { AWS_REGION: "eu-west-1" };
const KEYS = { ...REGION, AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" };
const FILES = {
  "/home/me/.aws/config": "[default]\nregion = eu-west-1 ; near\n[profile other]\nregion=eu-west-2\nsso_session = x\n",
  "/home/me/.aws/credentials":
    "[default]\naws_access_key_id = file-id\naws_secret_access_key = file-key\naws_session_token = t\n",
};

/** The client that a start makes. */
async function clientOf(
  here: Surroundings,
  lines: readonly string[] = [],
  pages: Readonly<Record<string, FakePage>> = {},
) {
  const cloudZones = new FakeCloudZones();
  const web = new FakeWeb(pages);
  await endsWith(setup, ["route53 example.org.:Z1 {", ...lines, "}"], { ...here, parts: { cloudZones, web } });
  const { access } = cloudZones;
  const keys = async (): Promise<AwsKeys | string | undefined> => {
    if (typeof access?.keys !== "function") return access?.keys.profile;
    return access.keys().catch((error: unknown) => {
      if (error instanceof AwsKeysFault) return error.message;
      throw error;
    });
  };
  return { access, keys, web };
}

describe("a client", () => {
  test("asks Amazon with the keys of the environment", async () => {
    const { access, keys } = await clientOf({ environment: { ...KEYS, AWS_SESSION_TOKEN: "t" } });
    expect(access).toMatchObject({ region: "eu-west-1", endpoint: undefined, maxAttempts: 3, usesFips: false });
    expect(await keys()).toEqual({ id: "id", secret: "key", sessionToken: "t" });
  });
  test("asks another service, as often as is said", async () => {
    const environment = {
      ...KEYS,
      AWS_ENDPOINT_URL: "http://192.0.2.1",
      AWS_ENDPOINT_URL_ROUTE_53: "http://192.0.2.2/x",
      AWS_MAX_ATTEMPTS: "1",
      AWS_USE_FIPS_ENDPOINT: "true",
      AWS_USE_DUALSTACK_ENDPOINT: "True",
    };
    const expected = { endpoint: "http://192.0.2.2/x", maxAttempts: 1, usesFips: true, usesDualStack: true };
    expect((await clientOf({ environment })).access).toMatchObject(expected);
    const { AWS_ENDPOINT_URL_ROUTE_53: _, ...general } = environment;
    expect((await clientOf({ environment: general })).access).toMatchObject({ endpoint: "http://192.0.2.1" });
  });
  test("takes region and keys from files", async () => {
    const { access, keys } = await clientOf({ environment: { HOME: "/home/me" }, files: FILES });
    expect(access?.region).toBe("eu-west-1");
    expect(await keys()).toEqual({ id: "file-id", secret: "file-key", sessionToken: "t" });
  });
  test("takes a profile of the Corefile before keys of the environment, and leaves it to Amazon's library", async () => {
    const { keys } = await clientOf({ environment: { ...KEYS, HOME: "/home/me" }, files: FILES }, [
      "credentials other",
    ]);
    expect(await keys()).toBe("other");
  });
  test("takes a key of the Corefile before all", async () => {
    const { keys } = await clientOf({ environment: KEYS }, ["aws_access_key a b"]);
    expect(await keys()).toEqual({ id: "a", secret: "b", sessionToken: "" });
  });
  test("trusts the authorities that the environment names", async () => {
    const { access } = await clientOf({
      environment: { ...KEYS, AWS_CA_BUNDLE: "ca.pem" },
      files: { "ca.pem": "PEM" },
    });
    expect(access?.authorities).toEqual(Uint8Array.from(Buffer.from("PEM")));
  });
});

const TOKEN = "http://169.254.169.254/latest/api/token";
const ROLES = "http://169.254.169.254/latest/meta-data/iam/security-credentials/";
const GIVEN = JSON.stringify({
  AccessKeyId: "a",
  SecretAccessKey: "b",
  Token: "c",
  Expiration: "2026-01-01T00:00:00Z",
});
const LASTS = { id: "a", secret: "b", sessionToken: "c", expiresMs: Date.UTC(2026, 0, 1) };

describe("keys that others give", () => {
  test("are those of the machine's role, asked for with its token", async () => {
    const pages = { [`PUT ${TOKEN}`]: "tok", [`GET ${ROLES}`]: "reader\n", [`GET ${ROLES}reader`]: GIVEN };
    const { keys, web } = await clientOf({ environment: REGION }, [], pages);
    expect(await keys()).toEqual(LASTS);
    expect(web.asked.at(-1)?.headers).toEqual({ "x-aws-ec2-metadata-token": "tok" });
  });
  test("are those of the machine where it gives no tokens", async () => {
    const pages = {
      [`PUT ${TOKEN}`]: [403, ""],
      [`GET ${ROLES}`]: "reader",
      [`GET ${ROLES}reader`]: GIVEN,
    } as const;
    const { keys, web } = await clientOf({ environment: REGION }, [], pages);
    expect(await keys()).toEqual(LASTS);
    expect(web.asked.at(-1)?.headers).toEqual({});
  });
  test("are those of a container", async () => {
    const environment = {
      ...REGION,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1/keys",
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "secret",
    };
    const { keys, web } = await clientOf({ environment }, [], { "GET http://127.0.0.1/keys": GIVEN });
    expect(await keys()).toEqual(LASTS);
    expect(web.asked[0]?.headers).toEqual({ authorization: "secret" });
  });
  test("are those of the token service", async () => {
    const environment = { ...REGION, AWS_WEB_IDENTITY_TOKEN_FILE: "tok", AWS_ROLE_ARN: "arn:a" };
    const here = { environment, files: { tok: "t+1" } };
    const page = `<X><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken><Expiration>2026-01-01T00:00:00Z</Expiration></X>`;
    const url = "POST https://sts.eu-west-1.amazonaws.com/";
    const { keys, web } = await clientOf(here, [], { [url]: page });
    expect(await keys()).toEqual(LASTS);
    expect(web.asked[0]?.body).toContain("RoleArn=arn%3Aa&RoleSessionName=aws-go-sdk&WebIdentityToken=t%2B1");
    const refusal = "<E><Code>InvalidIdentityToken</Code><Message>old</Message><RequestId>r</RequestId></E>";
    expect(await (await clientOf(here, [], { [url]: [400, refusal] })).keys()).toBe(
      "get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 400, RequestID: r, InvalidIdentityToken: old",
    );
  });
  test("are told to be missing when the machine has no role", async () => {
    const { keys } = await clientOf({ environment: REGION }, [], {
      [`PUT ${TOKEN}`]: "tok",
      [`GET ${ROLES}`]: [404, ""],
    });
    expect(await keys()).toContain(
      "no EC2 IMDS role found, operation error ec2imds: GetMetadata, http response error StatusCode: 404",
    );
  });
});
