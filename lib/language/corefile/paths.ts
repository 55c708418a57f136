/** Files that arguments name: which file a word stands for, and how a file is written as a word. */

import { type Environment, replaceVariables } from "../../corefile/imports/environment.ts";
import type { LineNode } from "../../corefile/tree.ts";
import { directiveOf } from "../../directive/roles.ts";
import { folderOf as goFolderOf } from "../../go/path.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";

/** Kinds of argument that name a file. */
const FILE_KINDS: ReadonlySet<string> = new Set(["path", "endpoint"]);

/** True for a kind of argument whose words name a file, or may. */
export function namesFile(kind: string): boolean {
  return FILE_KINDS.has(kind);
}

/** The folder to which a block's file names are relative: the one that a directive names, else CoreDNS's working folder. */
export function rootFolder(workspace: LanguageWorkspace, lines: readonly LineNode[]): string {
  const naming = directiveOf(workspace.directives, "folder")?.name;
  const root = lines.find(({ kind, name }) => kind === "directive" && name.text === naming);
  const folder = root?.args[0]?.text ?? "";
  return workspace.files.absolute(replaceVariables(folder, workspace.environment) || ".");
}

/** The file that a word of a block stands for, by the workspace's name; undefined when there is none. */
export function fileNamed(workspace: LanguageWorkspace, word: string, folder: string): string | undefined {
  const path = expanded(word, workspace.environment).replace(/^file:\/\//, "");
  if (path === "" || path.includes("://")) return undefined;
  const { files } = workspace;
  const absolute = files.absolute(path.startsWith("/") ? path : `${folder}/${path}`);
  const listed = listedPath(workspace, absolute);
  if (workspace.paths.includes(listed)) return listed;
  return !files.isFolder(absolute) && typeof files.read(absolute) === "string" ? listed : undefined;
}

function expanded(word: string, environment: Environment): string {
  return replaceVariables(word, environment);
}

/** How a file is written in a word that is relative to a folder: absolute when it lies elsewhere. */
export function pathFrom(workspace: LanguageWorkspace, folder: string, file: string): string {
  const absolute = workspace.files.absolute(file);
  const prefix = folder.endsWith("/") ? folder : `${folder}/`;
  return absolute.startsWith(prefix) ? absolute.slice(prefix.length) : absolute;
}

/** The folder of a file, absolute. */
export function folderOf(workspace: LanguageWorkspace, file: string): string {
  return goFolderOf(workspace.files.absolute(file));
}
