/** A workspace as a zip file and back: its files as they are, nothing of ours beside them. */
import { zipSync } from "fflate";
import {
  clashIn,
  MAX_SHARED_CHARACTERS,
  MAX_SHARED_FILES,
  type SharedFile,
  type SharedWorkspace,
  sharedWorkspaceSchema,
} from "../api/shared-workspace.ts";
import { isWorkspacePath } from "../api/workspace.ts";
import type { Incoming } from "./incoming.ts";
import { octetsOf, sharedFile } from "./utf8.ts";
import { readZip } from "./zip-read.ts";

/** All files have the same time, so that the same workspace gives the same octets. */
const NO_TIME = new Date(1980, 0, 1, 0, 0, 0);

/** The zip file. */
export function writeWorkspaceZip({ files }: Pick<SharedWorkspace, "files">): Uint8Array {
  const entries = Object.fromEntries(files.map((file) => [file.path, octetsOf(file)]));
  return zipSync(entries, { level: 9, mtime: NO_TIME });
}

/** Reads a zip file; `fileName` is what people call it. */
export function readWorkspaceZip(octets: Uint8Array, fileName: string): Incoming {
  const left: string[] = [];
  let trick: string | undefined;
  const isWanted = (path: string): boolean => {
    if (!isWorkspacePath(path.replace(/\/$/, ""))) trick ??= path;
    if (!isHidden(path)) return true;
    left.push(path);
    return false;
  };
  const read = readZip(octets, { maxOctets: MAX_SHARED_CHARACTERS, isWanted });
  if (trick !== undefined) return refused(`${JSON.stringify(trick)} is no path inside a workspace.`);
  if (read.kind === "refused") return read;
  const { entries } = read;
  if (entries.length > MAX_SHARED_FILES) return refused(`A workspace has at most ${MAX_SHARED_FILES} files.`);
  const clash = clashIn(entries.map(({ path }) => path));
  if (clash !== undefined) return refused(`${clash} is in the zip file more than once.`);
  const files = withoutCommonFolder(entries.map((entry) => sharedFile(entry.path, entry.octets)));
  const corefile = corefileIn(files);
  if (corefile === undefined) return refused("There is no Corefile in the zip file.");
  const name = fileName.replace(/\.zip$/i, "").slice(0, 100) || "workspace";
  const workspace = sharedWorkspaceSchema.safeParse({ name, corefile, files });
  if (!workspace.success) return refused("The zip file holds more than the studio takes.");
  return { kind: "workspace", workspace: workspace.data, left };
}

/** What version control, systems and packers leave behind; the studio shows none of it. */
function isHidden(path: string): boolean {
  return path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX" || part === "node_modules");
}

/** Without the one folder that everything is in, as packers make it. */
function withoutCommonFolder(files: readonly SharedFile[]): readonly SharedFile[] {
  const [first] = files;
  const folder = first?.path.slice(0, first.path.indexOf("/") + 1) ?? "";
  if (folder === "" || !files.every(({ path }) => path.startsWith(folder))) return files;
  return files.map((file) => ({ ...file, path: file.path.slice(folder.length) }));
}

/** The Corefile: the one that is called so, the nearest to the top; else the only one whose name says so. */
function corefileIn(files: readonly SharedFile[]): string | undefined {
  const paths = files.map(({ path }) => path).sort((a, b) => a.split("/").length - b.split("/").length);
  const named = (pattern: RegExp): readonly string[] => paths.filter((path) => pattern.test(path));
  return named(/(?:^|\/)Corefile$/)[0] ?? named(/corefile[^/]*$/i)[0] ?? (paths.length === 1 ? paths[0] : undefined);
}

function refused(because: string): Incoming {
  return { kind: "refused", because };
}
