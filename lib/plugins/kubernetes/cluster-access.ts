/** How the API server is reached, as the port of clusters wants it. */
import { parseBase64 } from "../../go/base64.ts";
import type { ClusterAccess } from "../../ports/clusters.ts";
import type { Files } from "../../ports/files.ts";
import { writeBase64 } from "../../text/base.ts";
import { octetBytes, octetString, utf8Octets } from "../../text/octets.ts";
import type { ApiAccess } from "./api-access.ts";

/** The server, and the credentials as they are when they are asked for: tokens are renewed in their files. */
export function clusterAccess({ cluster, user }: ApiAccess, files: Files): ClusterAccess {
  const isOverTls = cluster.server.startsWith("https:");
  return {
    server: cluster.server.includes("://") ? cluster.server : `http://${cluster.server}`,
    serverName: cluster.serverName,
    insecure: cluster.insecure,
    authority: contents(cluster.authorityData, cluster.authority, files),
    certificate: contents(user.certificateData, user.certificate, files),
    key: contents(user.keyData, user.key, files),
    // Without TLS no credentials are sent.
    authorization: () => (isOverTls ? authorization({ cluster, user }, files) : ""),
  };
}

/** What the studio's engine cannot do to identify itself; undefined when it can all that is wanted. */
export function unservedAccess({ cluster, user }: Pick<ApiAccess, "cluster" | "user">): string | undefined {
  if (user.exec !== undefined) return "the built-in engine does not run credential plugins (exec) yet";
  if (user.authProvider !== undefined) return "the built-in engine does not renew OpenID Connect tokens yet";
  if (user.impersonate !== "") return "the built-in engine does not impersonate users yet";
  return cluster.proxyUrl === "" ? undefined : "the built-in engine does not use proxies yet";
}

function authorization({ user }: Pick<ApiAccess, "cluster" | "user">, files: Files): string {
  const { token, tokenFile, username, password } = user;
  if (token !== "") return `Bearer ${token}`;
  const read = tokenFile === "" ? undefined : files.read(tokenFile);
  if (read?.kind === "file") return `Bearer ${octetString(read.bytes).trim()}`;
  if (username === "" && password === "") return "";
  return `Basic ${writeBase64(octetBytes(utf8Octets(`${username}:${password}`)))}`;
}

/** Data goes before the file. */
function contents(data: string, file: string, files: Files): Uint8Array | undefined {
  if (data !== "") {
    const decoded = parseBase64(data);
    return decoded.ok ? decoded.value : undefined;
  }
  const read = file === "" ? undefined : files.read(file);
  return read?.kind === "file" ? read.bytes : undefined;
}
