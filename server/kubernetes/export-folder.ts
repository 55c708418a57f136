/** A folder's Corefile, with all files that it names, as ConfigMaps and manifests. */
import type { ExportReply } from "../../lib/api/kubernetes.ts";
import { POD_FOLDER } from "../../lib/corefile/pod-folder.ts";
import { configMapYaml, exportConfigMaps } from "../../lib/kubernetes/export-config-maps.ts";
import {
  exportManifests,
  type ManifestOptions,
  secretCommand,
  USUAL_OPTIONS,
} from "../../lib/kubernetes/export-manifests.ts";
import { exportNeeds } from "../../lib/kubernetes/export-needs.ts";
import { relocate } from "../../lib/language/files/relocate.ts";
import { folderLanguage, type TypedFolder } from "../workspaces/folder-language.ts";
import { Refusal } from "../workspaces/refusal.ts";

/** What is exported. */
export interface ExportedFolder extends TypedFolder {
  /** What only the cluster knows; kubeadm's if left out. */
  readonly options?: Partial<ManifestOptions>;
}

/** Kubernetes takes no larger ConfigMap. */
const MAX_OCTETS = 1_048_576;

/** Reads the folder; throws a `Refusal` when there is no Corefile. */
export function exportFolder({ options, ...folder }: ExportedFolder): ExportReply {
  const moved = relocate(folderLanguage(folder), POD_FOLDER);
  if (moved.files[0]?.path !== "Corefile") {
    throw new Refusal(404, `${folder.corefile} cannot be read`, "Write a Corefile first.");
  }
  const exported = exportConfigMaps(moved.files);
  const needs = exportNeeds(moved.files.filter(({ isPart }) => isPart).map(({ text }) => text));
  const command = secretCommand(exported.secrets);
  const notes = [
    ...moved.unread.map((path) => `${path} is not text, and stays behind.`),
    ...moved.left.map(({ file, start }) => `${file}:${start.line} names a file through a variable: check the path.`),
    ...needs.folders.map((name) => `${name} reads a folder: its files stay behind.`),
    ...exported.configMaps
      .filter(({ data }) => sizeOf(data) > MAX_OCTETS)
      .map(({ name, data }) => {
        return `The ConfigMap ${name} has ${sizeOf(data)} bytes; Kubernetes takes at most ${MAX_OCTETS}.`;
      }),
    ...(command === undefined ? [] : [`Private keys belong into a Secret, and are not exported. Run: ${command}`]),
    ...(needs.reloads ? [] : ["The Corefile has no reload: pods have to be restarted to take up changes."]),
  ];
  return {
    configMaps: exported.configMaps.map(({ name, data }) => ({
      name,
      data: { ...data },
      yaml: configMapYaml({ name, data }),
    })),
    manifests: exportManifests(exported, needs, { ...USUAL_OPTIONS, ...options }),
    notes,
  };
}

function sizeOf(data: Readonly<Record<string, string>>): number {
  return Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
