/** Certificates and keys in PEM, and Go's words for what is none. */
import { octetString } from "../../text/octets.ts";

/** Why no authority can be read out of these octets (client-go, rootCertPool); undefined when one can. */
export function authorityFault(bytes: Uint8Array): string | undefined {
  const text = octetString(bytes);
  if (!/-----BEGIN [^\r\n]+-----/.test(text)) return "unable to parse bytes as PEM block";
  return hasPem(text, "CERTIFICATE") ? undefined : "no valid certificate authority data seen";
}

/** Why a certificate and its key are none (crypto/tls, X509KeyPair), as far as their PEM blocks tell. */
export function keyPairFault(certificate: Uint8Array, key: Uint8Array): string | undefined {
  const missing = "tls: failed to find any PEM data in";
  if (!hasPem(octetString(certificate), "CERTIFICATE")) return `${missing} certificate input`;
  return hasPem(octetString(key), "(?:[A-Z]+ )?PRIVATE KEY") ? undefined : `${missing} key input`;
}

function hasPem(text: string, type: string): boolean {
  return new RegExp(`-----BEGIN ${type}-----`).test(text);
}
