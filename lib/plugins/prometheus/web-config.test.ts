/** Web configuration files, and what Prometheus's exporter toolkit says of them. */
import { describe, expect, test } from "vitest";
import { pemOf } from "../../ports/_test/fake-certificates.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { HASH } from "../../ports/_test/fake-passwords.ts";
import { readWebConfig } from "./web-config.ts";

const FILES = {
  "web/cert.pem": pemOf("CERTIFICATE", "rsa:one"),
  "web/key.pem": pemOf("PRIVATE KEY", "rsa:one"),
  "web/other.pem": pemOf("PRIVATE KEY", "rsa:two"),
};
const PAIR = "tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n";
const wrong = (...lines: readonly string[]): string => ["yaml: unmarshal errors:", ...lines].join("\n  ");

const faults: Readonly<Record<string, string>> = {
  "a: b: c": "yaml: mapping values are not allowed in this context",
  a: wrong("line 1: cannot unmarshal !!str `a` into web.Config"),
  "foo: 1\ntls_server_config:\n  bar: 2": wrong(
    "line 1: field foo not found in type web.Config",
    "line 3: field bar not found in type web.TLSConfig",
  ),
  "http_server_config:\n  http2: x": wrong("line 2: cannot unmarshal !!str `x` into bool"),
  "rate_limit:\n  interval: soon": wrong("line 2: cannot unmarshal !!str `soon` into time.Duration"),
  "tls_server_config:\n  cert_file: [a]": wrong("line 2: cannot unmarshal !!seq into string"),
  "tls_server_config:\n  key_file: key.pem": "missing one of cert or cert_file",
  "tls_server_config:\n  cert_file: cert.pem": "missing one of key or key_file",
  "tls_server_config:\n  cert_file: absent.pem\n  key_file: key.pem":
    "failed to read cert_file (web/absent.pem): open web/absent.pem: no such file or directory",
  "tls_server_config:\n  cert_file: cert.pem\n  key_file: /absent.pem":
    "failed to read key_file (/absent.pem): open /absent.pem: no such file or directory",
  "tls_server_config:\n  cert_file: cert.pem\n  key_file: other.pem":
    "failed to load X509KeyPair: tls: private key does not match public key",
  "tls_server_config:\n  cert: text\n  key_file: key.pem":
    "failed to load X509KeyPair: tls: failed to find any PEM data in certificate input",
  [`${PAIR}  client_ca_file: absent.pem`]: "open web/absent.pem: no such file or directory",
  [`${PAIR}  client_ca: text`]: "client CA's have been configured without a Client Auth Policy",
  [`${PAIR}  client_auth_type: always`]: "invalid ClientAuth: always",
  [`${PAIR}  cipher_suites: [x]`]: "unknown cipher: x",
  [`${PAIR}  curve_preferences: [P256]`]: "unknown curve: P256",
  [`${PAIR}  max_version: TLS14`]: "unknown TLS version: TLS14",
  "http_server_config:\n  headers:\n    Server: x": 'HTTP header "Server" can not be configured',
  "http_server_config:\n  headers:\n    X-Frame-Options: maybe":
    'invalid value for X-Frame-Options. Expected one of: ["deny" "sameorigin"], but got: "maybe"',
  "basic_auth_users:\n  a: b": "crypto/bcrypt: hashedSecret too short to be a bcrypted password",
  [`basic_auth_users:\n  a: ${HASH.replace("2y", "3y")}`]:
    "crypto/bcrypt: bcrypt algorithm version '3' requested is newer than current version '2'",
  [`basic_auth_users:\n  a: ${HASH.replace("$10", "$03")}`]:
    "crypto/bcrypt: cost 3 is outside allowed inclusive range 4..31",
};

const read = (text: string) =>
  readWebConfig({ host: fakeHost({ ...FILES, "web/web.yml": text }), path: "web/web.yml" });

describe("files that are wrong", () => {
  test.each(Object.entries(faults))("%j", (text, fault) => expect(read(text)).toEqual({ kind: "fault", text: fault }));

  test("a file that is not there", () =>
    expect(readWebConfig({ host: fakeHost(), path: "web.yml" })).toEqual({
      kind: "fault",
      text: "open web.yml: no such file or directory",
    }));
});

test.each([
  ["", "clear"],
  ["http_server_config:\n  http2: false", "clear"],
  [`basic_auth_users:\n  a: ${HASH}`, "clear"],
  [PAIR, "tls"],
])("%j is served %s", (text, kind) => expect(read(text)).toMatchObject({ kind: "web", tls: { kind } }));

test("what is said of TLS", () =>
  expect(
    read(
      `${PAIR}  client_ca_file: cert.pem\n  client_auth_type: RequireAndVerifyClientCert\n  client_allowed_sans: [a, b]\n` +
        "  min_version: TLS10\n  max_version: TLS12\n  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA]\n  curve_preferences: [X25519]",
    ),
  ).toMatchObject({
    tls: {
      client: { isAsked: true, isRequired: true, isVerified: true, names: ["a", "b"] },
      material: { authorities: [{}] },
      minVersion: "TLSv1",
      maxVersion: "TLSv1.2",
      cipherSuites: ["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"],
      curves: ["X25519"],
    },
  }));

test("limits are in Go's durations", () => {
  const limit = (interval: string) => {
    const web = read(`rate_limit:\n  burst: 3\n  interval: ${interval}`);
    return web.kind === "web" ? web.fields.limit : web;
  };
  expect([limit("1m"), limit("250000")]).toEqual([
    { burst: 3, intervalMs: 60_000 },
    { burst: 3, intervalMs: 0.25 },
  ]);
});
