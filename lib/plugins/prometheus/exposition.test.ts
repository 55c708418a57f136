/** Metrics served as a web configuration file has it. */
import { describe, expect, test } from "vitest";
import { pemOf } from "../../ports/_test/fake-certificates.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { HASH } from "../../ports/_test/fake-passwords.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { writeBase64 } from "../../text/base.ts";
import { octetBytes } from "../../text/octets.ts";
import { FakeHttp } from "../_test/fake-http.ts";
import { setup } from "./setup.ts";

const FILES = { "cert.pem": pemOf("CERTIFICATE", "rsa:one"), "key.pem": pemOf("PRIVATE KEY", "rsa:one") };
const PAIR = "tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n";
const AT = "127.0.0.1:9153";

/** A server with this file, which may change. */
async function start(text: string) {
  const http = new FakeHttp();
  let now = text;
  const fake = fakeHost(FILES);
  const web = octetFile(() => now);
  const files = { ...fake.files, read: (path: string) => (path === "web.yml" ? web() : fake.files.read(path)) };
  const host = { ...fake, files, http };
  const { lifeCycle, problems } = setUp(`.:1053 {\nprometheus ${AT} {\ntls web.yml\n}\n}`, [setup], host);
  expect(problems).toEqual([]);
  await lifeCycle.start();
  const get = (headers: Readonly<Record<string, string>> = {}) => http.get(AT, "/metrics", headers);
  const change = (changed: string): void => {
    now = changed;
  };
  return { host, http, get, change, log: host.log.lines, secure: http.options.get(AT)?.secure };
}

const octetFile = (text: () => string) => () => {
  const bytes = octetBytes(text());
  return { kind: "file", bytes, modifiedMs: 0, size: bytes.length } as const;
};

const basic = (text: string) => ({ authorization: `Basic ${writeBase64(octetBytes(text))}` });

describe("the start", () => {
  test("a file that is wrong is logged, and there are no metrics", async () => {
    const { log, http } = await start("a");
    expect(log).toEqual([
      "[ERROR] Invalid TLS config: yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `a` into web.Config",
    ]);
    expect(http.addresses).toEqual([]);
  });

  test("HTTP/2 without a cipher suite that it needs is an error", async () => {
    const suites = "  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]\n";
    const { log, http } = await start(PAIR + suites);
    expect(log).toEqual([
      "[ERROR] Failed to start HTTPS metrics server: http2: TLSConfig.CipherSuites is missing an HTTP/2-required " +
        "AES_128_GCM_SHA256 cipher (need at least one of TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 or TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)",
    ]);
    expect(http.addresses).toEqual([]);
    const without = await start(`${PAIR + suites}http_server_config:\n  http2: false\n`);
    expect(without.secure?.isHttp2).toBe(false);
  });

  test("a file without TLS serves in the clear", async () => {
    const { log, secure } = await start("{}");
    expect(secure).toBeUndefined();
    expect(log.slice(-2)).toEqual([
      expect.stringContaining('level=INFO msg="TLS is disabled." http2=false address='),
      "[INFO] Server is ready and accepting connections",
    ]);
  });

  test("TLS is settled as the file says when a connection comes", async () => {
    const { secure, change, log } = await start(PAIR);
    expect(secure?.settings("192.0.2.7:40000")).toMatchObject({ kind: "tls", minVersion: "TLSv1.2" });
    change(`${PAIR}  min_version: TLS13\n`);
    expect(secure?.settings("192.0.2.7:40000")).toMatchObject({ kind: "tls", minVersion: "TLSv1.3" });
    change("{}");
    expect(secure?.settings("192.0.2.7:40000")).toBeUndefined();
    expect(log.at(-1)).toBe("http: TLS handshake error from 192.0.2.7:40000: TLS config is not present");
  });
});

describe("requests", () => {
  const users = `http_server_config:\n  headers:\n    X-Frame-Options: deny\nbasic_auth_users:\n  a: ${HASH}\n`;

  test("who knows a password is served, with the headers of the file", async () => {
    const { get } = await start(users);
    expect(await get(basic("a:fakepassword"))).toMatchObject({ status: 200, headers: { "X-Frame-Options": "deny" } });
    for (const headers of [{}, basic("a:wrong"), basic("b:fakepassword"), basic("a"), { authorization: "Basic ?" }]) {
      expect(await get(headers)).toEqual({
        status: 401,
        body: "Unauthorized\n",
        headers: { "X-Content-Type-Options": "nosniff", "X-Frame-Options": "deny", "WWW-Authenticate": "Basic" },
      });
    }
  });

  test("a password is compared once, an unknown user costs as much, and both are remembered", async () => {
    const { get, host } = await start(users);
    for (const proof of ["a:fakepassword", "a:fakepassword", "b:wrong", "b:wrong", "c:fakepassword"])
      await get(basic(proof));
    expect(host.passwords.compared.map(([, password]) => password)).toEqual(["fakepassword", "wrong", "fakepassword"]);
    for (let at = 0; at < 200; at++) await get(basic(`a:${at}`));
    const before = host.passwords.compared.length;
    for (let at = 0; at < 200; at++) await get(basic(`a:${at}`));
    // Of two hundred, at most a hundred are remembered.
    expect(host.passwords.compared.length - before).toBeGreaterThanOrEqual(100);
  });

  test("another hash in the file counts at once", async () => {
    const { get, change } = await start(users);
    expect((await get(basic("a:fakepassword"))).status).toBe(200);
    change(users.replace("$10$Q", "$10$R"));
    expect((await get(basic("a:fakepassword"))).status).toBe(401);
    change("{}");
    expect((await get()).status).toBe(200);
  });

  test("a file that went wrong is an error for whoever asks", async () => {
    const { get, change, log } = await start("{}");
    change("a: b");
    expect(await get()).toMatchObject({ status: 500, body: "Internal Server Error\n" });
    expect(log.at(-1)).toMatch(
      /level=ERROR msg="Unable to parse configuration" err="yaml: unmarshal errors:\\n {2}line 1: field a not found in type web.Config"$/,
    );
  });

  test("more requests than the limit has are refused until their time comes", async () => {
    const { get, host } = await start("rate_limit:\n  burst: 2\n  interval: 1s");
    const statuses = async () => [(await get()).status, (await get()).status, (await get()).status];
    expect(await statuses()).toEqual([200, 200, 429]);
    await host.clock.pass(1000);
    expect(await statuses()).toEqual([200, 429, 429]);
  });
});
