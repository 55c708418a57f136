/** Web configuration files, and what Prometheus's exporter toolkit says of them. */
import { describe, expect, test } from "vitest";
import { pemOf } from "../../ports/_test/fake-certificates.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { FakeHttp } from "../_test/fake-http.ts";
import { setup } from "./setup.ts";
import { readWebConfig } from "./web-config.ts";

const FILES = {
  "web/cert.pem": pemOf("CERTIFICATE", "rsa:one"),
  "web/key.pem": pemOf("PRIVATE KEY", "rsa:one"),
  "web/other.pem": pemOf("PRIVATE KEY", "rsa:two"),
};
const PAIR = "tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n";
const HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
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

const read = (text: string) => readWebConfig("web/web.yml", fakeHost({ ...FILES, "web/web.yml": text }));

describe("files that are wrong", () => {
  test.each(Object.entries(faults))("%j", (text, fault) => expect(read(text)).toEqual({ kind: "fault", text: fault }));

  test("a file that is not there", () =>
    expect(readWebConfig("web.yml", fakeHost())).toEqual({
      kind: "fault",
      text: "open web.yml: no such file or directory",
    }));
});

test.each([
  ["", "plain"],
  ["http_server_config:\n  http2: false", "plain"],
  [PAIR, "more"],
  [`${PAIR}  client_auth_type: RequireClientCert\n  cipher_suites: [TLS_AES_128_GCM_SHA256]`, "more"],
  [`basic_auth_users:\n  a: ${HASH}`, "more"],
  ["http_server_config:\n  headers:\n    X-Frame-Options: deny", "more"],
  ["rate_limit:\n  burst: 1\n  interval: 1s", "more"],
])("%j is %s", (text, kind) => expect(read(text)).toEqual({ kind }));

describe("the server", () => {
  const start = async (text: string) => {
    const http = new FakeHttp();
    const host = { ...fakeHost({ "web.yml": text, ...FILES }), http };
    const set = setUp(".:1053 {\nprometheus :9153 {\ntls web.yml\n}\n}", [setup], host);
    await set.lifeCycle.start();
    return { problems: set.problems, log: host.log.lines, listening: http.addresses };
  };

  test("a file that is wrong is logged, and there are no metrics", async () =>
    expect(await start("a")).toEqual({
      problems: [],
      log: [`[ERROR] Invalid TLS config: ${wrong("line 1: cannot unmarshal !!str `a` into web.Config")}`],
      listening: [],
    }));

  test("a file without TLS serves metrics in clear", async () =>
    expect(await start("{}")).toEqual({ problems: [], log: [], listening: [":9153"] }));

  test("TLS and passwords are not served yet, and said to be so", async () =>
    expect((await start(`basic_auth_users:\n  a: ${HASH}`)).problems).toMatchObject([
      {
        cause: "engine",
        message: "plugin/prometheus: this engine serves metrics neither over TLS nor behind passwords yet",
      },
    ]));
});
