/** How an HTTP server settles TLS, as options of Node, and who is let in. */
import type { X509Certificate } from "node:crypto";
import type { TLSSocket, TlsOptions } from "node:tls";
import { parseAddr, writeAddr } from "../../lib/go/net.ts";
import type { HttpTls } from "../../lib/ports/http.ts";
import { materialOf } from "./tls-material.ts";

/** Of TLS 1.3, which Go lets nobody choose among. */
const NEW_SUITES = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];
/** What follows the key exchange in the names of older suites, by OpenSSL's names: Go's library has no others. */
const OLD_SUITES: Readonly<Record<string, string>> = {
  AES_128_GCM_SHA256: "AES128-GCM-SHA256",
  AES_256_GCM_SHA384: "AES256-GCM-SHA384",
  CHACHA20_POLY1305_SHA256: "CHACHA20-POLY1305",
  AES_128_CBC_SHA: "AES128-SHA",
  AES_256_CBC_SHA: "AES256-SHA",
};
const ALL_OLD = Object.keys(OLD_SUITES).flatMap((suite) =>
  ["ECDSA", "RSA"].map((kind) => `TLS_ECDHE_${kind}_WITH_${suite}`),
);
const CURVES: Readonly<Record<string, string>> = {
  CurveP256: "P-256",
  CurveP384: "P-384",
  CurveP521: "P-521",
  X25519: "X25519",
};
/** OpenSSL speaks versions before 1.2 only when it is told not to mind. */
const ANY_STRENGTH = "@SECLEVEL=0";

/** Options of a server. Who is let in shows when TLS is settled. */
export function httpTlsOptions(tls: HttpTls): TlsOptions {
  const { isAsked, isRequired, isVerified } = tls.client;
  const curves = tls.curves.map((name) => CURVES[name] ?? name);
  return {
    ...materialOf(tls.material),
    minVersion: tls.minVersion,
    maxVersion: tls.maxVersion,
    ciphers: cipherTextOf(tls),
    ...(curves.length === 0 ? {} : { ecdhCurve: curves.join(":") }),
    // Go trusts what the file of authorities has, whoever signed it.
    allowPartialTrustChain: true,
    requestCert: isAsked,
    // OpenSSL refuses by itself only when both are wanted.
    rejectUnauthorized: isRequired && isVerified,
  };
}

function cipherTextOf({ cipherSuites, minVersion }: HttpTls): string {
  const chosen = cipherSuites.length === 0 ? ALL_OLD : cipherSuites;
  const old = chosen.map((suite) => {
    const [, kind, rest = ""] = /^TLS_ECDHE_(RSA|ECDSA)_WITH_(.*)$/.exec(suite) ?? [];
    const name = OLD_SUITES[rest];
    return kind === undefined || name === undefined ? [] : [`ECDHE-${kind}-${name}`];
  });
  const isOld = minVersion === "TLSv1" || minVersion === "TLSv1.1";
  return [...NEW_SUITES, ...old.flat(), ...(isOld ? [ANY_STRENGTH] : [])].join(":");
}

/** True for a client without what is wanted of it. */
export function isTurnedAway(
  socket: TLSSocket,
  { isAsked, isRequired, isVerified, names }: HttpTls["client"],
): boolean {
  if (!isAsked) return false;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return isRequired || names !== undefined;
  if (isVerified && !socket.authorized) return true;
  return names !== undefined && !namesOf(certificate).some((name) => names.includes(name));
}

const NAME = /(DNS|email|IP Address|URI|othername|DirName|Registered ID):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/gy;
const COUNTED: ReadonlySet<string> = new Set(["DNS", "email", "IP Address", "URI"]);

/** The alternative names of a certificate, as Go writes them. */
function namesOf({ subjectAltName = "" }: X509Certificate): readonly string[] {
  return [...subjectAltName.matchAll(NAME)].flatMap(([, kind = "", written = ""]) => {
    if (!COUNTED.has(kind)) return [];
    // What has signs of its own in it, Node writes as a text of JSON.
    const text = written.startsWith('"') ? String(JSON.parse(written)) : written;
    const address = kind === "IP Address" ? parseAddr(text) : undefined;
    return [address === undefined ? text : writeAddr(address)];
  });
}
