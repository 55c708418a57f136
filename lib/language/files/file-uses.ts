/** Which files a Corefile names and what for: the plugin that reads each, and the zones that it reads it for. */

import type { ServerBlock } from "../../corefile/configuration.ts";
import { lineDistance } from "../../corefile/cursor.ts";
import type { CorefileFiles } from "../../corefile/imports/files.ts";
import { resolveKeys } from "../../corefile/keys.ts";
import { loadCorefile } from "../../corefile/load.ts";
import type { Token } from "../../corefile/token.ts";
import { absoluteZone } from "../../corefile/zone-address.ts";
import { normalizeZone } from "../../directive/kinds/zone.ts";
import { wordPlaces } from "../../directive/word-places.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { fileNameOf, includePath } from "../../go/path.ts";
import { compileRegex } from "../../go/regex.ts";
import type { Range } from "../../text/position.ts";
import { directiveNamed, type LanguageWorkspace, listedPath } from "../workspace.ts";

/** One use of a file. */
export interface FileUse {
  /** What the plugin takes it for. */
  readonly kind: "zone-file" | "hosts-file" | "other";
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
  const { corefile, files, environment, paths, directives, defaultPort, service } = workspace;
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
  const configuration = loadCorefile({ file: corefile, text, files: noted, environment });
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

/** A line of a directive, its name first; those in its braces are further lines. */
type Words = readonly Token[];

/** A directive as it is written once. */
interface Written {
  readonly line: Words;
  readonly properties: readonly Words[];
}

function usesOfBlock(
  workspace: LanguageWorkspace,
  block: ServerBlock,
  blockZones: readonly CanonicalName[],
): readonly FileUse[] {
  const root = writtenUses(block.directives.get("root") ?? []).at(-1)?.line[1]?.text ?? "";
  const inRoot = (path: string): string => (root === "" || path.startsWith("/") ? path : includePath(`${root}/`, path));
  return [...block.directives].flatMap(([plugin, tokens]): readonly FileUse[] => {
    const made = (token: Token, use: Pick<FileUse, "kind" | "zones">, path = inRoot(token.text)): FileUse => {
      return { ...use, plugin, path, listed: listedPath(workspace, path), at: token.range };
    };
    const zonesOf = (words: Words): readonly CanonicalName[] =>
      words.length === 0 ? blockZones : words.flatMap(({ text }) => normalizeZone(text));
    return writtenUses(tokens).flatMap(({ line, properties }): readonly FileUse[] => {
      const [, first, ...zones] = line;
      switch (plugin) {
        case "file":
        case "sign":
          return first === undefined ? [] : [made(first, { kind: "zone-file", zones: zonesOf(zones) })];
        case "hosts":
          return first === undefined ? [] : [made(first, { kind: "hosts-file", zones: zonesOf(zones) })];
        case "auto":
          return filesOfAuto(workspace, properties, inRoot).map(({ token, path, zone }) =>
            made(token, { kind: "zone-file", zones: [zone] }, path),
          );
        default:
          return [line, ...properties].flatMap((words, index) =>
            pathWords(workspace, words, { plugin, isProperty: index > 0 }).map((token) =>
              made(token, { kind: "other", zones: [] }),
            ),
          );
      }
    });
  });
}

/** The words of a line that name files, as the directive's grammar says. */
function pathWords(
  workspace: LanguageWorkspace,
  [name, ...words]: Words,
  { plugin, isProperty }: { readonly plugin: string; readonly isProperty: boolean },
): readonly Token[] {
  const directive = directiveNamed(workspace, plugin);
  if (directive === undefined || name === undefined) return [];
  const line = isProperty ? directive.properties[name.text]?.line : directive.line;
  if (line === undefined || (isProperty && !Object.hasOwn(directive.properties, name.text))) return [];
  const places = wordPlaces(
    line,
    words.map(({ text }) => text),
  );
  return words.filter((_, index) => places[index]?.kind === "path");
}

interface AutoFile {
  readonly token: Token;
  readonly path: string;
  readonly zone: CanonicalName;
}

const AUTO_PATTERN = "db\\.(.*)";

/** The files below the folder of auto whose names match, each with the zone that its name gives. */
function filesOfAuto(
  { paths, files }: LanguageWorkspace,
  properties: readonly Words[],
  inRoot: (path: string) => string,
): readonly AutoFile[] {
  const words = properties.findLast(([name]) => name?.text === "directory");
  const [, folder, pattern, template] = words ?? [];
  if (folder === undefined) return [];
  const regex = compileRegex(pattern?.text ?? AUTO_PATTERN);
  if (!regex.ok) return [];
  const written = inRoot(folder.text).replace(/\/+$/, "");
  const prefix = `${files.absolute(written)}/`.replace(/^\/\/$/, "/");
  return paths.flatMap((listed): readonly AutoFile[] => {
    const absolute = files.absolute(listed);
    if (!absolute.startsWith(prefix)) return [];
    const matcher = regex.value.pattern.matcher(fileNameOf(absolute));
    if (!matcher.find()) return [];
    // CoreDNS takes every brace for the start of a group's number.
    const zone = (template?.text ?? "{1}").replace(/\{(\d+)\}/g, (_, group: string) =>
      Number(group) <= regex.value.groups ? (matcher.group(Number(group)) ?? "") : "",
    );
    return [{ token: folder, path: `${written}/${absolute.slice(prefix.length)}`, zone: absoluteZone(zone) }];
  });
}

/** Cuts all words of a directive into its uses, and those into lines. */
function writtenUses(tokens: Words): readonly Written[] {
  const uses: { readonly line: Token[]; readonly properties: Token[][] }[] = [];
  let depth = 0;
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    const isNewLine = previous === undefined || lineDistance(previous, token) !== 0;
    const use = uses.at(-1);
    if (token.text === "}" && depth > 0) depth -= 1;
    else if (token.text === "{" && !isNewLine) depth += 1;
    else if (use === undefined || (depth === 0 && isNewLine)) uses.push({ line: [token], properties: [] });
    else if (depth === 0) use.line.push(token);
    else if (isNewLine || previous?.text === "{") use.properties.push([token]);
    else use.properties.at(-1)?.push(token);
  });
  return uses;
}
