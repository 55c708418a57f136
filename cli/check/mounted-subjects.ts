/** ConfigMaps of manifests as the configurations that a pod would see. */
import { POD_FOLDER } from "../../lib/corefile/pod-folder.ts";
import { type ConfigMap, readManifest } from "../../lib/kubernetes/config-map.ts";
import {
  type FoundConfigMap,
  hasCorefile,
  isCustom,
  type Mount,
  mountConfigMaps,
} from "../../lib/kubernetes/mounts.ts";
import type { UnreadFile } from "./finding.ts";
import type { Input } from "./inputs.ts";
import { placeInManifest, placeOf, type Subject, type Subjects } from "./subject.ts";

const TEMPLATE_HELP = "it looks like a template: render it first (helm template, ansible) and check the result";

/**
 * Reads manifests and puts their ConfigMaps together. What was found in a folder is passed over when it holds no Corefile,
 * or is a template: a chart's files are none before it is rendered.
 */
export function mountedSubjects(manifests: readonly Input[]): Subjects {
  const found: FoundConfigMap[] = [];
  const unread: UnreadFile[] = [];
  const passedOver: UnreadFile[] = [];
  for (const { name, text, foundIn } of manifests) {
    const isFound = foundIn !== undefined;
    const read = readManifest(text);
    if (read.kind === "error") {
      const isTemplate = text.includes("{{") || text.includes("{%");
      const reason = `this is not YAML: ${read.message}${isTemplate ? `; ${TEMPLATE_HELP}` : ""}`;
      (isTemplate && isFound ? passedOver : unread).push({ name, reason, at: read.at });
      continue;
    }
    const useful = read.configMaps.filter((configMap) => hasCorefile(configMap) || isAdditional(configMap, isFound));
    for (const configMap of useful) found.push({ file: name, configMap });
    if (useful.length === 0 && !isFound) unread.push({ name, reason: "there is no ConfigMap with a Corefile in it" });
  }
  const byName = new Map(manifests.map((manifest) => [manifest.name, manifest]));
  const subjects = mountConfigMaps(found).map((mount) => subjectOf(mount, byName.get(mount.file)?.foundIn));
  return { subjects, unread, passedOver };
}

/** In a folder other programs may have keys of the same endings. */
function isAdditional(configMap: ConfigMap, isFound: boolean): boolean {
  return isCustom(configMap) && (!isFound || configMap.name === "coredns-custom");
}

function subjectOf({ file, corefile, texts }: Mount, foundIn: string | undefined): Subject {
  const byPath = new Map(texts.map((text) => [text.path, text]));
  return {
    name: file,
    files: [...new Set(texts.flatMap(({ origin }) => origin?.file ?? []))],
    corefile,
    text: byPath.get(corefile)?.text ?? "",
    foundIn,
    isMounted: true,
    texts: new Map(texts.map(({ path, text }) => [path, text])),
    hides: POD_FOLDER,
    isOurs: (path) => byPath.has(path) && byPath.get(path)?.origin === undefined,
    place(range) {
      const mounted = byPath.get(range.file);
      return mounted === undefined ? placeOf(range) : placeInManifest(range, mounted, file);
    },
  };
}
