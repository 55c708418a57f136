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

/** The API server and how to reach it, or why CoreDNS cannot make a client of it. It has not been asked then. */
export type ApiReading =
  | { readonly ok: true; readonly value: ApiAccess }
  | { readonly ok: false; readonly error: string };

/** Which API server a use of kubernetes means. */
export function readApi({ properties }: KubernetesConfig, world: World): ApiReading {
  const { kubeconfig, endpoint, tls } = properties;
  if (kubeconfig !== undefined) {
    const { file, context } = kubeconfig.args;
    return readKubeconfigApi(file.value, context?.value, world);
  }
  const server = endpoint?.args.urls[0]?.value;
  if (server === undefined) return readInCluster(world);
  const { certificate, key, authority } = tls?.args ?? {};
  const cluster = { ...NO_CLUSTER, server, authority: authority?.value ?? "" };
  const user = { ...NO_USER, certificate: certificate?.value ?? "", key: key?.value ?? "" };
  return usable({ clusterName: "", cluster, userName: "", user }, world);
}

function readKubeconfigApi(file: string, context: string | undefined, world: World): ApiReading {
  const { files } = world;
  const read = file === "" ? undefined : files.read(file);
  if (read?.kind === "error") {
    if (read.code === "ENOENT") return refused(read.text.replace(/^open /, "stat "));
    return refused(`error loading config file "${file}": ${read.text}`);
  }
  const config = readKubeconfig(read?.bytes ?? new Uint8Array());
  if (!config.ok) return refused(`error loading config file "${file}": ${config.error}`);
  const access = accessOf(config.value, context);
  if (access.missingContext !== undefined && access.missingContext === context)
    return refused(`context ${quote(context)} does not exist`);
  return usable(besideFile(access, file, files), world);
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
function usable(access: ApiAccess, world: World): ApiReading {
  const fault = accessFault(access, world.files);
  if (fault === EMPTY_CONFIGURATION && isInCluster(world)) return readInCluster(world);
  return reading(access, fault ?? clientFault(access, world.files));
}

function reading(access: ApiAccess, fault: string | undefined): ApiReading {
  return fault === undefined ? { ok: true, value: access } : refused(fault);
}

function refused(error: string): ApiReading {
  return { ok: false, error };
}

function isInCluster({ files, environment }: World): boolean {
  const { KUBERNETES_SERVICE_HOST: host = "", KUBERNETES_SERVICE_PORT: port = "" } = environment;
  return host !== "" && port !== "" && files.stat(TOKEN)?.isFolder === false;
}

function readInCluster({ files, environment, log }: World): ApiReading {
  const { KUBERNETES_SERVICE_HOST: host = "", KUBERNETES_SERVICE_PORT: port = "" } = environment;
  if (host === "" || port === "") {
    return refused(
      "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined",
    );
  }
  const token = files.read(TOKEN);
  if (token.kind === "error") return refused(token.text);
  const authority = files.read(AUTHORITY);
  const fault = authority.kind === "error" ? authority.text : authorityFault(authority.bytes);
  if (fault !== undefined) {
    log.forPlugin("kubernetes").error(`Expected to load root CA config from ${AUTHORITY}, but got err: ${fault}`);
  }
  const server = `https://${joinHostPort(host, port)}`;
  const cluster = { ...NO_CLUSTER, server, authority: fault === undefined ? AUTHORITY : "" };
  const access = { clusterName: "", cluster, userName: "", user: { ...NO_USER, tokenFile: TOKEN } };
  return reading(access, clientFault(access, files));
}
