/** Clouds and identities of azure, as set-up and start find them. */
import { describe, expect, test } from "vitest";
import { endsWith, type Surroundings } from "../_test/without-network.ts";
import { setup } from "./setup.ts";

const CLIENT = ["tenant t", "client c", "secret s"];
const STACK = "environment AzureStackCloud";
const ADDRESS = '"activeDirectoryEndpoint":"https://login.example.org/"';
const PARAMETER = (name: string): string =>
  `plugin/azure: failed to get SPT from client credentials: parameter '${name}' cannot be empty`;
const UNREADABLE = (why: string): string =>
  `plugin/azure: Corefile:3 - Error during parsing: cannot set azure environment: "${why}"`;

const stack = (text: string): Surroundings => ({
  environment: { AZURE_ENVIRONMENT_FILEPATH: "stack.json" },
  files: { "stack.json": text },
});

const cases: Readonly<Record<string, readonly [readonly string[], Surroundings, string | undefined]>> = {
  "a client with a secret asks nobody at the start": [CLIENT, {}, undefined],
  "without a secret the machine must have an identity": [[], {}, "plugin/azure: MSI not available"],
  "an empty secret is none": [['secret ""'], {}, "plugin/azure: MSI not available"],
  "an identity at another place is believed": [[], { environment: { MSI_ENDPOINT: "http://192.0.2.1" } }, undefined],
  "where the machine's metadata are, it may have an identity": [[], { network: true }, undefined],
  "a cloud without a file": [[STACK], {}, UNREADABLE("open : no such file or directory")],
  "a cloud whose file is no JSON": [[STACK], stack("{"), UNREADABLE("unexpected end of JSON input")],
  "a cloud without a place to log in": [[STACK, ...CLIENT], stack("{}"), PARAMETER("activeDirectoryEndpoint")],
  "a cloud without an API": [[STACK, ...CLIENT], stack(`{${ADDRESS}}`), PARAMETER("resource")],
  "a whole cloud": [
    [STACK, ...CLIENT],
    stack(`{${ADDRESS},"ResourceManagerEndpoint":"https://api.example.org/"}`),
    undefined,
  ],
  "the last cloud counts": [[STACK, "environment AzureCloud", ...CLIENT], stack("{}"), undefined],
};

describe("a start", () => {
  test.each(Object.entries(cases))("%s", async (_, [lines, here, message]) => {
    const problem = await endsWith(setup, ["azure lab:example.org {", ...lines, "}"], here);
    expect([problem?.message, problem?.cause]).toEqual([message, message === undefined ? undefined : "here"]);
  });
});
