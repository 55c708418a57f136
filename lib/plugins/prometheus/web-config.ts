/** The file that `tls` names: how Prometheus's exporter toolkit serves over HTTP, checked as it does. */

import { folderOf } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import { readYaml } from "../../go/yaml.ts";
import { inRoot } from "../../plugin-kit/in-root.ts";
import { readKeyPair } from "../../plugin-kit/tls-files.ts";
import type { Host } from "../../ports/host.ts";
import { octetBytes, octetString, utf8Octets } from "../../text/octets.ts";
import { readFields, type WebFields } from "./web-fields.ts";

/** What a file says. */
export type WebConfig =
  | { readonly kind: "plain" }
  /** Over TLS, or for those who know a password, or with headers or limits. */
  | { readonly kind: "more" }
  /** Nothing is served; why, in the toolkit's words. */
  | { readonly kind: "fault"; readonly text: string };

type World = Pick<Host, "files" | "certificates">;

/** Reads and checks it. */
export function readWebConfig(path: string, host: World): WebConfig {
  const read = host.files.read(path);
  if (read.kind === "error") return { kind: "fault", text: read.text };
  // Characters beyond ASCII only must not get in the way of the rest.
  const text = octetString(read.bytes);
  const yaml = readYaml(text);
  if (!yaml.ok) return { kind: "fault", text: yaml.error };
  const fields = readFields(yaml.value, text);
  if (typeof fields === "string") return { kind: "fault", text: fields };
  const fault = headerFault(fields) ?? userFault(fields) ?? tlsFault(fields.tls, { host, path });
  if (fault !== undefined) return { kind: "fault", text: fault };
  const isMore = isEnabled(fields.tls) || fields.users.length > 0 || fields.headers.length > 0 || fields.isLimited;
  return { kind: isMore ? "more" : "plain" };
}

/** Values that a header may have; any when there is none here. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  "Strict-Transport-Security": [],
  "X-Content-Type-Options": ["nosniff"],
  "X-Frame-Options": ["deny", "sameorigin"],
  "X-XSS-Protection": [],
  "Content-Security-Policy": [],
};

function headerFault({ headers }: WebFields): string | undefined {
  for (const [name, value] of headers) {
    const allowed = Object.hasOwn(HEADERS, name) ? HEADERS[name] : undefined;
    if (allowed === undefined) return `HTTP header ${quote(name)} can not be configured`;
    if (allowed.length === 0 || allowed.includes(value)) continue;
    return `invalid value for ${name}. Expected one of: [${allowed.map(quote).join(" ")}], but got: ${quote(value)}`;
  }
  return undefined;
}

const HASH_LENGTH = 59;

/** What Go's bcrypt finds at the beginning of a hash. */
function userFault({ users }: WebFields): string | undefined {
  for (const [, hash] of users) {
    if (hash.length < HASH_LENGTH) return "crypto/bcrypt: hashedSecret too short to be a bcrypted password";
    if (!hash.startsWith("$")) {
      return `crypto/bcrypt: bcrypt hashes must start with '$', but hashedSecret started with '${hash.charAt(0)}'`;
    }
    const version = hash.charAt(1);
    if (version > "2") {
      return `crypto/bcrypt: bcrypt algorithm version '${version}' requested is newer than current version '2'`;
    }
    const cost = /^\$.[^$]?\$(\d\d)\$/.exec(hash)?.[1];
    if (cost !== undefined && (Number(cost) < 4 || Number(cost) > 31)) {
      return `crypto/bcrypt: cost ${Number(cost)} is outside allowed inclusive range 4..31`;
    }
  }
  return undefined;
}

type TlsFields = WebFields["tls"];

function isEnabled(tls: TlsFields): boolean {
  const { cert, cert_file, key, key_file, client_ca_file, client_ca, client_auth_type } = tls;
  return [cert, cert_file, key, key_file, client_ca_file, client_ca, client_auth_type].some((text) => text !== "");
}

const CLIENT_AUTH: ReadonlySet<string> = new Set([
  "RequestClientCert",
  "RequireAnyClientCert",
  "RequireClientCert",
  "VerifyClientCertIfGiven",
  "RequireAndVerifyClientCert",
]);
const NO_CLIENT_AUTH: ReadonlySet<string> = new Set(["", "NoClientCert"]);

function tlsFault(tls: TlsFields, { host, path }: { host: World; path: string }): string | undefined {
  if (!isEnabled(tls)) return undefined;
  if (tls.cert_file === "" && tls.cert === "") return "missing one of cert or cert_file";
  if (tls.key_file === "" && tls.key === "") return "missing one of key or key_file";
  const folder = folderOf(path);
  const open = (file: string): string => (file === "" ? "" : inRoot(file, folder));
  const load = (name: "cert" | "key"): Uint8Array | string => {
    const file = open(tls[`${name}_file`]);
    if (file === "") return octetBytes(utf8Octets(tls[name]));
    const read = host.files.read(file);
    return read.kind === "file" ? read.bytes : `failed to read ${name}_file (${file}): ${read.text}`;
  };
  const certificate = load("cert");
  if (typeof certificate === "string") return certificate;
  const key = load("key");
  if (typeof key === "string") return key;
  const pair = readKeyPair(certificate, key, host.certificates);
  if (pair.kind === "fault") return `failed to load X509KeyPair: ${pair.text}`;
  const authority = open(tls.client_ca_file);
  const read = authority === "" ? undefined : host.files.read(authority);
  if (read?.kind === "error") return read.text;
  if (NO_CLIENT_AUTH.has(tls.client_auth_type)) {
    const hasAuthority = authority !== "" || tls.client_ca !== "";
    return hasAuthority ? "client CA's have been configured without a Client Auth Policy" : undefined;
  }
  return CLIENT_AUTH.has(tls.client_auth_type) ? undefined : `invalid ClientAuth: ${tls.client_auth_type}`;
}
