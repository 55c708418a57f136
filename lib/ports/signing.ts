/** Cryptography of DNSSEC: digests, and signatures with keys (RFC 3110, RFC 5702, RFC 6605, RFC 8080). Nothing waits. */
import type { Digest } from "../dns/dnssec/delegation-signer.ts";
import type { KeyPair } from "../dns/dnssec/key-pair.ts";
import type { KeyError } from "../dns/dnssec/private-key.ts";
import type { Sign } from "../dns/dnssec/sign-rrset.ts";

export interface Signing {
  /** What signs with a key, or why it cannot, in Go's words. */
  signer(key: Pick<KeyPair, "record" | "privateKey">): Sign | KeyError;
  readonly digest: Digest;
}
