/** The words of a server block that name files, with what the directives say that those hold. */
import type { ServerBlock } from "../../corefile/configuration.ts";
import type { Token } from "../../corefile/token.ts";
import { writtenUses } from "../../corefile/written-uses.ts";
import type { Directive } from "../../directive/directive.ts";
import type { FileContent } from "../../directive/file-content.ts";
import { normalizeZone } from "../../directive/kinds/zone.ts";
import type { Line } from "../../directive/line.ts";
import { directiveOf } from "../../directive/roles.ts";
import { wordPlaces } from "../../directive/word-places.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { includePath } from "../../go/path.ts";
import { propertyNamed } from "../corefile/meanings.ts";

/** A word that names a file or a folder. */
export interface FileWord {
  readonly plugin: string;
  readonly token: Token;
  /** The path as CoreDNS names it in messages: below the block's folder, when there is one. */
  readonly path: string;
  readonly content: FileContent;
  /** The zones on its line; none when it names none. */
  readonly zones: readonly CanonicalName[];
  /** The words behind it on its line. */
  readonly behind: readonly string[];
}

type Words = readonly Token[];

/** All words of a block that name files, in the order of its directives. */
export function fileWords(block: ServerBlock, directives: readonly Directive<unknown>[]): readonly FileWord[] {
  const inFolder = pathsOf(block, directives);
  return [...block.directives].flatMap(([plugin, tokens]) => {
    const directive = directives.find(({ name }) => name === plugin);
    if (directive === undefined) return [];
    return writtenUses(tokens).flatMap(({ line, properties }) => [
      ...inLine(directive, { line: directive.line, words: line.slice(1) }, inFolder),
      ...properties.flatMap(([name, ...words]) => {
        const property = name === undefined ? undefined : propertyNamed(directive, name.text)?.property;
        return property === undefined ? [] : inLine(directive, { line: property.line, words }, inFolder);
      }),
    ]);
  });
}

/** Where the paths of a block lead. */
function pathsOf(block: ServerBlock, directives: readonly Directive<unknown>[]): (path: string) => string {
  const tokens = block.directives.get(directiveOf(directives, "folder")?.name ?? "") ?? [];
  const root = writtenUses(tokens).at(-1)?.line[1]?.text ?? "";
  return (path) => (root === "" || path.startsWith("/") ? path : includePath(`${root}/`, path));
}

function inLine(
  { name: plugin }: Directive<unknown>,
  { line, words }: { readonly line: Line<unknown>; readonly words: Words },
  inFolder: (path: string) => string,
): readonly FileWord[] {
  const texts = words.map(({ text }) => text);
  const places = wordPlaces(line, texts);
  const zones = texts.flatMap((text, index) => (places[index]?.kind === "zone" ? normalizeZone(text) : []));
  return words.flatMap((token, index) => {
    const content = places[index]?.content;
    if (content === undefined) return [];
    return [{ plugin, token, path: inFolder(token.text), content, zones, behind: texts.slice(index + 1) }];
  });
}
