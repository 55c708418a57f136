/** What a file of a workspace is: first by what the Corefile takes it for, then by its name. */

import { fileNameOf } from "../../go/path.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";
import { isIncluded } from "../zone-file/roots.ts";
import { fileUses } from "./file-uses.ts";

/** `text` is anything that we know nothing of. */
export type FileKind = "corefile" | "zone-file" | "hosts-file" | "yaml" | "text";

/** The kind of a file, given any path of it. */
export function fileKind(workspace: LanguageWorkspace, path: string): FileKind {
  return kindByUse(workspace, path) ?? kindByName(path);
}

/** What the Corefile takes a file for; undefined when it names it nowhere, nor a zone file that it names. */
export function kindByUse(workspace: LanguageWorkspace, path: string): FileKind | undefined {
  const listed = listedPath(workspace, path);
  if (listed === listedPath(workspace, workspace.corefile)) return "corefile";
  const { uses, imported } = fileUses(workspace);
  if (imported.has(listed)) return "corefile";
  const use = uses.find((one) => one.listed === listed);
  if (use !== undefined) return use.kind === "other" ? "text" : use.kind;
  return isIncluded(workspace, listed) ? "zone-file" : undefined;
}

const BY_NAME: readonly (readonly [RegExp, FileKind])[] = [
  [/^resolv\.conf/i, "text"],
  [/^Corefile(?:[.-].*)?$|\.(?:corefile|conf|override|server)$/i, "corefile"],
  [/\.ya?ml$/i, "yaml"],
  [/^hosts(?:[.-].*)?$|\.hosts$/i, "hosts-file"],
  [/^db\.|\.(?:zone|db|inc|signed)$|^named\.|signed$/i, "zone-file"],
];

/** What the name of a file tells. */
export function kindByName(path: string): FileKind {
  const name = fileNameOf(path);
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? "text";
}
