/** Configuration and credentials of route53, as set-up and start find them; the texts are those of Amazon's library. */
import { describe, expect, test } from "vitest";
import { endsWith, type Surroundings, setUpHere } from "../_test/without-network.ts";
import { setup } from "./setup.ts";

const CLIENT = "failed to create route53 client: ";
const PLUGIN = "failed to create route53 plugin: operation error Route 53: ListHostedZonesByName, ";
const TRIES = "exceeded maximum number of attempts, 3, ";
const IDENTITY = "get identity: get credentials: failed to refresh cached credentials, ";
const DISABLED = 'access disabled to EC2 IMDS via client option, or "AWS_EC2_METADATA_DISABLED" environment variable';
const UNREACHABLE = "dial tcp 169.254.169.254:80: connect: network is unreachable";
const SENT = "https response error StatusCode: 0, RequestID: , request send failed, Get ";
const QUERY = "/2013-04-01/hostedzonesbyname?dnsname=example.org.&hostedzoneid=Z1";

const REGION = { AWS_REGION: "eu-west-1" };
const KEYS = { ...REGION, AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" };
const FILES = {
  "/home/me/.aws/config": "[default]\nregion = eu-west-1 ; near\n[profile other]\nregion=eu-west-2\nsso_session = x\n",
  "/home/me/.aws/credentials": "[default]\naws_access_key_id = id\naws_secret_access_key = key\n",
};

const cases: Readonly<Record<string, readonly [Surroundings, string | undefined]>> = {
  "nothing is set": [
    {},
    `${CLIENT}failed to get region from IMDS: operation error ec2imds: GetRegion, ${TRIES}request send failed, Get "http://169.254.169.254/latest/dynamic/instance-identity/document": ${UNREACHABLE}`,
  ],
  "the machine's metadata must not be asked for a region": [
    { environment: { AWS_EC2_METADATA_DISABLED: "true" } },
    `${CLIENT}failed to get region from IMDS: operation error ec2imds: GetRegion, ${DISABLED}`,
  ],
  "a region alone": [
    { environment: REGION },
    `${PLUGIN}${TRIES}${IDENTITY}no EC2 IMDS role found, operation error ec2imds: GetMetadata, ${TRIES}request send failed, Get "http://169.254.169.254/latest/meta-data/iam/security-credentials/": ${UNREACHABLE}`,
  ],
  "the machine's metadata must not be asked for credentials": [
    { environment: { ...REGION, AWS_EC2_METADATA_DISABLED: "TRUE" } },
    `${PLUGIN}${IDENTITY}no EC2 IMDS role found, operation error ec2imds: GetMetadata, ${DISABLED}`,
  ],
  "attempts that are no number": [
    { environment: { AWS_MAX_ATTEMPTS: "x" } },
    `${CLIENT}invalid value AWS_MAX_ATTEMPTS=x, strconv.ParseInt: parsing "x": invalid syntax`,
  ],
  "a profile that is nowhere": [
    { environment: { AWS_PROFILE: "nowhere", HOME: "/home/me" }, files: FILES },
    `${CLIENT}failed to get shared config profile, nowhere`,
  ],
  "authorities that are not there": [
    { environment: { ...KEYS, AWS_CA_BUNDLE: "absent.pem" } },
    `${CLIENT}open absent.pem: no such file or directory`,
  ],
  "a token that is not there": [
    { environment: { ...REGION, AWS_WEB_IDENTITY_TOKEN_FILE: "tok", AWS_ROLE_ARN: "arn" } },
    `${PLUGIN}${IDENTITY}failed to retrieve jwt from provide source, unable to read file at tok: open tok: no such file or directory`,
  ],
  "credentials of a container": [
    { environment: { ...REGION, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/x" } },
    `${PLUGIN}${TRIES}${IDENTITY}failed to load credentials, ${TRIES}request send failed, Get "http://169.254.170.2/x": dial tcp 169.254.170.2:80: connect: network is unreachable`,
  ],
  "credentials from a stranger": [
    { environment: { ...REGION, AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://192.0.2.1/x" } },
    `${CLIENT}invalid endpoint host, "192.0.2.1", only loopback/ecs/eks hosts are allowed`,
  ],
};

describe("a start", () => {
  test.each(Object.entries(cases))("%s", async (_, [here, message]) => {
    const problem = await endsWith(setup, ["route53 example.org.:Z1"], here);
    expect(problem?.message).toBe(
      message === undefined ? undefined : `plugin/route53: Corefile:2 - Error during parsing: ${message}`,
    );
    expect(problem?.cause).toBe(message === undefined ? undefined : "here");
  });
});

/** Lines of the block, and what CoreDNS ends with where region and key are set and nothing can be reached. */
const blocks: readonly (readonly [readonly string[], string])[] = [
  [["credentials nowhere"], `${CLIENT}failed to get shared config profile, nowhere`],
  [["credentials other absent"], `${CLIENT}failed to get shared config profile, other`],
  [['aws_access_key "" b'], `${PLUGIN}${IDENTITY}static credentials are empty`],
  [["aws_endpoint http://192.0.2.1"], `${PLUGIN}${TRIES}${SENT}"/%7D${QUERY}": unsupported protocol scheme ""`],
];

test.each(blocks)("%j is of no use", async (lines, message) => {
  const here = { environment: { ...KEYS, HOME: "/home/me" }, files: FILES };
  const problem = await endsWith(setup, ["route53 example.org.:Z1 {", ...lines, "}"], here);
  expect(problem?.message).toBe(`plugin/route53: Corefile:4 - Error during parsing: ${message}`);
});

test("an endpoint in the Corefile is wrong on every machine", async () => {
  const lines = ["route53 example.org.:Z1 {", "aws_endpoint http://192.0.2.1", "}"];
  const problem = await endsWith(setup, lines, { environment: KEYS });
  expect([problem?.cause, problem?.range.start.line]).toEqual(["text", 3]);
});
test("a key in the Corefile is warned of", () => {
  const { host } = setUpHere(setup, ["route53 a.:Z1 {", "aws_access_key a b", "}"], { environment: REGION });
  expect(host.log.lines).toEqual([
    "[WARNING] plugin/route53: Save aws_access_key in Corefile has been deprecated, please use other authentication methods instead",
  ]);
});
test("without zones nothing is asked", async () =>
  expect(await endsWith(setup, ["route53"], { environment: REGION })).toBeUndefined());
test("other ways than keys in a file that the Corefile names are not served, and said to be so", () =>
  expect(
    setUpHere(setup, ["route53 a.:Z1 {", "credentials p file", "}"], {
      environment: REGION,
      files: { file: "[profile p]\ncredential_process = true\n" },
    }).problems,
  ).toMatchObject([
    {
      severity: "warning",
      cause: "engine",
      message:
        "plugin/route53: takes only keys out of a file of profiles that the Corefile names, not other ways to get them",
    },
  ]));
