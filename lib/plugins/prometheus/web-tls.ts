/** What a web configuration file says about TLS, checked as Prometheus's exporter toolkit does (ConfigToTLSConfig). */

import { folderOf } from "../../go/path.ts";
import { inRoot } from "../../plugin-kit/in-root.ts";
import { readAuthorities, readKeyPair } from "../../plugin-kit/tls-files.ts";
import type { Host } from "../../ports/host.ts";
import type { HttpTls, TlsVersion } from "../../ports/http.ts";
import type { KeyPair } from "../../ports/tls.ts";
import { octetBytes } from "../../text/octets.ts";
import type { TlsFields, WebFields } from "./web-fields.ts";

/** Why nothing is served, in the toolkit's words. */
export interface WebFault {
  readonly kind: "fault";
  readonly text: string;
}

/** Where the file is. */
export interface WebPlace {
  readonly host: Pick<Host, "files" | "certificates">;
  readonly path: string;
}

type Client = Omit<HttpTls["client"], "names">;

const CLIENTS: Readonly<Record<string, Client>> = {
  "": { isAsked: false, isRequired: false, isVerified: false },
  NoClientCert: { isAsked: false, isRequired: false, isVerified: false },
  RequestClientCert: { isAsked: true, isRequired: false, isVerified: false },
  RequireAnyClientCert: { isAsked: true, isRequired: true, isVerified: false },
  RequireClientCert: { isAsked: true, isRequired: true, isVerified: false },
  VerifyClientCertIfGiven: { isAsked: true, isRequired: false, isVerified: true },
  RequireAndVerifyClientCert: { isAsked: true, isRequired: true, isVerified: true },
};

const VERSIONS: Readonly<Record<string, TlsVersion>> = {
  TLS10: "TLSv1",
  TLS11: "TLSv1.1",
  TLS12: "TLSv1.2",
  TLS13: "TLSv1.3",
};

/** One of these is a must for HTTP/2 (RFC 9113 section 9.2.2). */
const HTTP2_SUITES = ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"];

/** How TLS is settled, `clear` when the file says nothing of it, or what is wrong. */
export function webTls(tls: TlsFields, place: WebPlace): HttpTls | WebFault | { readonly kind: "clear" } {
  if (!isEnabled(tls)) return { kind: "clear" };
  if (tls.cert_file === "" && tls.cert === "") return fault("missing one of cert or cert_file");
  if (tls.key_file === "" && tls.key === "") return fault("missing one of key or key_file");
  const pair = pairOf(tls, place);
  if (pair.kind === "fault") return pair;
  const authorities = authoritiesOf(tls, place);
  if (authorities !== undefined && "kind" in authorities) return authorities;
  const client = Object.hasOwn(CLIENTS, tls.client_auth_type) ? CLIENTS[tls.client_auth_type] : undefined;
  if (client === undefined) return fault(`invalid ClientAuth: ${tls.client_auth_type}`);
  if (authorities !== undefined && !client.isAsked) {
    return fault("client CA's have been configured without a Client Auth Policy");
  }
  return {
    kind: "tls",
    material: { kind: "tls", pair, ...(authorities === undefined ? {} : { authorities }) },
    client: { ...client, ...(tls.allowedNames === undefined ? {} : { names: tls.allowedNames }) },
    minVersion: VERSIONS[tls.minVersion] ?? "TLSv1.2",
    maxVersion: VERSIONS[tls.maxVersion] ?? "TLSv1.3",
    cipherSuites: tls.cipherSuites,
    curves: tls.curves,
  };
}

/** What Go's HTTP/2 misses among the cipher suites. */
export function http2Fault({ tls, isHttp2 }: WebFields): string | undefined {
  const isWanted = isHttp2 && tls.cipherSuites.length > 0 && tls.minVersion !== "TLS13";
  if (!isWanted || tls.cipherSuites.some((suite) => HTTP2_SUITES.includes(suite))) return undefined;
  return `http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher (need at least one of ${HTTP2_SUITES.join(" or ")})`;
}

function isEnabled(tls: TlsFields): boolean {
  const { cert, cert_file, key, key_file, client_ca_file, client_ca, client_auth_type } = tls;
  return [cert, cert_file, key, key_file, client_ca_file, client_ca, client_auth_type].some((text) => text !== "");
}

function pairOf(tls: TlsFields, { host, path }: WebPlace): KeyPair | WebFault {
  const load = (name: "cert" | "key"): Uint8Array | WebFault => {
    const file = besideOf(tls[`${name}_file`], path);
    if (file === "") return octetBytes(tls[name]);
    const read = host.files.read(file);
    return read.kind === "file" ? read.bytes : fault(`failed to read ${name}_file (${file}): ${read.text}`);
  };
  const certificate = load("cert");
  if ("kind" in certificate) return certificate;
  const key = load("key");
  if ("kind" in key) return key;
  const pair = readKeyPair(certificate, key, host.certificates);
  return pair.kind === "fault" ? fault(`failed to load X509KeyPair: ${pair.text}`) : pair;
}

function authoritiesOf(tls: TlsFields, { host, path }: WebPlace): readonly Uint8Array[] | WebFault | undefined {
  const file = besideOf(tls.client_ca_file, path);
  if (file === "") {
    return tls.client_ca === "" ? undefined : readAuthorities(octetBytes(tls.client_ca), host.certificates);
  }
  const read = host.files.read(file);
  return read.kind === "error" ? fault(read.text) : readAuthorities(read.bytes, host.certificates);
}

/** Paths start from the folder of the file that names them. */
function besideOf(file: string, path: string): string {
  return file === "" ? "" : inRoot(file, folderOf(path));
}

function fault(text: string): WebFault {
  return { kind: "fault", text };
}
