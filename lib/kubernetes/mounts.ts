/**
 * What CoreDNS finds in its pod when ConfigMaps are mounted as its usual manifests have it: the keys of the one with the
 * Corefile under /etc/coredns, those of `coredns-custom` (AKS, k3s) under /etc/coredns/custom.
 */
import { POD_FOLDER } from "../corefile/pod-folder.ts";
import type { ConfigMap, ConfigMapEntry } from "./config-map.ts";

const CUSTOM_FOLDER = `${POD_FOLDER}/custom`;
const COREFILE = "Corefile";
const CUSTOM_NAME = "coredns-custom";
/** NodeLocal DNSCache has a Corefile of its own, which nothing is added to. */
const NODE_CACHE_NAME = "node-local-dns";

/** A ConfigMap and the manifest that it stands in. */
export interface FoundConfigMap {
  readonly file: string;
  readonly configMap: ConfigMap;
}

/** A file of the pod. */
export interface MountedText {
  /** Its path in the pod. */
  readonly path: string;
  readonly text: string;
  /** Where it comes from; undefined for a Corefile that only holds the imports of `coredns-custom`. */
  readonly origin: { readonly file: string; readonly entry: ConfigMapEntry } | undefined;
}

/** The files of one CoreDNS. */
export interface Mount {
  /** The manifest with its Corefile. */
  readonly file: string;
  readonly configMap: ConfigMap;
  /** The path of the Corefile in the pod. */
  readonly corefile: string;
  readonly texts: readonly MountedText[];
}

/** Whether a ConfigMap holds a Corefile. */
export function hasCorefile({ entries }: ConfigMap): boolean {
  return entries.some(({ key }) => key === COREFILE);
}

/** Whether a ConfigMap holds additions to the Corefile of a platform. */
export function isCustom(configMap: ConfigMap): boolean {
  if (hasCorefile(configMap)) return false;
  return configMap.name === CUSTOM_NAME || configMap.entries.some(({ key }) => isAddition(key));
}

/**
 * One mount for each Corefile, with the additions that lie nearest: those of the same manifest, else of the same folder,
 * else all. Additions without any Corefile are mounted beside one that imports them as AKS does.
 */
export function mountConfigMaps(found: readonly FoundConfigMap[]): readonly Mount[] {
  const corefiles = found.filter(({ configMap }) => hasCorefile(configMap));
  const custom = found.filter(({ configMap }) => isCustom(configMap));
  if (corefiles.length === 0) return custom.map(mountAlone);
  return corefiles.map((one) => {
    const added = one.configMap.name === NODE_CACHE_NAME ? [] : nearest(one, custom);
    const additions = added.flatMap((each) => mounted(each, CUSTOM_FOLDER));
    return { ...one, corefile: `${POD_FOLDER}/${COREFILE}`, texts: [...mounted(one, POD_FOLDER), ...additions] };
  });
}

function mountAlone(custom: FoundConfigMap): Mount {
  const keys = custom.configMap.entries.map(({ key }) => key);
  const parts: string[] = [];
  if (keys.some((key) => key.endsWith(".override"))) parts.push(".:53 {\n    import custom/*.override\n}\n");
  if (keys.some((key) => key.endsWith(".server"))) parts.push("import custom/*.server\n");
  const corefile = `${POD_FOLDER}/${COREFILE}`;
  const importing = { path: corefile, text: parts.join(""), origin: undefined };
  return { ...custom, corefile, texts: [importing, ...mounted(custom, CUSTOM_FOLDER)] };
}

function isAddition(key: string): boolean {
  return key.endsWith(".server") || key.endsWith(".override");
}

function nearest(to: FoundConfigMap, custom: readonly FoundConfigMap[]): readonly FoundConfigMap[] {
  const sameNamespace = custom.filter(({ configMap: { namespace } }) => {
    return namespace === to.configMap.namespace || namespace === undefined || to.configMap.namespace === undefined;
  });
  const sameFile = sameNamespace.filter(({ file }) => file === to.file);
  if (sameFile.length > 0) return sameFile;
  const sameFolder = sameNamespace.filter(({ file }) => folderOf(file) === folderOf(to.file));
  return sameFolder.length > 0 ? sameFolder : sameNamespace;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function mounted({ file, configMap }: FoundConfigMap, folder: string): readonly MountedText[] {
  return configMap.entries.map((entry) => ({
    path: `${folder}/${entry.key}`,
    text: entry.text,
    origin: { file, entry },
  }));
}
