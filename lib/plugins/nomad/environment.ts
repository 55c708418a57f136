/** What Nomad's client takes from environment variables, and what is wrong with it (Nomad, package api). */

import { parseBool } from "../../go/strconv.ts";
import { readAuthorities, readKeyPair } from "../../plugin-kit/tls-files.ts";
import type { Host } from "../../ports/host.ts";
import type { KeyPair } from "../../ports/tls.ts";
import type { WebTls } from "../../ports/web.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Parts = Pick<Host, "files" | "certificates">;

/** Something, or what is wrong, in the client's words. */
type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

const fail = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });

/** How TLS is done, out of the files that the variables name. */
export function tlsFrom(environment: Environment, parts: Parts): Reading<WebTls> {
  const { NOMAD_CLIENT_CERT: certificate = "", NOMAD_CLIENT_KEY: key = "" } = environment;
  if ((certificate === "") !== (key === "")) return fail("Both client cert and client key must be provided");
  const pair = certificate === "" ? undefined : pairFrom(certificate, key, parts);
  if (pair?.ok === false) return pair;
  const authorities = authoritiesFrom(environment, parts);
  if (authorities?.ok === false) return authorities;
  const insecure = parseBool(environment.NOMAD_SKIP_VERIFY ?? "");
  return {
    ok: true,
    value: {
      material: {
        kind: "tls",
        ...(pair === undefined ? {} : { pair: pair.value }),
        ...(authorities === undefined ? {} : { authorities: authorities.value }),
      },
      serverName: environment.NOMAD_TLS_SERVER_NAME ?? "",
      insecure: insecure.ok && insecure.value,
    },
  };
}

function pairFrom(certificate: string, key: string, { files, certificates }: Parts): Reading<KeyPair> {
  const chain = files.read(certificate);
  if (chain.kind === "error") return fail(chain.text);
  const secret = files.read(key);
  if (secret.kind === "error") return fail(secret.text);
  const pair = readKeyPair(chain.bytes, secret.bytes, certificates);
  return pair.kind === "fault" ? fail(pair.text) : { ok: true, value: pair };
}

/** The authorities of a file or of all files of a folder; undefined for the system's. */
function authoritiesFrom(
  { NOMAD_CACERT: file = "", NOMAD_CAPATH: folder = "" }: Environment,
  parts: Parts,
): Reading<readonly Uint8Array[]> | undefined {
  if (file !== "") {
    const read = authoritiesIn(file, parts);
    return read.ok ? read : fail(`Error loading CA File: ${read.error}`);
  }
  return folder === "" ? undefined : authoritiesOf(folder, parts);
}

function authoritiesIn(path: string, { files, certificates }: Parts): Reading<readonly Uint8Array[]> {
  const read = files.read(path);
  if (read.kind === "error") return fail(read.text);
  const authorities = readAuthorities(read.bytes, certificates);
  return authorities.length === 0 ? fail(`Couldn't parse PEM in: ${path}`) : { ok: true, value: authorities };
}

function authoritiesOf(folder: string, parts: Parts): Reading<readonly Uint8Array[]> {
  const names = parts.files.list(folder);
  if ("kind" in names) return fail(names.text.replace(/^open /, "lstat "));
  const authorities: Uint8Array[] = [];
  for (const name of names) {
    const path = folder === "." ? name : `${folder.replace(/\/+$/, "")}/${name}`;
    if (parts.files.stat(path)?.isFolder === true) continue;
    const read = authoritiesIn(path, parts);
    if (!read.ok) {
      return fail(`Error loading ${read.error.startsWith("Couldn't") ? "CA Path" : "file from CAPath"}: ${read.error}`);
    }
    for (const authority of read.value) authorities.push(authority);
  }
  return { ok: true, value: authorities };
}
