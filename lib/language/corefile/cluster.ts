/** The cluster that manifests of a workspace stand for: its namespaces, and the names of its Services. */
import { normalizeName } from "../../directive/kinds/zone.ts";
import { readManifest } from "../../kubernetes/manifests.ts";
import { directiveNamed, type LanguageWorkspace } from "../workspace.ts";
import type { Reach } from "./reach.ts";
import { linesOf } from "./walk-lines.ts";
import { zoneOfKey } from "./zones.ts";

const MANIFEST = /^cluster\/[^/]+\.(?:ya?ml|json)$/;
/** Nobody picks from a longer list. */
const MAX_NAMES = 500;

/** What of an object names are made of. */
export interface NamedObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** A name of a Service, and what it is. */
interface ServiceName {
  readonly name: string;
  readonly about: string;
}

/** The namespaces, each once: those that manifests have, and those that objects are in. */
export function namespacesOf(workspace: LanguageWorkspace): readonly string[] {
  const found = objectsOf(workspace).map(({ kind, name, namespace }) => (kind === "Namespace" ? name : namespace));
  return [...new Set(found)].filter((name) => name !== "").toSorted();
}

/** The names that Services have in the zones of the cluster that the Corefile has. */
export function serviceNames(workspace: LanguageWorkspace, reach: Reach): readonly ServiceName[] {
  const services = objectsOf(workspace).filter(({ kind }) => kind === "Service");
  if (services.length === 0) return [];
  return clusterZones(workspace, reach)
    .flatMap((zone) =>
      services.map(({ name, namespace }) => ({
        name: `${name}.${namespace}.svc.${zone}`,
        about: `Service ${namespace}/${name}`,
      })),
    )
    .slice(0, MAX_NAMES);
}

/** The zones of directives that read a cluster, but for those of addresses; those of their block where they name none. */
function clusterZones(workspace: LanguageWorkspace, reach: Reach): readonly string[] {
  const zones = [...reach.files.values()].flatMap((reached) =>
    [...linesOf({ workspace, reach, reached })].flatMap(({ line, owner, item }) => {
      if (owner.kind !== "server block" || line.kind !== "directive") return [];
      if (directiveNamed(workspace, line.name.text)?.hasClusterZones !== true) return [];
      if (line.args.length > 0) return line.args.map(({ text }) => normalizeName(text).replace(/\.$/, ""));
      return item.kind === "server block" ? item.keys.map(({ text }) => zoneOfKey(text) ?? "") : [];
    }),
  );
  return [...new Set(zones)].filter((zone) => zone !== "" && zone !== "." && !zone.endsWith(".arpa"));
}

function objectsOf(workspace: LanguageWorkspace): readonly NamedObject[] {
  return workspace.paths
    .filter((path) => MANIFEST.test(path))
    .flatMap((path) => {
      const text = workspace.files.read(path);
      return typeof text === "string" ? objectsIn(workspace, path, text) : [];
    });
}

/** The same text is read once. */
function objectsIn({ service }: LanguageWorkspace, file: string, text: string): readonly NamedObject[] {
  const known = service.manifests.get(text);
  if (known !== undefined) return known;
  const objects = readManifest({ file, text }).objects.map(({ value: { kind, metadata } }) => ({
    kind,
    name: String(metadata.name),
    namespace: typeof metadata.namespace === "string" ? metadata.namespace : "",
  }));
  service.manifests.set(text, objects);
  return objects;
}
