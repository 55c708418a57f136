/** Corefiles with nomad against the environment variables and files of the machine they are started on. */
import { expect, test } from "vitest";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { FakeFiles } from "../_test/fake-files.ts";
import { setup } from "./setup.ts";

const PEM = (label: string): string => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;

function firstMessage(environment: Readonly<Record<string, string>>, line = ""): string | undefined {
  const host = fakeHost();
  const files = new FakeFiles({ "cert.pem": PEM("CERTIFICATE"), "key.pem": PEM("PRIVATE KEY"), "text.pem": "nothing" });
  const world = { ...host, files, identity: { ...host.identity, environment } };
  return setUp(`example.org {\nnomad {\n${line}\n}\n}`, [setup], world).messages[0];
}

const cases: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string | undefined]>> = {
  "nothing is said": [{}, undefined],
  "an address that is no URL": [
    { NOMAD_ADDR: "http://[::1" },
    "invalid address 'http://[::1': parse \"http://[::1\": missing ']' in host",
  ],
  "a certificate without a key": [
    { NOMAD_CLIENT_CERT: "cert.pem" },
    "Both client cert and client key must be provided",
  ],
  "certificate and key": [{ NOMAD_CLIENT_CERT: "cert.pem", NOMAD_CLIENT_KEY: "key.pem" }, undefined],
  "a key that is not there": [
    { NOMAD_CLIENT_CERT: "text.pem", NOMAD_CLIENT_KEY: "absent.pem" },
    "open absent.pem: no such file or directory",
  ],
  "a certificate that is none": [
    { NOMAD_CLIENT_CERT: "text.pem", NOMAD_CLIENT_KEY: "key.pem" },
    "tls: failed to find any PEM data in certificate input",
  ],
  "an authority": [{ NOMAD_CACERT: "cert.pem" }, undefined],
  "an authority that is not there": [
    { NOMAD_CACERT: "absent.pem" },
    "Error loading CA File: open absent.pem: no such file or directory",
  ],
  "an authority that is none": [{ NOMAD_CACERT: "text.pem" }, "Error loading CA File: Couldn't parse PEM in: text.pem"],
  "a folder of authorities that is not there": [{ NOMAD_CAPATH: "absent" }, "lstat absent: no such file or directory"],
};

test.each(Object.entries(cases))("%s", (_, [environment, message]) =>
  expect(firstMessage(environment)).toBe(message === undefined ? undefined : `plugin/nomad: plugin/nomad: ${message}`),
);

test("an address of the Corefile stands before that of the variable", () =>
  expect(firstMessage({ NOMAD_ADDR: "http://[::1" }, "address http://192.0.2.1")).toBeUndefined());
test("an empty one does not", () =>
  expect(firstMessage({ NOMAD_ADDR: "http://[::1" }, 'address ""')).toContain("invalid address 'http://[::1'"));
