/**
 * What the ConfigMaps of a manifest become in a folder: the Corefile, the other keys as files beside it, and those of
 * `coredns-custom` in `custom/`, where the Corefile imports them.
 */

import { parseCorefile } from "../corefile/parse.ts";
import { applyEdits, type TextEdit } from "../text/edit.ts";
import type { Position } from "../text/position.ts";
import { readManifest } from "./config-map.ts";
import { MOUNT_FOLDER, type Mount, type MountedText, mountConfigMaps } from "./mounts.ts";

/** A file to be made. */
export interface PlannedFile {
  /** In the folder. */
  readonly path: string;
  readonly text: string;
  /** The key that it comes from; undefined for a Corefile that only holds the imports of `coredns-custom`. */
  readonly key: string | undefined;
}

/** What one Corefile of a manifest becomes. */
export interface ImportPlan {
  /** `kube-system/coredns`, as far as the manifest tells; no two of a manifest have the same. */
  readonly name: string;
  readonly files: readonly PlannedFile[];
  /** How many paths below /etc/coredns are written from the folder now. */
  readonly changedPaths: number;
}

/** The plans for a text, one for each Corefile in it; or why there is none. */
export type ImportPlans =
  | { readonly kind: "plans"; readonly plans: readonly ImportPlan[] }
  | { readonly kind: "none" }
  | { readonly kind: "error"; readonly message: string; readonly at: Position };

/** Plans for the folder whose Corefile has this path. */
export function planImports(text: string, corefile: string): ImportPlans {
  const read = readManifest(text);
  if (read.kind === "error") return read;
  const mounts = mountConfigMaps(read.configMaps.map((configMap) => ({ file: "", configMap })));
  const plans = withOwnNames(mounts.map((mount) => planOf(mount, corefile)));
  return plans.length === 0 ? { kind: "none" } : { kind: "plans", plans };
}

/** Two ConfigMaps of one name are told apart. */
function withOwnNames(plans: readonly ImportPlan[]): readonly ImportPlan[] {
  const seen = new Map<string, number>();
  return plans.map((plan) => {
    const count = (seen.get(plan.name) ?? 0) + 1;
    seen.set(plan.name, count);
    return count === 1 ? plan : { ...plan, name: `${plan.name} (${count})` };
  });
}

function planOf({ configMap, corefile, texts }: Mount, wanted: string): ImportPlan {
  const folder = wanted.slice(0, wanted.lastIndexOf("/") + 1);
  const below = `${MOUNT_FOLDER}/`;
  let changedPaths = 0;
  const files = texts.filter(isFile).map(({ path, text, origin }): PlannedFile => {
    const isCorefile = path === corefile;
    const isRead = isCorefile || path.startsWith(`${below}custom/`);
    const edits = isRead ? pathEdits(text, { below, folder }) : [];
    changedPaths += edits.length;
    const place = isCorefile ? wanted : folder + path.slice(below.length);
    return { path: place, text: applyEdits(text, edits), key: origin?.entry.key };
  });
  const [namespace, name] = [configMap.namespace, configMap.name ?? "without a name"];
  return { name: namespace === undefined ? name : `${namespace}/${name}`, files, changedPaths };
}

/** Keys are names of files in a pod; what is no such name makes none here. */
function isFile({ origin }: MountedText): boolean {
  return origin === undefined || (/^[-._a-zA-Z0-9]+$/.test(origin.entry.key) && !/^\.\.?$/.test(origin.entry.key));
}

/** Absolute paths of the pod, written from the folder: imports start at the Corefile, all others where CoreDNS is started. */
function pathEdits(
  text: string,
  { below, folder }: { readonly below: string; readonly folder: string },
): readonly TextEdit[] {
  const { tokens } = parseCorefile(text, "");
  return tokens.flatMap((token, index): readonly TextEdit[] => {
    if (token.raw !== token.text || !token.text.startsWith(below) || token.text === below) return [];
    const isImport = tokens[index - 1]?.text === "import";
    return [{ range: token.range, text: (isImport ? "" : folder) + token.text.slice(below.length) }];
  });
}
