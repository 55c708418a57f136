/** The files of a folder in one piece: those that its Corefile needs, or all of them. */
import type { PackReply } from "../../lib/api/open-workspace.ts";
import { contentOf, MAX_SHARED_CHARACTERS, MAX_SHARED_FILES, type SharedFile } from "../../lib/api/shared-workspace.ts";
import { TESTS_FILE } from "../../lib/dns-tests/schema.ts";
import { fileReferences } from "../../lib/language/files/file-references.ts";
import { fileUses } from "../../lib/language/files/file-uses.ts";
import type { LanguageWorkspace } from "../../lib/language/workspace.ts";
import { SETTINGS_FILE } from "../../lib/studio-settings/settings-file.ts";
import { CLUSTER_FOLDER } from "../engine/model-cluster.ts";
import { folderLanguage, type TypedFolder } from "./folder-language.ts";
import { Refusal } from "./refusal.ts";
import { readStoredBytes } from "./stored-text.ts";
import { placeInWorkspace } from "./workspace-path.ts";

/** Reads them; a file that cannot be taken along is told. */
export function packFolder(folder: TypedFolder, scope: "needed" | "all"): PackReply {
  const workspace = folderLanguage(folder);
  const needed = neededPaths(workspace);
  const going = scope === "all" ? [...new Set([...needed, ...workspace.paths])] : needed;
  const files: SharedFile[] = [];
  const left: PackReply["left"] = [];
  let room = MAX_SHARED_CHARACTERS;
  for (const path of going) {
    const file =
      files.length < MAX_SHARED_FILES ? read(folder, path) : `A workspace has at most ${MAX_SHARED_FILES} files.`;
    if (typeof file !== "string" && contentOf(file).length <= room) {
      files.push(file);
      room -= contentOf(file).length;
    } else left.push({ path, because: typeof file === "string" ? file : "All files together have more than 8 MiB." });
  }
  const gone = new Set(going);
  return { files, left, others: workspace.paths.filter((path) => !gone.has(path)) };
}

/** The Corefile first, then what it names, then what stands for the world around it. */
function neededPaths(workspace: LanguageWorkspace): readonly string[] {
  const listed = new Set(workspace.paths);
  const needed = new Set([workspace.corefile]);
  for (const { range, files } of fileReferences(workspace)) {
    if (needed.has(range.file)) for (const file of files) if (listed.has(file)) needed.add(file);
  }
  for (const use of fileUses(workspace).uses) if (listed.has(use.listed)) needed.add(use.listed);
  const isAround = (path: string): boolean =>
    path === SETTINGS_FILE || path === TESTS_FILE || path.startsWith(`${CLUSTER_FOLDER}/`);
  for (const path of workspace.paths) if (isAround(path)) needed.add(path);
  return [...needed].filter((path) => listed.has(path));
}

/** A file, or a sentence why it cannot be read. */
function read({ root, drafts }: TypedFolder, path: string): SharedFile | string {
  const draft = drafts[path];
  if (draft !== undefined) return { path, text: draft };
  try {
    const octets = readStoredBytes({ real: placeInWorkspace(root, path), path });
    const text = textOf(octets);
    return text === undefined ? { path, octets: octets.toString("base64") } : { path, text };
  } catch (error) {
    if (error instanceof Refusal) return `${error.message}.`;
    throw error;
  }
}

/** The text; `undefined` for what an editor would change by writing it again. */
function textOf(octets: Uint8Array): string | undefined {
  if (octets.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}
