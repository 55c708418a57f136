/** Credentials of clouddns, as set-up and start find them. */
import { describe, expect, test } from "vitest";
import { FakeCloudZones } from "../../ports/_test/fake-cloud-zones.ts";
import { endsWith, type Surroundings } from "../_test/without-network.ts";
import { setup } from "./setup.ts";

const AT = "plugin/clouddns: Corefile:4 - Error during parsing: failed to create plugin: Get";
const UNREACHABLE =
  "dial tcp: lookup oauth2.googleapis.com on 127.0.0.1:53: dial udp 127.0.0.1:53: connect: network is unreachable";
const USER = { type: "authorized_user", client_id: "a", client_secret: "b", refresh_token: "c" };
const SERVICE = {
  type: "service_account",
  client_email: "dns@example.org",
  private_key: "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
};
const NO_CREDENTIALS =
  "credentials: could not find default credentials. See https://cloud.google.com/docs/authentication/external/set-up-adc for more information";

/** The contents of a file that the Corefile names, and what CoreDNS says behind the name of the file. */
const refusedFiles: readonly (readonly [string, string])[] = [
  ["", "unexpected end of JSON input"],
  ["x", "invalid character 'x' looking for beginning of value"],
  ["[]", 'json: cannot unmarshal array into Go value of type struct { Type string "json:\\"type\\"" }'],
  ['{"type": 5}', "json: cannot unmarshal number into Go struct field .type of type string"],
  ["{}", "missing `type` field in credential"],
  ["null", "missing `type` field in credential"],
  ['{"type": "house_key"}', "unknown credential type: house_key"],
  ['{"type": "gdch_service_account"}', "unknown credential type: gdch_service_account"],
];

describe("files of the Corefile", () => {
  test.each(refusedFiles)("%j is refused", async (text, message) => {
    const lines = ["clouddns example.org:lab:zone-1 {", "credentials creds.json", "}"];
    const problem = await endsWith(setup, lines, { files: { "creds.json": text } });
    expect([problem?.message, problem?.cause]).toEqual([
      `plugin/clouddns: Corefile:3 - Error during parsing: invalid credentials file "creds.json": ${message}`,
      "here",
    ]);
  });
  test("one that is not there is refused", async () => {
    const lines = ["clouddns example.org:lab:zone-1 {", "credentials absent.json", "}"];
    expect((await endsWith(setup, lines))?.message).toBe(
      'plugin/clouddns: Corefile:3 - Error during parsing: invalid credentials file "absent.json": open absent.json: no such file or directory',
    );
  });
});

/** Credentials, and the line with which CoreDNS ends where nothing can be reached. */
const unusable: readonly (readonly [object, string])[] = [
  [{ ...SERVICE, client_email: "" }, "auth: email must be provided"],
  [{ ...SERVICE, private_key: undefined }, "auth: private key must be provided"],
  [{ ...USER, client_id: "" }, "auth: client ID must be provided"],
  [{ ...USER, client_secret: null }, "auth: client secret must be provided"],
  [{ ...USER, refresh_token: "" }, "auth: refresh token must be provided"],
  [
    { type: "impersonated_service_account" },
    "missing 'source_credentials' field or 'service_account_impersonation_url' in credentials",
  ],
  [
    { type: "impersonated_service_account", service_account_impersonation_url: "x", source_credentials: { type: "" } },
    "credentials: unsupported unidentified file type",
  ],
  [
    { type: "impersonated_service_account", service_account_impersonation_url: "x", source_credentials: 5 },
    "json: cannot unmarshal number into Go value of type credsfile.fileTypeChecker",
  ],
  [{ type: "external_account" }, "externalaccount: Audience must be set"],
  [{ type: "external_account", audience: "a" }, "externalaccount: Subject token type must be set"],
  [
    USER,
    `${AT} "https://dns.googleapis.com/dns/v1/projects/lab/managedZones/zone%2F1?alt=json&prettyPrint=false": Post "https://oauth2.googleapis.com/token": ${UNREACHABLE}`,
  ],
  [
    SERVICE,
    `${AT} "https://dns.googleapis.com/dns/v1/projects/lab/managedZones/zone%2F1?alt=json&prettyPrint=false": auth: cannot fetch token: Post "https://oauth2.googleapis.com/token": ${UNREACHABLE}`,
  ],
  [
    { ...SERVICE, token_uri: "http://192.0.2.1/t" },
    `${AT} "https://dns.googleapis.com/dns/v1/projects/lab/managedZones/zone%2F1?alt=json&prettyPrint=false": auth: cannot fetch token: Post "http://192.0.2.1/t": dial tcp 192.0.2.1:80: connect: network is unreachable`,
  ],
  [
    { ...SERVICE, universe_domain: "example.org" },
    `${AT} "https://dns.googleapis.com/dns/v1/projects/lab/managedZones/zone%2F1?alt=json&prettyPrint=false": the configured universe domain ("googleapis.com") does not match the universe domain found in the credentials ("example.org"). If you haven't configured the universe domain explicitly, "googleapis.com" is the default`,
  ],
];

test.each(unusable)("%j does not suffice", async (credentials, message) => {
  const lines = ["clouddns example.org:lab:zone/1 {", "credentials creds.json", "}"];
  const problem = await endsWith(setup, lines, { files: { "creds.json": JSON.stringify(credentials) } });
  expect([problem?.message, problem?.cause]).toEqual([message, "here"]);
});

/** A zone that is there. */
const parts = { cloudZones: new FakeCloudZones({ "lab:zone-1": [] }) };

/** What there is when the Corefile names no file. */
const defaults: Readonly<Record<string, readonly [Surroundings, string | undefined]>> = {
  nothing: [{}, NO_CREDENTIALS],
  "a file that is not there": [
    { environment: { GOOGLE_APPLICATION_CREDENTIALS: "absent.json" } },
    "open absent.json: no such file or directory",
  ],
  "a file of an unknown type": [
    { environment: { GOOGLE_APPLICATION_CREDENTIALS: "a.json" }, files: { "a.json": '{"type": "house_key"}' } },
    'credentials: unsupported filetype "house_key"',
  ],
  "a client of an application": [
    {
      environment: { GOOGLE_APPLICATION_CREDENTIALS: "a.json" },
      files: { "a.json": '{"installed": {"redirect_uris": ["http://localhost"]}}' },
    },
    "credentials: auth handler must be specified for this credential filetype",
  ],
  "gcloud's file": [
    {
      environment: { HOME: "/home/me" },
      files: { "/home/me/.config/gcloud/application_default_credentials.json": "{}" },
    },
    "credentials: unsupported unidentified file type",
  ],
  "the metadata of a machine": [{ network: true, parts }, undefined],
  "the metadata of another": [{ environment: { GCE_METADATA_HOST: "192.0.2.1" }, parts }, undefined],
};

test.each(Object.entries(defaults))("without a file in the Corefile: %s", async (_, [here, message]) =>
  expect((await endsWith(setup, ["clouddns example.org:lab:zone-1"], here))?.message).toBe(message),
);

test("another API is asked in its folder", async () => {
  const lines = ["clouddns a:b:c {", "credentials creds.json", "endpoint http://192.0.2.1/api/", "}"];
  const problem = await endsWith(setup, lines, { files: { "creds.json": JSON.stringify(USER) } });
  expect(problem?.message).toContain('Get "http://192.0.2.1/api/dns/v1/projects/b/managedZones/c?');
});
test("without zones nothing is asked", async () => {
  const here = { files: { "creds.json": JSON.stringify(USER) } };
  expect(await endsWith(setup, ["clouddns {", "credentials creds.json", "}"], here)).toBeUndefined();
});
