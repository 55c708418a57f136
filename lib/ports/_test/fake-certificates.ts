/** Certificates for tests: the octets say what they are, so that no real one is needed. */

import { writeBase64 } from "../../text/base.ts";
import { octetBytes } from "../../text/octets.ts";
import type { CertificateError, Certificates, PublicKey } from "../certificates.ts";

const TYPES = ["rsa", "ec", "ed25519", "other"] as const;

/**
 * `ec:one` in octets is a certificate, or a private key, with the key "one" of that type. Without a type it is RSA, and what
 * starts with `x509:` or `tls:` is the error in it.
 */
export const fakeCertificates: Certificates = { ofCertificate: read, ofPrivateKey: read };

function read(der: Uint8Array): PublicKey | CertificateError {
  const text = String.fromCharCode(...der);
  if (text.startsWith("x509:") || text.startsWith("tls:")) return { kind: "error", text };
  const type = TYPES.find((name) => text.startsWith(`${name}:`)) ?? "rsa";
  return { kind: "key", type, octets: der };
}

/** A PEM block of a type with a text in it. */
export function pemOf(type: string, text: string): string {
  return `-----BEGIN ${type}-----\n${writeBase64(octetBytes(text))}\n-----END ${type}-----\n`;
}
