/** Reading X.509 certificates and private keys (RFC 5280, RFC 5958): what needs cryptography, and nothing of files. */

/** The kinds of key that Go's TLS knows; `other` is any that it does not. */
export type KeyType = "rsa" | "ec" | "ed25519" | "other";

/** The public key of a certificate, or that of a private key. */
export interface PublicKey {
  readonly kind: "key";
  readonly type: KeyType;
  /** A SubjectPublicKeyInfo in DER: equal octets are equal keys. */
  readonly octets: Uint8Array;
}

/** Why it cannot be read, in Go's words: `x509: malformed certificate`. */
export interface CertificateError {
  readonly kind: "error";
  readonly text: string;
}

export interface Certificates {
  /** The public key of a certificate in DER. */
  ofCertificate(der: Uint8Array): PublicKey | CertificateError;
  /** The public key that belongs to a private key in DER: PKCS #1, PKCS #8 or SEC 1, tried in this order. */
  ofPrivateKey(der: Uint8Array): PublicKey | CertificateError;
}
