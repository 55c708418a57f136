/** What a server block says about TLS, as options of a Node server. */
import type { TlsOptions } from "node:tls";
import type { BlockTls } from "../../lib/set-up/block-settings.ts";
import { materialOf } from "../host/tls-material.ts";

/** What is wanted of a client. */
interface ClientWants {
  /** It is asked for a certificate. */
  readonly isAsked: boolean;
  /** Without one it is turned away. */
  readonly isRequired: boolean;
  /** One that no authority vouches for is turned away. */
  readonly isVerified: boolean;
}

const CLIENT_WANTS: ReadonlyMap<string, ClientWants> = new Map([
  ["nocert", { isAsked: false, isRequired: false, isVerified: false }],
  ["request", { isAsked: true, isRequired: false, isVerified: false }],
  ["require", { isAsked: true, isRequired: true, isVerified: false }],
  ["verify_if_given", { isAsked: true, isRequired: false, isVerified: true }],
  ["require_and_verify", { isAsked: true, isRequired: true, isVerified: true }],
]);

/** What a word of `client_auth` wants of clients. */
export function clientWants({ clientAuth }: BlockTls): ClientWants {
  const wants = CLIENT_WANTS.get(clientAuth);
  if (wants === undefined) throw new Error(`no client_auth is called ${clientAuth}`);
  return wants;
}

/** The certificate, the authorities of clients, and the oldest version. Who is let in shows when TLS is settled. */
export function serverTlsOptions(tls: BlockTls): TlsOptions {
  const { isAsked, isRequired, isVerified } = clientWants(tls);
  return {
    ...materialOf(tls.material),
    minVersion: "TLSv1.2",
    // Go trusts what the file of authorities has, whoever signed it.
    allowPartialTrustChain: true,
    requestCert: isAsked,
    // OpenSSL refuses by itself only when both are wanted.
    rejectUnauthorized: isRequired && isVerified,
  };
}
