/** The files that `tls` names must be there and hold certificates (CoreDNS, package tls). */
import type { SetupContext } from "../../chain/setup.ts";
import type { Problem } from "../../corefile/problem.ts";
import type { ForwardConfig } from "./directive.ts";

/** Checks the files; a problem is why CoreDNS does not start. */
export function checkCertificates(
  { properties }: ForwardConfig,
  { block, host, problem }: SetupContext,
): Problem | undefined {
  const { certificate, key, authority } = properties.tls?.args ?? {};
  const rooted = (path: string): string =>
    path.startsWith("/") || block.settings.root === "" ? path : `${block.settings.root}/${path}`;
  const [roots, pair] = key === undefined ? [certificate, []] : [authority, [certificate, key]];
  // Both files are read before either is looked at.
  const reads = pair.flatMap((file) =>
    file === undefined ? [] : [{ file, read: host.files.read(rooted(file.value)) }],
  );
  const faults = [
    ...reads.map(({ file, read }) => ({ file, text: read.kind === "error" ? read.text : undefined })),
    ...reads.map(({ file, read }) => ({
      file,
      text: read.kind === "error" ? undefined : missingPem(read.bytes, file === key ? "PRIVATE KEY" : "CERTIFICATE"),
    })),
  ];
  const fault = faults.find(({ text }) => text !== undefined);
  if (fault !== undefined) {
    return problem(`plugin/forward: could not load TLS cert: ${fault.text}`, { at: fault.file.at, cause: "here" });
  }
  if (roots === undefined) return undefined;
  const path = rooted(roots.value);
  const read = host.files.read(path);
  if (read.kind === "error")
    return problem(`plugin/forward: error reading ${path}: ${read.text}`, { at: roots.at, cause: "here" });
  if (missingPem(read.bytes, "CERTIFICATE") === undefined) return undefined;
  // Go prints the error that there is none of in this way.
  return problem("plugin/forward: could not read root certs: %!s(<nil>)", { at: roots.at, cause: "here" });
}

function missingPem(bytes: Uint8Array, label: string): string | undefined {
  let text = "";
  for (const octet of bytes) text += String.fromCharCode(octet);
  if (new RegExp(`-----BEGIN (?:[A-Z]+ )?${label}-----`).test(text)) return undefined;
  return `tls: failed to find any PEM data in ${label === "CERTIFICATE" ? "certificate" : "key"} input`;
}
