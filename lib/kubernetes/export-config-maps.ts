/** A Corefile and the files that it names as ConfigMaps: `coredns`, and `coredns-custom` for what lies in `custom/`. */
import { stringify } from "yaml";

/** A file in CoreDNS's folder in the pod. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
}

/** A ConfigMap to be, and where its keys are in the pod. */
export interface ExportedConfigMap {
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
  /** Keys with their paths in the folder that the ConfigMap is mounted as; keys have no slash. */
  readonly items: readonly { readonly key: string; readonly path: string }[];
}

/** The ConfigMaps, and what does not belong into one. */
export interface ConfigMapExport {
  readonly configMaps: readonly ExportedConfigMap[];
  /** Private keys: they belong into a Secret. */
  readonly secrets: readonly ExportedFile[];
}

const CUSTOM = "custom/";
export const EXPORT_NAMESPACE = "kube-system";

/** Takes the files apart; the Corefile is the one with the path `Corefile`. */
export function exportConfigMaps(files: readonly ExportedFile[]): ConfigMapExport {
  const secrets = files.filter(isPrivate);
  const open = files.filter((file) => !isPrivate(file));
  // Only what a platform imports there can be an addition.
  const isAddition = ({ path }: ExportedFile): boolean =>
    path.startsWith(CUSTOM) && !path.slice(CUSTOM.length).includes("/");
  const custom = open.filter(isAddition).map(({ path, text }) => ({ path: path.slice(CUSTOM.length), text }));
  const main = configMapOf(
    "coredns",
    open.filter((file) => !isAddition(file)),
  );
  return { configMaps: custom.length === 0 ? [main] : [main, configMapOf("coredns-custom", custom)], secrets };
}

/** The ConfigMap as a manifest. */
export function configMapYaml({ name, data }: Pick<ExportedConfigMap, "name" | "data">): string {
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: EXPORT_NAMESPACE }, data };
  return stringify(object, { lineWidth: 0, blockQuote: "literal", aliasDuplicateObjects: false });
}

function configMapOf(name: string, files: readonly ExportedFile[]): ExportedConfigMap {
  const keys = new Set<string>();
  const items = files.map(({ path, text }) => {
    const plain = path.replace(/[^-._a-zA-Z0-9]/g, ".");
    let key = plain;
    for (let count = 2; keys.has(key); count++) key = `${plain}.${count}`;
    keys.add(key);
    return { key, path, text };
  });
  return {
    name,
    data: Object.fromEntries(items.map(({ key, text }) => [key, text])),
    items: items.map(({ key, path }) => ({ key, path })),
  };
}

function isPrivate({ text }: ExportedFile): boolean {
  return /^-----BEGIN [A-Z ]*PRIVATE KEY-----/m.test(text);
}
