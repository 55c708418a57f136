/** Real keys and certificates, made on the spot. */
import { execFileSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { systemCertificates } from "./certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "certificates-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const der = (key: KeyObject, type: "pkcs1" | "pkcs8" | "sec1" | "spki"): Uint8Array =>
  key.export({ format: "der", type: type as "pkcs8" });

const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed25519 = generateKeyPairSync("ed25519");
const koblitz = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
const x25519 = generateKeyPairSync("x25519");

describe("private keys", () => {
  test.each([
    ["RSA in PKCS #1", rsa, "pkcs1", "rsa"],
    ["RSA in PKCS #8", rsa, "pkcs8", "rsa"],
    ["EC in SEC 1", ec, "sec1", "ec"],
    ["EC in PKCS #8", ec, "pkcs8", "ec"],
    ["Ed25519 in PKCS #8", ed25519, "pkcs8", "ed25519"],
  ] as const)("%s: the public key is derived from it", (...[, { privateKey, publicKey }, form, type]) => {
    const read = systemCertificates.ofPrivateKey(der(privateKey, form));
    expect(read).toMatchObject({ kind: "key", type });
    if (read.kind === "key") expect([...read.octets]).toEqual([...der(publicKey, "spki")]);
  });

  test.each([
    [
      "a key that signs nothing",
      der(x25519.privateKey, "pkcs8"),
      "tls: found unknown private key type in PKCS#8 wrapping",
    ],
    ["a key of a curve that Go has not", der(koblitz.privateKey, "sec1"), "tls: failed to parse private key"],
    ["a public key", der(rsa.publicKey, "spki"), "tls: failed to parse private key"],
    ["a key behind a password", encrypted(), "tls: failed to parse private key"],
    ["nothing", new Uint8Array(), "tls: failed to parse private key"],
  ])("%s: %s", (_name, octets, text) =>
    expect(systemCertificates.ofPrivateKey(octets)).toEqual({ kind: "error", text }),
  );
});

describe("certificates", () => {
  test("the key of a certificate is that of its private key", () => {
    const key = join(folder, "key.der");
    const certificate = join(folder, "cert.der");
    const request = ["req", "-x509", "-newkey", "rsa:1024", "-nodes", "-subj", "/CN=example.org", "-keyout", key];
    execFileSync("openssl", [...request, "-keyform", "DER", "-outform", "DER", "-out", certificate], {
      stdio: "ignore",
    });
    const pem = readFileSync(key, "utf8").replace(/-----.*-----|\s/g, "");
    const ofKey = systemCertificates.ofPrivateKey(Buffer.from(pem, "base64"));
    expect(systemCertificates.ofCertificate(readFileSync(certificate))).toEqual(ofKey);
    expect(ofKey.kind).toBe("key");
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["a key", der(ec.privateKey, "pkcs8")],
  ])("%s is no certificate", (_name, octets) =>
    expect(systemCertificates.ofCertificate(octets)).toMatchObject({
      kind: "error",
      text: expect.stringMatching(/^x509: malformed /),
    }),
  );
});

function encrypted(): Uint8Array {
  return ec.privateKey.export({ format: "der", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "word" });
}
