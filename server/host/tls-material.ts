/** Certificates and keys in the form in which Node takes them. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { TlsMaterial } from "../../lib/ports/tls.ts";

/** PEM; what is missing is the system's. */
export interface PemMaterial {
  readonly ca?: string[];
  readonly cert?: string;
  readonly key?: string | Buffer;
}

/** What TLS is to be done with, as options of a connection. */
export function materialOf({ pair, authorities }: Partial<TlsMaterial> = {}): PemMaterial {
  const ca = authorities === undefined ? {} : { ca: authorities.map(pemOf) };
  if (pair === undefined) return ca;
  const key = privateKeyIn(pair.key)?.export({ format: "pem", type: "pkcs8" });
  return { ...ca, cert: pair.chain.map(pemOf).join(""), ...(key === undefined ? {} : { key }) };
}

function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function privateKeyIn(der: Uint8Array): KeyObject | undefined {
  for (const type of ["pkcs8", "pkcs1", "sec1"] as const) {
    try {
      return createPrivateKey({ key: Buffer.from(der), format: "der", type });
    } catch {
      // Of another form, then.
    }
  }
  return undefined;
}
