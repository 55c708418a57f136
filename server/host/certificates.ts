/** Certificates and keys, read with Node's crypto; errors in Go's words. */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import type { CertificateError, Certificates, KeyType, PublicKey } from "../../lib/ports/certificates.ts";
import { certificateFault } from "./x509.ts";

/** The elliptic curves that Go's crypto/x509 knows. */
const CURVES: ReadonlySet<string> = new Set(["prime256v1", "secp224r1", "secp384r1", "secp521r1"]);

export const systemCertificates: Certificates = {
  ofCertificate(der) {
    const fault = certificateFault(der);
    if (fault !== undefined) return error(fault);
    try {
      const { publicKey } = new X509Certificate(der);
      return isOfUnknownCurve(publicKey) ? error("x509: unsupported elliptic curve") : publicKeyOf(publicKey);
    } catch {
      return error("x509: malformed certificate");
    }
  },
  ofPrivateKey(der) {
    for (const type of ["pkcs1", "pkcs8", "sec1"] as const) {
      const key = privateKeyIn(der, type);
      if (key === undefined || isOfUnknownCurve(key)) continue;
      // The one key that Go reads and TLS cannot use.
      if (key.asymmetricKeyType === "x25519") return error("tls: found unknown private key type in PKCS#8 wrapping");
      if (typeOf(key) !== "other") return publicKeyOf(createPublicKey(key));
    }
    return error("tls: failed to parse private key");
  },
};

function privateKeyIn(der: Uint8Array, type: "pkcs1" | "pkcs8" | "sec1"): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(der), format: "der", type });
  } catch {
    return undefined;
  }
}

function publicKeyOf(key: KeyObject): PublicKey {
  return { kind: "key", type: typeOf(key), octets: key.export({ format: "der", type: "spki" }) };
}

function typeOf({ asymmetricKeyType }: KeyObject): KeyType {
  const type = asymmetricKeyType;
  return type === "rsa" || type === "ec" || type === "ed25519" ? type : "other";
}

function isOfUnknownCurve({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === "ec" && !CURVES.has(asymmetricKeyDetails?.namedCurve ?? "");
}

function error(text: string): CertificateError {
  return { kind: "error", text };
}
