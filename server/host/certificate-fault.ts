/** What is wrong with a certificate, as Go tells it (crypto/tls, crypto/x509). */
import { isIP } from "node:net";

const FAULT = "tls: failed to verify certificate: x509: ";

/** Nobody who is trusted vouches for it. */
export const UNKNOWN_AUTHORITY = `${FAULT}certificate signed by unknown authority`;

/** The times of a certificate, as OpenSSL writes them. */
export interface CertificateTimes {
  readonly valid_from: string;
  readonly valid_to: string;
}

/** Its time has not come, or is over. */
export function outOfTime({ valid_from, valid_to }: CertificateTimes, nowMs: number): string {
  const isEarly = nowMs < Date.parse(valid_from);
  const limit = isEarly ? `before ${goTime(Date.parse(valid_from))}` : `after ${goTime(Date.parse(valid_to))}`;
  return `${FAULT}certificate has expired or is not yet valid: current time ${goTime(nowMs)} is ${limit}`;
}

/** In UTC without fractions of a second (RFC 3339). */
function goTime(ms: number): string {
  return Number.isNaN(ms) ? "?" : new Date(ms).toISOString().replace(/\.\d+/, "");
}

/** It has another name than `wanted`; `names` are its alternative names as Node writes them (HostnameError). */
export function wrongName(wanted: string, names = ""): string {
  const isAddress = isIP(wanted) !== 0;
  const kind = isAddress ? "IP Address:" : "DNS:";
  const own = names
    .split(", ")
    .filter((name) => name.startsWith(kind))
    .map((name) => name.slice(kind.length));
  if (own.length > 0) return `${FAULT}certificate is valid for ${own.join(", ")}, not ${wanted}`;
  return isAddress
    ? `${FAULT}cannot validate certificate for ${wanted} because it doesn't contain any IP SANs`
    : `${FAULT}certificate is not valid for any names, but wanted to match ${wanted}`;
}
