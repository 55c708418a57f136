/** The words of a server block that name files, with what the directives say that those hold. */
import type { ServerBlock } from "../../corefile/configuration.ts";
import type { Token } from "../../corefile/token.ts";
import { writtenUses } from "../../corefile/written-uses.ts";
import type { Directive } from "../../directive/directive.ts";
import type { FileContent } from "../../directive/file-content.ts";
import { normalizeZone } from "../../directive/kinds/zone.ts";
import { directiveOf } from "../../directive/roles.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { includePath } from "../../go/path.ts";
import { textsOf, type WrittenLine, writtenLines } from "../corefile/written-lines.ts";

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

/** All words of a block that name files, in the order of its directives. */
export function fileWords(block: ServerBlock, directives: readonly Directive<unknown>[]): readonly FileWord[] {
  const inFolder = pathsOf(block, directives);
  return [...writtenLines(block, directives)].flatMap((line) => inLine(line, inFolder));
}

/** Where the paths of a block lead. */
function pathsOf(block: ServerBlock, directives: readonly Directive<unknown>[]): (path: string) => string {
  const tokens = block.directives.get(directiveOf(directives, "folder")?.name ?? "") ?? [];
  const root = writtenUses(tokens).at(-1)?.line[1]?.text ?? "";
  return (path) => (root === "" || path.startsWith("/") ? path : includePath(`${root}/`, path));
}

function inLine({ directive, words, places }: WrittenLine, inFolder: (path: string) => string): readonly FileWord[] {
  const texts = textsOf(words);
  const zones = texts.flatMap((text, index) => (places[index]?.kind === "zone" ? normalizeZone(text) : []));
  return words.flatMap((token, index) => {
    const content = places[index]?.content;
    if (content === undefined) return [];
    const path = inFolder(token.text);
    return [{ plugin: directive.name, token, path, content, zones, behind: texts.slice(index + 1) }];
  });
}
