/** Which API server CoreDNS would talk to, and why it cannot: kubeconfig, endpoint, or the cluster around it. */
import { joinHostPort } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import { type ApiAccess, accessFault, accessOf, EMPTY_CONFIGURATION, NO_CLUSTER, NO_USER } from "./api-access.ts";
import { clientFault } from "./api-client.ts";
import { authorityFault } from "./certificates.ts";
import type { KubernetesConfig } from "./directive.ts";
import { readKubeconfig } from "./kubeconfig.ts";

/** What of the world decides. */
export interface World {
  readonly files: Files;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

/** Where a pod's service account is mounted. */
const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
const TOKEN = `${SERVICE_ACCOUNT}/token`;
const AUTHORITY = `${SERVICE_ACCOUNT}/ca.crt`;

/** Why CoreDNS cannot make a client of the API server; undefined when it can. It has not asked the server then. */
export function apiFault({ properties }: KubernetesConfig, world: World): string | undefined {
  const { kubeconfig, endpoint, tls } = properties;
  if (kubeconfig !== undefined) {
    const { file, context } = kubeconfig.args;
    return kubeconfigFault(file.value, context?.value, world);
  }
  const server = endpoint?.args.urls[0]?.value;
  if (server === undefined) return inClusterFault(world);
  const { certificate, key, authority } = tls?.args ?? {};
  const cluster = { ...NO_CLUSTER, server, authority: authority?.value ?? "" };
  const user = { ...NO_USER, certificate: certificate?.value ?? "", key: key?.value ?? "" };
  return faultOf({ clusterName: "", cluster, userName: "", user }, world);
}

function kubeconfigFault(file: string, context: string | undefined, world: World): string | undefined {
  const { files } = world;
  const read = file === "" ? undefined : files.read(file);
  if (read?.kind === "error") {
    if (read.code === "ENOENT") return read.text.replace(/^open /, "stat ");
    return `error loading config file "${file}": ${read.text}`;
  }
  const config = readKubeconfig(read?.bytes ?? new Uint8Array());
  if (!config.ok) return `error loading config file "${file}": ${config.error}`;
  const access = accessOf(config.value, context);
  if (access.missingContext !== undefined && access.missingContext === context)
    return `context ${quote(context)} does not exist`;
  return faultOf(besideFile(access, file, files), world);
}

/** Relative paths in a kubeconfig file are relative to its folder. */
function besideFile(access: ApiAccess, file: string, files: Files): ApiAccess {
  const resolve = (path: string): string => {
    if (path === "" || path.startsWith("/")) return path;
    const folder = files.absolute(file).replace(/\/[^/]*$/, "");
    return files.absolute(`${folder}/${path}`);
  };
  const { cluster, user } = access;
  return {
    ...access,
    cluster: { ...cluster, authority: resolve(cluster.authority) },
    user: {
      ...user,
      certificate: resolve(user.certificate),
      key: resolve(user.key),
      tokenFile: resolve(user.tokenFile),
    },
  };
}

/** Where nothing is configured, a cluster around the process counts, if there is one. */
function faultOf(access: ApiAccess, world: World): string | undefined {
  const fault = accessFault(access, world.files);
  if (fault === EMPTY_CONFIGURATION && isInCluster(world)) return inClusterFault(world);
  return fault ?? clientFault(access, world.files);
}

function isInCluster({ files, environment }: World): boolean {
  const { KUBERNETES_SERVICE_HOST: host = "", KUBERNETES_SERVICE_PORT: port = "" } = environment;
  return host !== "" && port !== "" && files.stat(TOKEN)?.isFolder === false;
}

function inClusterFault({ files, environment, log }: World): string | undefined {
  const { KUBERNETES_SERVICE_HOST: host = "", KUBERNETES_SERVICE_PORT: port = "" } = environment;
  if (host === "" || port === "") {
    return "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined";
  }
  const token = files.read(TOKEN);
  if (token.kind === "error") return token.text;
  const authority = files.read(AUTHORITY);
  const fault = authority.kind === "error" ? authority.text : authorityFault(authority.bytes);
  if (fault !== undefined) {
    log.forPlugin("kubernetes").error(`Expected to load root CA config from ${AUTHORITY}, but got err: ${fault}`);
  }
  const server = `https://${joinHostPort(host, port)}`;
  const cluster = { ...NO_CLUSTER, server, authority: fault === undefined ? AUTHORITY : "" };
  return clientFault({ clusterName: "", cluster, userName: "", user: NO_USER }, files);
}
