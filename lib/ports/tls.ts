/** What TLS is done with, read from files and checked. */

/** A certificate with those that vouch for it, and its private key; all in DER. */
export interface KeyPair {
  readonly kind: "pair";
  readonly chain: readonly Uint8Array[];
  readonly key: Uint8Array;
}

/** What TLS is to be done with; what is missing is the system's. */
export interface TlsMaterial {
  readonly kind: "tls";
  readonly pair?: KeyPair;
  /** Certificates of authorities, in DER. */
  readonly authorities?: readonly Uint8Array[];
}
