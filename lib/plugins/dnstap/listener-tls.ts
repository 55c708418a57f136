/** Certificates of a listener for receivers, read when it starts (Go, tls.LoadX509KeyPair). */
import { readAuthorities, readKeyPair } from "../../plugin-kit/tls-files.ts";
import type { Host } from "../../ports/host.ts";
import type { StreamListenError } from "../../ports/stream.ts";
import type { TlsMaterial } from "../../ports/tls.ts";

/** Paths, relative to the working folder. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
  /** The authority of the receivers' certificates. */
  readonly authority: string | undefined;
}

/** What the files say. */
export interface ListenerTls {
  readonly material: TlsMaterial;
  /** True when receivers are asked for a certificate. */
  readonly asksClients: boolean;
}

/** Reads the files. */
export function readListenerTls(
  { certificate, key, authority = "" }: CertificateFiles,
  { files, certificates }: Pick<Host, "files" | "certificates">,
): ListenerTls | StreamListenError {
  const chain = files.read(certificate);
  if (chain.kind === "error") return chain;
  const secret = files.read(key);
  if (secret.kind === "error") return secret;
  const pair = readKeyPair(chain.bytes, secret.bytes, certificates);
  if (pair.kind === "fault") return { kind: "error", text: pair.text };
  if (authority === "") return { material: { kind: "tls", pair }, asksClients: false };
  const pem = files.read(authority);
  if (pem.kind === "error") return pem;
  const authorities = readAuthorities(pem.bytes, certificates);
  // A file without a certificate leaves the system's authorities, and CoreDNS says nothing of it.
  const known = authorities.length === 0 ? {} : { authorities };
  return { material: { kind: "tls", pair, ...known }, asksClients: true };
}
