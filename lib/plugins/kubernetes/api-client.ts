/** Whether a client of the API server can be made, without asking the server (client-go, NewForConfig). */
import { parseBase64 } from "../../go/base64.ts";
import { quote } from "../../go/quote.ts";
import type { FileError, Files } from "../../ports/files.ts";
import type { ApiAccess } from "./api-access.ts";
import { authorityFault, keyPairFault } from "./certificates.ts";
import type { KubeUser } from "./kubeconfig.ts";
import { notCreated, serverUrl } from "./server-url.ts";

/** Why no client can be made, in the plugin's words; undefined when one can. */
export function clientFault(access: ApiAccess, files: Files): string | undefined {
  const { user, cluster } = access;
  const server = serverUrl(cluster.server);
  if (!server.ok) return notCreated(server.error);
  // Credentials and authorities count with TLS only.
  if (server.value.scheme !== "https") return undefined;
  if (user.token === "" && user.tokenFile !== "") {
    const read = files.read(user.tokenFile);
    if (read.kind === "error") return read.text;
  }
  const fault = providerFault(user) ?? tlsFault(access, files);
  return fault === undefined ? undefined : notCreated(fault);
}

const EXEC_VERSIONS: ReadonlySet<string> = new Set([
  "client.authentication.k8s.io/v1",
  "client.authentication.k8s.io/v1beta1",
]);

/** CoreDNS comes with one provider of credentials, OpenID Connect. */
function providerFault({ exec, authProvider }: KubeUser): string | undefined {
  if (exec !== undefined && !EXEC_VERSIONS.has(exec.apiVersion))
    return `exec plugin: invalid apiVersion ${quote(exec.apiVersion)}`;
  if (authProvider === undefined) return undefined;
  if (authProvider.name !== "oidc") return `no Auth Provider found for name ${quote(authProvider.name)}`;
  const missing = ["idp-issuer-url", "client-id"].find((key) => (authProvider.config[key] ?? "") === "");
  return missing === undefined ? undefined : `Must provide ${missing}`;
}

/** What the client's TLS says of its files and data; a certificate and key that are both files are looked at later. */
function tlsFault({ cluster, user }: ApiAccess, files: Files): string | undefined {
  const hasAuthority = cluster.authority !== "" || cluster.authorityData !== "";
  if (hasAuthority && cluster.insecure)
    return "specifying a root certificates file with the insecure flag is not allowed";
  const hasCertificate = user.certificate !== "" || user.certificateData !== "";
  if (!hasAuthority && !hasCertificate && !cluster.insecure && cluster.serverName === "") return undefined;
  const authority = contents(cluster.authorityData, cluster.authority, files);
  const certificate = contents(user.certificateData, user.certificate, files);
  const key = contents(user.keyData, user.key, files);
  for (const read of [authority, certificate, key]) if ("kind" in read) return read.text;
  if (!("bytes" in authority) || !("bytes" in certificate) || !("bytes" in key)) return undefined;
  const fault = authority.bytes.length === 0 ? undefined : authorityFault(authority.bytes);
  if (fault !== undefined) return `unable to load root certificates: ${fault}`;
  const isDynamic = user.certificateData === "" && user.keyData === "";
  const hasKey = user.key !== "" || user.keyData !== "";
  return isDynamic || !hasCertificate || !hasKey ? undefined : keyPairFault(certificate.bytes, key.bytes);
}

/** The data, which comes first, or what is in the file. */
function contents(data: string, path: string, files: Files): { readonly bytes: Uint8Array } | FileError {
  const given = parseBase64(data);
  const bytes = given.ok ? given.value : new Uint8Array();
  if (bytes.length > 0 || path === "") return { bytes };
  const read = files.read(path);
  return read.kind === "error" ? read : { bytes: read.bytes };
}
