/** Which files a Corefile names and what for: the plugin that reads each, and the zones that it reads it for. */

import type { ServerBlock } from "../../corefile/configuration.ts";
import type { CorefileFiles } from "../../corefile/imports/files.ts";
import { resolveKeys } from "../../corefile/keys.ts";
import { loadCorefile } from "../../corefile/load.ts";
import type { FileContent, ZoneReader } from "../../directive/file-content.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { fileNameOf } from "../../go/path.ts";
import { schemesOf } from "../../profiles/schemes.ts";
import type { Range } from "../../text/position.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";
import { type FileWord, fileWords } from "./file-words.ts";

/** One use of a file: as what the plugin takes it, and for a master file how it does. */
export type FileUse = UseOfFile &
  ({ readonly kind: "zone-file"; readonly reader: ZoneReader } | { readonly kind: "hosts-file" | "other" });

interface UseOfFile {
  readonly plugin: string;
  /** The path as CoreDNS names it in messages: below root, when there is one. */
  readonly path: string;
  /** The path by which the workspace names it. */
  readonly listed: string;
  /** The zones that it is read for; those of the server block when the directive names none. */
  readonly zones: readonly CanonicalName[];
  /** The word that names it, or the folder that it is in. */
  readonly at: Range;
}

/** The files of a workspace's Corefile. */
export interface FileUses {
  readonly uses: readonly FileUse[];
  /** Corefile fragments, by the workspace's names. */
  readonly imported: ReadonlySet<string>;
}

/** The files that the Corefile names, in its order. */
export function fileUses(workspace: LanguageWorkspace): FileUses {
  const { usesOf } = workspace.service;
  const found = usesOf.get(workspace) ?? recall(workspace) ?? findUses(workspace);
  usesOf.set(workspace, found);
  return found;
}

/** What was found last, and all that it was found in. */
export interface RecalledUses {
  readonly workspace: Omit<LanguageWorkspace, "files" | "directives" | "service">;
  readonly directives: LanguageWorkspace["directives"];
  /** Texts of the Corefile and of what it imports. */
  readonly read: ReadonlyMap<string, string | undefined>;
  readonly found: FileUses;
}

/** The uses as they were found last, when nothing has changed that they depend on: most keys change other files. */
function recall({ files, service, ...workspace }: LanguageWorkspace): FileUses | undefined {
  const last = service.uses.get(files.absolute(workspace.corefile));
  if (last === undefined || last.directives !== workspace.directives) return undefined;
  const { workspace: before, read } = last;
  const isSame =
    before.corefile === workspace.corefile &&
    before.defaultPort === workspace.defaultPort &&
    before.release === workspace.release &&
    isSameList(before.paths, workspace.paths) &&
    isSameList(Object.entries(before.environment).flat(), Object.entries(workspace.environment).flat()) &&
    [...read].every(([path, text]) => textOr(files.read(path)) === text);
  return isSame ? last.found : undefined;
}

const textOr = (text: string | object): string | undefined => (typeof text === "string" ? text : undefined);

function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left === right || (left.length === right.length && left.every((one, index) => one === right[index]));
}

function findUses(workspace: LanguageWorkspace): FileUses {
  const { corefile, files, environment, paths, directives, defaultPort, release, service } = workspace;
  const read = new Map<string, string | undefined>();
  const noted: CorefileFiles = {
    read(path) {
      const text = files.read(path);
      read.set(path, textOr(text));
      return text;
    },
    list: (folder) => files.list(folder),
    exists: (path) => files.exists(path),
    isFolder: (path) => files.isFolder(path),
    absolute: (path) => files.absolute(path),
  };
  const text = noted.read(corefile);
  if (typeof text !== "string") return { uses: [], imported: new Set() };
  // Directives that nobody knows do not hide the files of those behind them.
  const configuration = loadCorefile({ file: corefile, text, files: noted, environment, schemes: schemesOf(release) });
  const keys = resolveKeys(configuration, defaultPort ?? "53");
  const uses = configuration.blocks.flatMap((block, index) =>
    usesOfBlock(
      workspace,
      block,
      (keys.blocks[index] ?? []).map(({ zone }) => zone),
    ),
  );
  const found = { uses, imported: new Set(configuration.imported.map((path) => listedPath(workspace, path))) };
  const port = defaultPort === undefined ? {} : { defaultPort };
  const known = { workspace: { corefile, environment, paths, ...port }, directives, read, found };
  service.uses.set(files.absolute(corefile), known);
  return found;
}

function usesOfBlock(
  workspace: LanguageWorkspace,
  block: ServerBlock,
  blockZones: readonly CanonicalName[],
): readonly FileUse[] {
  return fileWords(block, workspace.directives).flatMap((word): readonly FileUse[] => {
    const { plugin, token, path, content } = word;
    const use = { plugin, path, listed: listedPath(workspace, path), at: token.range };
    const zones = word.zones.length === 0 ? blockZones : word.zones;
    if (content.kind === "zone-folder") return filesOfFolder(workspace, word, content);
    if (content.kind === "zone-file") return [{ ...use, kind: content.kind, zones, reader: content.reader }];
    return [{ ...use, kind: content.kind, zones: content.kind === "other" ? [] : zones }];
  });
}

/** The files below a folder whose names tell their zone. */
function filesOfFolder(
  workspace: LanguageWorkspace,
  { plugin, token, path, behind }: FileWord,
  { reader, zoneOfFile }: Extract<FileContent, { readonly kind: "zone-folder" }>,
): readonly FileUse[] {
  const zoneOf = zoneOfFile(behind);
  if (zoneOf === undefined) return [];
  const { paths, files } = workspace;
  const written = path.replace(/\/+$/, "");
  const prefix = `${files.absolute(written)}/`.replace(/^\/\/$/, "/");
  return paths.flatMap((given): readonly FileUse[] => {
    const absolute = files.absolute(given);
    if (!absolute.startsWith(prefix)) return [];
    const zone = zoneOf(fileNameOf(absolute));
    if (zone === undefined) return [];
    const found = `${written}/${absolute.slice(prefix.length)}`;
    const listed = listedPath(workspace, found);
    return [{ kind: "zone-file", plugin, path: found, listed, zones: [zone], reader, at: token.range }];
  });
}
