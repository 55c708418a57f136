/** The files that `tls` names must be there and hold certificates (CoreDNS, package tls). */
import { inRoot } from "../../chain/in-root.ts";
import { octetString } from "../../dns/text/escape.ts";
import type { Files } from "../../ports/files.ts";

/** What is wrong with the files, in CoreDNS's words; undefined when nothing is. */
export function certificatesFault(paths: readonly string[], root: string, files: Files): string | undefined {
  const [first, second, third] = paths.map((path) => inRoot(path, root));
  if (first === undefined) return undefined;
  if (second === undefined) return authorityFault(first, files);
  const pair = pairFault(first, second, files);
  if (pair !== undefined) return `could not load TLS cert: ${pair}`;
  return third === undefined ? undefined : authorityFault(third, files);
}

function pairFault(certificate: string, key: string, files: Files): string | undefined {
  const reads = [files.read(certificate), files.read(key)];
  for (const read of reads) if (read.kind === "error") return read.text;
  const [hasCertificate, hasKey] = reads.map((read, index) =>
    read.kind === "file" ? hasPem(read.bytes, index === 0 ? "CERTIFICATE" : "PRIVATE KEY") : false,
  );
  if (hasCertificate !== true) return "tls: failed to find any PEM data in certificate input";
  return hasKey === true ? undefined : "tls: failed to find any PEM data in key input";
}

function authorityFault(path: string, files: Files): string | undefined {
  if (path === "") return undefined;
  const read = files.read(path);
  if (read.kind === "error") return `error reading ${path}: ${read.text}`;
  // Go prints the error that there is none of in this way.
  return hasPem(read.bytes, "CERTIFICATE") ? undefined : "could not read root certs: %!s(<nil>)";
}

function hasPem(bytes: Uint8Array, label: string): boolean {
  return new RegExp(`-----BEGIN (?:[A-Z]+ )?${label}-----`).test(octetString(bytes));
}
