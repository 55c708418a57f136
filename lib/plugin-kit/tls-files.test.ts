/** Certificates, keys and authorities as files, with what CoreDNS says when they will not do. */
import { describe, expect, test } from "vitest";
import { pemOf } from "../ports/_test/fake-certificates.ts";
import { fakeHost } from "../ports/_test/fake-host.ts";
import { readTlsFiles } from "./tls-files.ts";

const HOST = fakeHost({
  "cert.pem": pemOf("CERTIFICATE", "rsa:one") + pemOf("CERTIFICATE", "rsa:authority"),
  "key.pem": pemOf("EC PARAMETERS", "curve") + pemOf("RSA PRIVATE KEY", "rsa:one"),
  "plain-key.pem": pemOf("PRIVATE KEY", "rsa:one"),
  "other-key.pem": pemOf("PRIVATE KEY", "rsa:two"),
  "ec-key.pem": pemOf("EC PRIVATE KEY", "ec:one"),
  "broken.pem": pemOf("CERTIFICATE", "x509: malformed certificate"),
  "broken-key.pem": pemOf("PRIVATE KEY", "tls: failed to parse private key"),
  "odd.pem": pemOf("CERTIFICATE", "other:one"),
  "request.pem": pemOf("CERTIFICATE REQUEST", "one"),
  "requests.pem": pemOf("CERTIFICATE REQUEST", "one") + pemOf("PUBLIC KEY", "two"),
  "some.pem": pemOf("CERTIFICATE", "x509: malformed certificate") + pemOf("CERTIFICATE", "rsa:one"),
  "text.pem": "no certificate",
  "certs/ca.pem": pemOf("CERTIFICATE", "rsa:root"),
});

const read = (words: string, root = "") => readTlsFiles(words === "" ? [] : words.split(" "), { host: HOST, root });
const SWITCHED =
  "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched";
const SKIPPED = "after skipping PEM blocks of the following types:";

/** The files, and the words for what is wrong with which of them. */
const faults: Readonly<Record<string, readonly [number, string]>> = {
  "absent.pem": [0, "error reading absent.pem: open absent.pem: no such file or directory"],
  "./x/../absent.pem": [0, "error reading ./x/../absent.pem: open absent.pem: no such file or directory"],
  "text.pem": [0, "could not read root certs: %!s(<nil>)"],
  "broken.pem": [0, "could not read root certs: %!s(<nil>)"],
  "cert.pem key.pem absent.pem": [2, "error reading absent.pem: open absent.pem: no such file or directory"],
  "absent.pem gone.pem": [0, "could not load TLS cert: open absent.pem: no such file or directory"],
  "text.pem absent.pem": [1, "could not load TLS cert: open absent.pem: no such file or directory"],
  "text.pem text.pem": [0, "could not load TLS cert: tls: failed to find any PEM data in certificate input"],
  "plain-key.pem cert.pem": [0, `could not load TLS cert: ${SWITCHED}`],
  "request.pem key.pem": [
    0,
    `could not load TLS cert: tls: failed to find "CERTIFICATE" PEM block in certificate input ${SKIPPED} [CERTIFICATE REQUEST]`,
  ],
  "requests.pem key.pem": [
    0,
    `could not load TLS cert: tls: failed to find "CERTIFICATE" PEM block in certificate input ${SKIPPED} [CERTIFICATE REQUEST PUBLIC KEY]`,
  ],
  "cert.pem text.pem": [1, "could not load TLS cert: tls: failed to find any PEM data in key input"],
  "cert.pem certs/ca.pem": [
    1,
    "could not load TLS cert: tls: found a certificate rather than a key in the PEM for the private key",
  ],
  "cert.pem cert.pem": [
    1,
    `could not load TLS cert: tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input ${SKIPPED} [CERTIFICATE CERTIFICATE]`,
  ],
  "broken.pem broken-key.pem": [0, "could not load TLS cert: x509: malformed certificate"],
  "cert.pem broken-key.pem": [1, "could not load TLS cert: tls: failed to parse private key"],
  "odd.pem key.pem": [1, "could not load TLS cert: tls: unknown public key algorithm"],
  "cert.pem ec-key.pem": [1, "could not load TLS cert: tls: private key type does not match public key type"],
  "cert.pem other-key.pem": [1, "could not load TLS cert: tls: private key does not match public key"],
};

describe("files that will not do", () => {
  test.each(Object.entries(faults))("%s", (words, [file, text]) =>
    expect(read(words)).toEqual({ kind: "fault", file, text }),
  );
});

describe("files that will do", () => {
  const cases: Readonly<Record<string, readonly [number, number]>> = {
    "": [0, 0],
    "certs/ca.pem": [0, 1],
    "some.pem": [0, 1],
    "cert.pem key.pem": [2, 0],
    "cert.pem plain-key.pem certs/ca.pem": [2, 1],
  };
  test.each(Object.entries(cases))("%s", (words, [chain, authorities]) => {
    const material = read(words);
    expect(material.kind).toBe("tls");
    if (material.kind !== "tls") return;
    expect(material.pair?.chain.length ?? 0).toBe(chain);
    expect(material.authorities?.length ?? 0).toBe(authorities);
  });

  test("an authority of the empty path is the system's", () =>
    expect(readTlsFiles([""], { host: HOST, root: "" })).toEqual({ kind: "tls" }));

  test("relative paths are below the block's root", () => {
    expect(read("ca.pem", "certs").kind).toBe("tls");
    expect(read("../absent.pem", "certs/x")).toMatchObject({
      text: expect.stringMatching(/^error reading certs\/absent.pem: open certs/),
    });
  });
});
