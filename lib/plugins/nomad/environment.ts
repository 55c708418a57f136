/** What Nomad's client takes from environment variables, and what is wrong with it (Nomad, package api). */

import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with the files that the variables name, in the client's words; undefined when nothing is. */
export function tlsFault(environment: Environment, files: Files): string | undefined {
  const { NOMAD_CLIENT_CERT: certificate = "", NOMAD_CLIENT_KEY: key = "" } = environment;
  const { NOMAD_CACERT: authority = "", NOMAD_CAPATH: folder = "" } = environment;
  if ((certificate === "") !== (key === "")) return "Both client cert and client key must be provided";
  const pair = certificate === "" ? undefined : pairFault(certificate, key, files);
  if (pair !== undefined) return pair;
  if (authority !== "") return authorityFault(authority, files);
  return folder === "" ? undefined : folderFault(folder, files);
}

function pairFault(certificate: string, key: string, files: Files): string | undefined {
  const reads = [files.read(certificate), files.read(key)];
  for (const read of reads) if (read.kind === "error") return read.text;
  for (const [index, read] of reads.entries()) {
    const [label, input] = index === 0 ? ["CERTIFICATE", "certificate"] : ["PRIVATE KEY", "key"];
    if (read.kind === "file" && !hasPem(read.bytes, label)) return `tls: failed to find any PEM data in ${input} input`;
  }
  return undefined;
}

function authorityFault(path: string, files: Files): string | undefined {
  const read = files.read(path);
  if (read.kind === "error") return `Error loading CA File: ${read.text}`;
  return hasPem(read.bytes, "CERTIFICATE") ? undefined : `Error loading CA File: Couldn't parse PEM in: ${path}`;
}

function folderFault(folder: string, files: Files): string | undefined {
  const names = files.list(folder);
  if ("kind" in names) return names.text.replace(/^open /, "lstat ");
  for (const name of names) {
    const path = folder === "." ? name : `${folder.replace(/\/+$/, "")}/${name}`;
    const read = files.stat(path)?.isFolder === true ? undefined : files.read(path);
    if (read?.kind === "error") return `Error loading file from CAPath: ${read.text}`;
    if (read !== undefined && !hasPem(read.bytes, "CERTIFICATE"))
      return `Error loading CA Path: Couldn't parse PEM in: ${path}`;
  }
  return undefined;
}

function hasPem(bytes: Uint8Array, label: string): boolean {
  return new RegExp(`-----BEGIN (?:[A-Z]+ )?${label}-----`).test(octetString(bytes));
}
