/**
 * What the ConfigMaps and Helm values of a manifest become in a folder: the Corefile, the other keys as files beside it,
 * and those of `coredns-custom` in `custom/`, where the Corefile imports them.
 */

import { parseCorefile } from "../corefile/parse.ts";
import { POD_FOLDER } from "../corefile/pod-folder.ts";
import { applyEdits, type TextEdit } from "../text/edit.ts";
import type { Position } from "../text/position.ts";
import { type CorefileSource, fullName, readSources } from "./corefile-sources.ts";
import { type EffectiveLine, effectiveCorefile } from "./effective-corefile.ts";
import { type Mount, type MountedText, mountConfigMaps } from "./mounts.ts";
import { fillPillarMarks, type PillarMark, pillarMarks } from "./pillar-marks.ts";

/** A file to be made. */
export interface PlannedFile {
  /** In the folder. */
  readonly path: string;
  readonly text: string;
  /** The key that it comes from; undefined for a Corefile that only holds the imports of `coredns-custom`. */
  readonly key: string | undefined;
  /** The object with that key: `ConfigMap kube-system/coredns-custom`. */
  readonly object: string;
}

/** What one Corefile of a manifest becomes. */
export interface ImportPlan {
  /** `kube-system/coredns`, as far as the manifest tells; no two of a manifest have the same. */
  readonly name: string;
  /** The object that the Corefile comes from: `ConfigMap kube-system/coredns`. */
  readonly object: string;
  readonly files: readonly PlannedFile[];
  /** How many paths below /etc/coredns are written from the folder now. */
  readonly changedPaths: number;
  /** The Corefile as CoreDNS reads it, with the additions in their places. */
  readonly lines: readonly EffectiveLine[];
  /** NodeLocal DNSCache's marks that were filled in. */
  readonly marks: readonly PillarMark[];
}

/** The plans for a text, one for each Corefile in it; or why there is none. */
export type ImportPlans =
  | { readonly kind: "plans"; readonly plans: readonly ImportPlan[]; readonly disagreements: readonly string[] }
  | { readonly kind: "none" }
  | { readonly kind: "error"; readonly message: string; readonly at: Position };

/** Plans for the folder whose Corefile has this path. `marks` says what NodeLocal DNSCache's marks stand for. */
export function planImports(text: string, corefile: string, marks: Readonly<Record<string, string>> = {}): ImportPlans {
  const read = readSources(text);
  if (read.kind === "error") return read;
  const { sources } = read;
  const mounts = mountConfigMaps(sources.map(({ configMap }) => ({ file: "", configMap })));
  const plans = withOwnNames(mounts.map((mount) => planOf(mount, { sources, wanted: corefile, marks })));
  return plans.length === 0 ? { kind: "none" } : { kind: "plans", plans, disagreements: disagreementsOf(plans) };
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

/** The first difference between the Corefiles of what should be one CoreDNS; NodeLocal DNSCache's is another one. */
function disagreementsOf(plans: readonly ImportPlan[]): readonly string[] {
  const [first, ...others] = plans.filter(({ marks, name }) => marks.length === 0 && !/\bnode-local-dns\b/.test(name));
  if (first === undefined) return [];
  return others.flatMap((other) => {
    const words = ({ lines }: ImportPlan): readonly string[] => {
      return lines.map(({ text }) => text.trim().replace(/\s+/g, " ")).filter((line) => line !== "");
    };
    const [mine, theirs] = [words(first), words(other)];
    const at = Array.from({ length: Math.max(mine.length, theirs.length) }, (_, index) => index).find(
      (index) => mine[index] !== theirs[index],
    );
    if (at === undefined) return [];
    const quoted = (line: string | undefined): string => (line === undefined ? "nothing" : `"${line}"`);
    return [
      `${first.object} and ${other.object} disagree: the first has ${quoted(mine[at])} where the other has ${quoted(theirs[at])}.`,
    ];
  });
}

interface Planning {
  readonly sources: readonly CorefileSource[];
  readonly wanted: string;
  readonly marks: Readonly<Record<string, string>>;
}

function planOf({ configMap, corefile, texts }: Mount, { sources, wanted, marks }: Planning): ImportPlan {
  const folder = wanted.slice(0, wanted.lastIndexOf("/") + 1);
  const below = `${POD_FOLDER}/`;
  let changedPaths = 0;
  const own = sources.find((source) => source.configMap === configMap);
  const planned = texts.filter(isFile).map((mounted) => {
    const isCorefile = mounted.path === corefile;
    const isRead = isCorefile || mounted.path.startsWith(`${below}custom/`);
    const found = isRead ? pillarMarks(mounted.text) : [];
    const filled = fillPillarMarks(mounted.text, marks);
    const edits = isRead ? pathEdits(filled, { below, folder }) : [];
    changedPaths += edits.length;
    const path = isCorefile ? wanted : folder + mounted.path.slice(below.length);
    const source = sources.find(({ configMap: { entries } }) =>
      entries.some((entry) => entry === mounted.origin?.entry),
    );
    const origins = isCorefile ? own?.origins : undefined;
    const key = mounted.origin?.entry.key;
    const object = source?.object ?? "made by the studio";
    return { path, text: applyEdits(filled, edits), key, object, origins, found, isCorefile };
  });
  const withKeys = planned.map((file) => ({ ...file, key: file.key ?? "imports of coredns-custom" }));
  const main = withKeys.find(({ isCorefile }) => isCorefile);
  return {
    name: fullName(configMap),
    object: own?.object ?? "",
    files: planned.map(({ path, text, key, object }) => ({ path, text, key, object })),
    changedPaths,
    lines: main === undefined ? [] : effectiveCorefile(main, withKeys),
    marks: planned.flatMap(({ found }) => found),
  };
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
