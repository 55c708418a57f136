/** How the API server is reached, out of a kubeconfig file or of a directive's own lines, and what is wrong with it. */
import { quote } from "../../go/quote.ts";
import { parseUrl } from "../../go/url.ts";
import type { Files } from "../../ports/files.ts";
import type { KubeCluster, Kubeconfig, KubeExec, KubeUser } from "./kubeconfig.ts";

/** A cluster and a user, and the names under which messages speak of them. */
export interface ApiAccess {
  readonly clusterName: string;
  readonly cluster: KubeCluster;
  readonly userName: string;
  readonly user: KubeUser;
  /** The context that was asked for and is not there. */
  readonly missingContext?: string;
}

/** What client-go says of a configuration without anything in it; it looks for a cluster around it then. */
export const EMPTY_CONFIGURATION =
  "invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable";

/** A cluster of which nothing is known. */
export const NO_CLUSTER: KubeCluster = {
  server: "",
  serverName: "",
  insecure: false,
  authority: "",
  authorityData: "",
  proxyUrl: "",
  isDescribed: false,
};

/** Nobody in particular. */
export const NO_USER: KubeUser = {
  certificate: "",
  certificateData: "",
  key: "",
  keyData: "",
  token: "",
  tokenFile: "",
  username: "",
  password: "",
  impersonate: "",
  claimsMore: false,
  authProvider: undefined,
  exec: undefined,
};

/** The cluster and user of a context of a kubeconfig file: of the one that is asked for, else of the current one. */
export function accessOf(config: Kubeconfig, asked: string | undefined): ApiAccess {
  const name = asked === undefined || asked === "" ? config.currentContext : asked;
  const context = config.contexts.get(name);
  const { cluster = "", user = "" } = context ?? {};
  return {
    clusterName: cluster,
    cluster: config.clusters.get(cluster) ?? NO_CLUSTER,
    userName: user,
    user: config.users.get(user) ?? NO_USER,
    ...(name !== "" && context === undefined ? { missingContext: name } : {}),
  };
}

/** What client-go says before it makes a client (clientcmd, ConfirmUsable); undefined when it is content. */
export function accessFault(access: ApiAccess, files: Files): string | undefined {
  const { cluster, clusterName, user, userName, missingContext } = access;
  const context =
    missingContext === undefined ? [] : [`context was not found for specified context: ${missingContext}`];
  const faults = [...context, ...userFaults(user, userName, files), ...clusterFaults(cluster, clusterName, files)];
  if (faults.length === 0) return undefined;
  if (faults.length === 1 && faults[0] === NO_SERVER) return EMPTY_CONFIGURATION;
  const unlike = [...new Set(faults)];
  return `invalid configuration: ${unlike.length === 1 ? unlike[0] : `[${unlike.join(", ")}]`}`;
}

const NO_SERVER = "cluster has no server defined";

function clusterFaults(cluster: KubeCluster, name: string, files: Files): readonly string[] {
  const { server, authority, authorityData, proxyUrl } = cluster;
  const isEmpty = server === "" && authority === "" && authorityData === "" && proxyUrl === "" && !cluster.insecure;
  if (isEmpty && !cluster.isDescribed) return [NO_SERVER];
  const faults: string[] = [];
  if (server === "") {
    faults.push(name === "" ? "default cluster has no server defined" : `no server found for cluster ${quote(name)}`);
  }
  const proxy = proxyUrl === "" ? undefined : proxyFault(proxyUrl);
  if (proxy !== undefined) faults.push(`invalid 'proxy-url' ${quote(proxyUrl)} for cluster ${quote(name)}: ${proxy}`);
  if (authority !== "" && authorityData !== "") {
    const both = `certificate-authority-data and certificate-authority are both specified for ${name}.`;
    faults.push(`${both} certificate-authority-data will override.`);
  }
  const unreadable = openFault(authority, files);
  if (unreadable !== undefined)
    faults.push(`unable to read certificate-authority ${authority} for ${name} due to ${unreadable}`);
  return faults;
}

function proxyFault(text: string): string | undefined {
  const url = parseUrl(text);
  if (!url.ok) return `could not parse: ${text}`;
  const { scheme } = url.value;
  if (scheme === "http" || scheme === "https" || scheme === "socks5") return undefined;
  return `unsupported scheme ${quote(scheme)}, must be http, https, or socks5`;
}

function userFaults(user: KubeUser, name: string, files: Files): readonly string[] {
  const faults = [...certificateFaults(user, name, files), ...execFaults(user, name)];
  const methods = [
    ...(user.token === "" ? [] : ["token"]),
    ...(user.username === "" && user.password === "" ? [] : ["basicAuth"]),
  ];
  if (methods.length > 1) {
    const found = `found [${methods.join(" ")}], only one is allowed`;
    faults.push(`more than one authentication method found for ${name}; ${found}`);
  }
  if (user.claimsMore && user.impersonate === "")
    faults.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
  return faults;
}

function certificateFaults(user: KubeUser, name: string, files: Files): string[] {
  const { certificate, certificateData, key, keyData } = user;
  const faults: string[] = [];
  if (certificate === "" && certificateData === "") return faults;
  if (certificate !== "" && certificateData !== "") {
    const both = `client-cert-data and client-cert are both specified for ${name}.`;
    faults.push(`${both} client-cert-data will override.`);
  }
  if (key !== "" && keyData !== "") {
    const both = `client-key-data and client-key are both specified for ${name};`;
    faults.push(`${both} client-key-data will override`);
  }
  if (key === "" && keyData === "") {
    const missing = `client-key-data or client-key must be specified for ${name}`;
    faults.push(`${missing} to use the clientCert authentication method.`);
  }
  const noCertificate = openFault(certificate, files);
  if (noCertificate !== undefined)
    faults.push(`unable to read client-cert ${certificate} for ${name} due to ${noCertificate}`);
  const noKey = openFault(key, files);
  if (noKey !== undefined) faults.push(`unable to read client-key ${key} for ${name} due to ${noKey}`);
  return faults;
}

const INTERACTIVE_MODES: ReadonlySet<string> = new Set(["Never", "IfAvailable", "Always"]);
const EXEC_GROUP = "client.authentication.k8s.io";

function execFaults({ exec, authProvider }: KubeUser, name: string): readonly string[] {
  if (exec === undefined) return [];
  const faults: string[] = [];
  const wanted = (what: string): number =>
    faults.push(`${what} must be specified for ${name} to use exec authentication plugin`);
  if (authProvider !== undefined)
    faults.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`);
  if (exec.command === "") wanted("command");
  if (exec.apiVersion === "") wanted("apiVersion");
  for (const variable of exec.environmentNames) if (variable === "") wanted("env variable name");
  const mode = interactiveMode(exec);
  if (mode === "") wanted("interactiveMode");
  else if (!INTERACTIVE_MODES.has(mode)) faults.push(`invalid interactiveMode for ${name}: ${quote(mode)}`);
  return faults;
}

/** Versions before v1 need not say it. */
function interactiveMode({ apiVersion, interactiveMode: mode }: KubeExec): string {
  const isOld = apiVersion === `${EXEC_GROUP}/v1beta1` || apiVersion === `${EXEC_GROUP}/v1alpha1`;
  return mode === "" && isOld ? "IfAvailable" : mode;
}

/** Why a file cannot be opened, in Go's words; a folder can. */
function openFault(path: string, files: Files): string | undefined {
  if (path === "") return undefined;
  const read = files.read(path);
  return read.kind === "error" && read.code !== "EISDIR" ? read.text : undefined;
}
