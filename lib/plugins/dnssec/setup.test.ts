/** Keys of dnssec, as set-up finds them. */
import { describe, expect, test } from "vitest";
import { endsWith, setUpHere } from "../_test/without-network.ts";
import { setup } from "./setup.ts";

const PUBLIC = "0J8u0XJ9GNGFEBXuAmLu04taHG4BXPP3gwhetiOUMnGA+x09nqzgF5IYOyjWB7N3rXqQbnOSILhH1hnuyh7mmA==";
const KEY = `example.org. IN DNSKEY 257 3 13 ${PUBLIC}\n`;
const FORMAT = "Private-key-format: v1.3\n";
const PRIVATE = `${FORMAT}Algorithm: 13 (ECDSAP256SHA256)\nPrivateKey: /4BZk8AFvyW5hL3cOLSVxIp1RTqHSAEloWUxj86p3gs=\n`;
const RSA = `AwEAAb${"B".repeat(594)}`;

/** The first lines of both files, and what CoreDNS says. */
const cases: Readonly<Record<string, readonly [string | undefined, string | undefined, string | undefined]>> = {
  "a key": [KEY, PRIVATE, undefined],
  "a key for the zone above": [KEY.replace("example.", ""), PRIVATE, undefined],
  "no public half": [undefined, PRIVATE, "open K.key: no such file or directory"],
  "no private half": [KEY, undefined, "open K.private: no such file or directory"],
  "an empty public half": ["", PRIVATE, "no public key found"],
  "another record": ["example.org. IN A 192.0.2.1\n", PRIVATE, "no public key found"],
  "a public half that cannot be read": [
    "example.org. IN DNSKEY x\n",
    PRIVATE,
    'K.key: dns: bad DNSKEY Flags: "x" at line: 1:24',
  ],
  "a public half that is no base64": ["example.org. IN DNSKEY 257 3 13 A=AA\n", PRIVATE, "dns: bad key"],
  "a key too short for its algorithm": ["example.org. IN DNSKEY 257 3 13 AAAA\n", PRIVATE, "dns: bad key"],
  "a key for another zone": [
    KEY.replace("example.org", "Example.NET"),
    PRIVATE,
    "key Example.NET. (keyid: 18512) can not sign any of the zones",
  ],
  "a key for a zone below": [
    KEY.replace("example", "sub.example"),
    PRIVATE,
    "key sub.example.org. (keyid: 18512) can not sign any of the zones",
  ],
  "an empty private half": [KEY, "", "dns: bad private key"],
  "a private half of another format": [KEY, "Private-key-format: v1.1\n", "dns: bad private key"],
  "a private half of no format": [KEY, "Algorithm: 13\n", "dns: bad private key"],
  "no algorithm": [KEY, FORMAT, "dns: bad private key"],
  "an algorithm that CoreDNS does not sign with": [KEY, `${FORMAT}Algorithm: 16\n`, "dns: bad algorithm"],
  "an Ed25519 key of another size": [KEY, `${FORMAT}Algorithm: 15\nPrivateKey: AAAA\n`, "dns: bad private key"],
  "an RSA key for one of ECDSA": [KEY, `${FORMAT}Algorithm: 8\nModulus: AAAA\n`, "dns: bad key"],
  "an RSA key": [`example.org. IN DNSKEY 256 3 8 ${RSA}\n`, `${FORMAT}Algorithm: 8 (RSASHA256)\n`, undefined],
  "a private half that is no base64": [
    KEY,
    `${FORMAT}Algorithm: 13\nPrivateKey: AA=A\n`,
    "illegal base64 data at input byte 2",
  ],
  "a line without a name": [KEY, "foo\n", 'K.private: dns: no private key seen: "foo" at line: 1:3'],
  "comments and empty lines": [
    KEY,
    `; mine\n\n${FORMAT}Algorithm: 13 ; ECDSA\nPrivateKey: AAAA ; short\n`,
    "illegal base64 data at input byte 4",
  ],
};

describe("keys", () => {
  test.each(Object.entries(cases))("%s", async (_, [publicHalf, privateHalf, message]) => {
    const files = {
      ...(publicHalf === undefined ? {} : { "K.key": publicHalf }),
      ...(privateHalf === undefined ? {} : { "K.private": privateHalf }),
    };
    const problem = await endsWith(setup, ["dnssec {", "key file K", "}"], { files });
    expect(problem?.message).toBe(message === undefined ? undefined : `plugin/dnssec: ${message}`);
    expect(problem?.cause).toBe(message === undefined ? undefined : "here");
  });
  test.each(["K", "K.key", "K.private", "./K.key"])("%s is the name of both files", async (name) =>
    expect(
      await endsWith(setup, ["dnssec {", `key file ${name}`, "}"], {
        files: { "K.key": KEY, "K.private": PRIVATE, "./K.key": KEY, "./K.private": PRIVATE },
      }),
    ).toBeUndefined(),
  );
});

const SECRET = ["dnssec {", "key aws_secretsmanager zone-key", "}"];
const HEAD = "plugin/dnssec: operation error Secrets Manager: GetSecretValue, ";

test("secrets need somebody who asks for them", async () =>
  expect((await endsWith(setup, SECRET))?.message).toBe(
    `${HEAD}exceeded maximum number of attempts, 3, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata, exceeded maximum number of attempts, 3, request send failed, Get "http://169.254.169.254/latest/meta-data/iam/security-credentials/": dial tcp 169.254.169.254:80: connect: network is unreachable`,
  ));
test("secrets need a region", async () => {
  const environment = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
  expect((await endsWith(setup, SECRET, { environment }))?.message).toBe(
    `${HEAD}failed to resolve service endpoint, endpoint rule error, Invalid Configuration: Missing Region`,
  );
  expect(
    (await endsWith(setup, SECRET, { environment: { ...environment, AWS_REGION: "eu-west-1" } }))?.message,
  ).toContain('request send failed, Post "https://secretsmanager.eu-west-1.amazonaws.com/": dial tcp: lookup ');
});
test("secrets need the profile that the environment names", async () =>
  expect((await endsWith(setup, SECRET, { environment: { AWS_PROFILE: "p" } }))?.message).toBe(
    "plugin/dnssec: failed to get shared config profile, p",
  ));
test("a service that can be reached may have the secret", async () =>
  expect(await endsWith(setup, SECRET, { network: true })).toBeUndefined());
test("secrets are not fetched yet, and said not to be", () => {
  const environment = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_REGION: "eu-west-1" };
  expect(setUpHere(setup, SECRET, { environment, network: true }).problems).toMatchObject([
    {
      severity: "warning",
      cause: "engine",
      message: "plugin/dnssec: this engine does not fetch keys from AWS Secrets Manager yet",
    },
  ]);
});
