/** The files that TLS is configured with, read and checked as CoreDNS does when it is set up (package pkg/tls). */

import type { Value } from "../directive/value.ts";
import { cleanPath } from "../go/path.ts";
import type { Certificates, PublicKey } from "../ports/certificates.ts";
import type { Host } from "../ports/host.ts";
import type { KeyPair, TlsMaterial } from "../ports/tls.ts";
import type { SetupContext } from "../set-up/setup.ts";
import type { Problem } from "../text/problem.ts";
import { inRoot, ROOT_FOLDER } from "./in-root.ts";
import { type PemBlock, pemBlocks } from "./pem.ts";

/** Why the files will not do, in CoreDNS's words without the plugin's name. */
export interface TlsFault {
  readonly kind: "fault";
  readonly text: string;
  /** Which of the files, counted from 0. */
  readonly file: number;
}

/** Where files are: a host, and the `root` of the server block. */
export interface TlsPlace {
  readonly host: Pick<Host, "files" | "certificates">;
  readonly root: string;
}

/** Reads the files that a directive names; what is wrong is told at the word, behind `prefix` (`plugin/tls: `). */
export function tlsOf(
  words: readonly Value<string>[],
  { block, host, problem }: SetupContext,
  prefix: string,
): TlsMaterial | Problem {
  const paths = words.map(({ value }) => value);
  const material = readTlsFiles(paths, { host, root: block.settings.get(ROOT_FOLDER) });
  if (material.kind === "tls") return material;
  const at = words[material.file]?.at;
  return problem(`${prefix}${material.text}`, { ...(at === undefined ? {} : { at }), cause: "here" });
}

/** What is wrong with the files of the first line of which something is; every line of a property counts. */
export function tlsLinesProblem(
  lines: readonly { readonly files: readonly Value<string>[] }[],
  context: SetupContext,
  prefix: string,
): Problem | undefined {
  for (const { files } of lines) {
    const material = tlsOf(files, context, prefix);
    if ("severity" in material) return material;
  }
  return undefined;
}

/**
 * Reads up to three files: none; an authority; a certificate and its key; or these two and an authority. A caller refuses
 * more with its own words. An authority of the empty path is the system's.
 */
export function readTlsFiles(paths: readonly string[], { host, root }: TlsPlace): TlsMaterial | TlsFault {
  const [first, second, third] = paths.map((path) => inRoot(path, root));
  if (first === undefined) return { kind: "tls" };
  if (second === undefined) return authorityOf(first, { host, file: 0 });
  const pair = pairOf(first, second, host);
  if (pair.kind === "fault") return { ...pair, text: `could not load TLS cert: ${pair.text}` };
  const authority = authorityOf(third ?? "", { host, file: 2 });
  return authority.kind === "fault" ? authority : { ...authority, pair };
}

function pairOf(certificate: string, key: string, { files, certificates }: TlsPlace["host"]): KeyPair | TlsFault {
  const chain = files.read(certificate);
  if (chain.kind === "error") return { kind: "fault", text: chain.text, file: 0 };
  const secret = files.read(key);
  if (secret.kind === "error") return { kind: "fault", text: secret.text, file: 1 };
  return readKeyPair(chain.bytes, secret.bytes, certificates);
}

function authorityOf(path: string, { host, file }: Pick<TlsPlace, "host"> & { file: number }): TlsMaterial | TlsFault {
  if (path === "") return { kind: "tls" };
  const read = host.files.read(cleanPath(path));
  if (read.kind === "error") return { kind: "fault", text: `error reading ${path}: ${read.text}`, file };
  const authorities = readAuthorities(read.bytes, host.certificates);
  // Go prints the error that there is none of in this way.
  if (authorities.length === 0) return { kind: "fault", text: "could not read root certs: %!s(<nil>)", file };
  return { kind: "tls", authorities };
}

/** The certificates of a PEM file that can be read; others are passed over (Go, AppendCertsFromPEM). */
export function readAuthorities(pem: Uint8Array, certificates: Certificates): readonly Uint8Array[] {
  return pemBlocks(pem)
    .filter(({ type, hasHeaders }) => type === "CERTIFICATE" && !hasHeaders)
    .map(({ octets }) => octets)
    .filter((octets) => certificates.ofCertificate(octets).kind === "key");
}

/** A certificate and its key out of the contents of their PEM files (Go, X509KeyPair). */
export function readKeyPair(chainPem: Uint8Array, keyPem: Uint8Array, certificates: Certificates): KeyPair | TlsFault {
  const chain = chainIn(pemBlocks(chainPem));
  if ("text" in chain) return chain;
  const key = keyIn(pemBlocks(keyPem));
  if ("text" in key) return key;
  const [leaf] = chain;
  const publicKey = certificates.ofCertificate(leaf);
  if (publicKey.kind === "error") return fault(0, publicKey.text);
  const ofKey = certificates.ofPrivateKey(key);
  if (ofKey.kind === "error") return fault(1, ofKey.text);
  const mismatch = mismatchOf(publicKey, ofKey);
  return mismatch === undefined ? { kind: "pair", chain, key } : fault(1, mismatch);
}

type Chain = readonly [Uint8Array, ...Uint8Array[]];

function chainIn(blocks: readonly PemBlock[]): Chain | TlsFault {
  const [leaf, ...others] = blocks.filter(({ type }) => type === "CERTIFICATE").map(({ octets }) => octets);
  if (leaf !== undefined) return [leaf, ...others];
  const types = blocks.map(({ type }) => type);
  if (types.length === 0) return fault(0, "tls: failed to find any PEM data in certificate input");
  return types.length === 1 && types[0]?.endsWith("PRIVATE KEY") === true
    ? fault(
        0,
        "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched",
      )
    : fault(
        0,
        `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${types.join(" ")}]`,
      );
}

function keyIn(blocks: readonly PemBlock[]): Uint8Array | TlsFault {
  const key = blocks.find(({ type }) => type === "PRIVATE KEY" || type.endsWith(" PRIVATE KEY"));
  if (key !== undefined) return key.octets;
  const types = blocks.map(({ type }) => type);
  if (types.length === 0) return fault(1, "tls: failed to find any PEM data in key input");
  return types.length === 1 && types[0] === "CERTIFICATE"
    ? fault(1, "tls: found a certificate rather than a key in the PEM for the private key")
    : fault(
        1,
        `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${types.join(" ")}]`,
      );
}

function mismatchOf(certificate: PublicKey, key: PublicKey): string | undefined {
  if (certificate.type === "other") return "tls: unknown public key algorithm";
  if (certificate.type !== key.type) return "tls: private key type does not match public key type";
  const isEqual =
    certificate.octets.length === key.octets.length &&
    certificate.octets.every((octet, index) => octet === key.octets[index]);
  return isEqual ? undefined : "tls: private key does not match public key";
}

function fault(file: number, text: string): TlsFault {
  return { kind: "fault", text, file };
}
