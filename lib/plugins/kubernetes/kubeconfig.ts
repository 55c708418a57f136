/** Kubeconfig files: clusters, users, and contexts that put them together (Kubernetes, client-go, clientcmd). */

import { quote } from "../../go/quote.ts";
import { textOfOctets } from "../../go/utf8.ts";
import { readYaml } from "../../go/yaml.ts";
import { octetString } from "../../text/octets.ts";
import { isRecord, jsonKind, misfit } from "./go-shape.ts";
import { KUBECONFIG_SHAPE } from "./kubeconfig-shape.ts";

/** Where a cluster's API server is, and how it proves who it is. */
export interface KubeCluster {
  readonly server: string;
  readonly serverName: string;
  readonly insecure: boolean;
  readonly authority: string;
  /** In base64. */
  readonly authorityData: string;
  readonly proxyUrl: string;
  /** True when a file describes it, even with nothing in it. */
  readonly isDescribed: boolean;
}

/** How to prove who one is. */
export interface KubeUser {
  readonly certificate: string;
  readonly certificateData: string;
  readonly key: string;
  readonly keyData: string;
  readonly token: string;
  readonly tokenFile: string;
  readonly username: string;
  readonly password: string;
  readonly impersonate: string;
  /** True when groups or other facts are to be claimed along with another user's name. */
  readonly claimsMore: boolean;
  readonly authProvider: { readonly name: string; readonly config: Readonly<Record<string, unknown>> } | undefined;
  readonly exec: KubeExec | undefined;
}

/** A command that gives credentials. */
export interface KubeExec {
  readonly command: string;
  readonly apiVersion: string;
  readonly interactiveMode: string;
  readonly environmentNames: readonly string[];
}

/** A kubeconfig file. */
export interface Kubeconfig {
  readonly clusters: ReadonlyMap<string, KubeCluster>;
  readonly users: ReadonlyMap<string, KubeUser>;
  readonly contexts: ReadonlyMap<string, { readonly cluster: string; readonly user: string }>;
  readonly currentContext: string;
}

/** A file, or why it is none. */
export type KubeconfigReading =
  | { readonly ok: true; readonly value: Kubeconfig }
  | { readonly ok: false; readonly error: string };

const VERSION_AND_KIND =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** Reads a kubeconfig file; one without contents is one without clusters. */
export function readKubeconfig(bytes: Uint8Array): KubeconfigReading {
  const yaml = readYaml(textOfOctets(octetString(bytes)));
  if (!yaml.ok) return yaml;
  const { value } = yaml;
  const error = versionError(value) ?? misfit(value, KUBECONFIG_SHAPE) ?? duplicateError(value);
  return error === undefined ? { ok: true, value: kubeconfigOf(isRecord(value) ? value : {}) } : { ok: false, error };
}

/** What comes before all else: whether it is a file of this kind and version. */
function versionError(value: unknown): string | undefined {
  if (value === null) return undefined;
  const parseError = (text: string): string =>
    `couldn't get version/kind; json parse error: json: cannot unmarshal ${text}`;
  if (!isRecord(value)) return parseError(`${jsonKind(value)} into Go value of type ${VERSION_AND_KIND}`);
  for (const key of ["apiVersion", "kind"]) {
    const word = value[key] ?? "";
    if (typeof word !== "string") return parseError(`${jsonKind(word)} into Go struct field .${key} of type string`);
  }
  const version = textAt(value, "apiVersion") || "v1";
  const kind = textAt(value, "kind") || "Config";
  if (version.split("/").length > 2) return `unexpected GroupVersion string: ${version}`;
  if (version === "v1" && kind === "Config") return undefined;
  return `no kind ${quote(kind)} is registered for version ${quote(version)} in scheme "pkg/runtime/scheme.go:111"`;
}

/** Names must not stand in a list twice. Go prints the whole list behind this, credentials included; we do not. */
function duplicateError(value: unknown): string | undefined {
  const config = isRecord(value) ? value : {};
  for (const [key, list, item] of LISTS) {
    const names = listAt(config, key).map((entry) => (isRecord(entry) ? textAt(entry, "name") : ""));
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice === undefined) continue;
    return `error converting *[]${list} into *map[string]*api.${item}: duplicate name ${quote(twice)} in list`;
  }
  return undefined;
}

const LISTS = [
  ["clusters", "NamedCluster", "Cluster"],
  ["users", "NamedAuthInfo", "AuthInfo"],
  ["contexts", "NamedContext", "Context"],
] as const;

function kubeconfigOf(value: Readonly<Record<string, unknown>>): Kubeconfig {
  return {
    clusters: byName(value.clusters, "cluster", clusterOf),
    users: byName(value.users, "user", userOf),
    contexts: byName(value.contexts, "context", (one) => ({
      cluster: textAt(one, "cluster"),
      user: textAt(one, "user"),
    })),
    currentContext: textAt(value, "current-context"),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function byName<T>(list: unknown, field: string, read: (entry: Entry) => T): ReadonlyMap<string, T> {
  const entries = Array.isArray(list) ? list.filter(isRecord) : [];
  return new Map(entries.map((entry) => [textAt(entry, "name"), read(recordAt(entry, field))]));
}

function clusterOf(entry: Entry): KubeCluster {
  return {
    server: textAt(entry, "server"),
    serverName: textAt(entry, "tls-server-name"),
    insecure: entry["insecure-skip-tls-verify"] === true,
    authority: textAt(entry, "certificate-authority"),
    authorityData: textAt(entry, "certificate-authority-data"),
    proxyUrl: textAt(entry, "proxy-url"),
    isDescribed: true,
  };
}

function userOf(entry: Entry): KubeUser {
  const provider = entry["auth-provider"];
  const isClaimed = (key: string): boolean => Object.keys(recordAt(entry, key)).length > 0;
  return {
    certificate: textAt(entry, "client-certificate"),
    certificateData: textAt(entry, "client-certificate-data"),
    key: textAt(entry, "client-key"),
    keyData: textAt(entry, "client-key-data"),
    token: textAt(entry, "token"),
    tokenFile: textAt(entry, "tokenFile"),
    username: textAt(entry, "username"),
    password: textAt(entry, "password"),
    impersonate: textAt(entry, "as"),
    claimsMore: textAt(entry, "as-uid") !== "" || listAt(entry, "as-groups").length > 0 || isClaimed("as-user-extra"),
    authProvider: isRecord(provider)
      ? { name: textAt(provider, "name"), config: recordAt(provider, "config") }
      : undefined,
    exec: isRecord(entry.exec) ? execOf(entry.exec) : undefined,
  };
}

function execOf(entry: Entry): KubeExec {
  return {
    command: textAt(entry, "command"),
    apiVersion: textAt(entry, "apiVersion"),
    interactiveMode: textAt(entry, "interactiveMode"),
    environmentNames: listAt(entry, "env")
      .filter(isRecord)
      .map((variable) => textAt(variable, "name")),
  };
}

function textAt(entry: Entry, key: string): string {
  const value = entry[key];
  return typeof value === "string" ? value : "";
}

function recordAt(entry: Entry, key: string): Entry {
  const value = entry[key];
  return isRecord(value) ? value : {};
}

function listAt(entry: Entry, key: string): readonly unknown[] {
  const value = entry[key];
  return Array.isArray(value) ? value : [];
}
