/** What a word means: directives, properties, arguments, keys, snippets, imports, environment variables. */

import { directiveHover, placeHover, propertyHover } from "../directive/describe.ts";
import type { Directive } from "../directive/directive.ts";
import type { Range } from "../text/position.ts";
import { type Asked, askedAt } from "./corefile/asked.ts";
import { chainOf, chainSentence } from "./corefile/block-chain.ts";
import { IMPORT_WORDS } from "./corefile/import-words.ts";
import { lineMeanings, type Meaning } from "./corefile/meanings.ts";
import { rangeAt } from "./corefile/parsed.ts";
import { fileNamed, namesFile, rootFolder } from "./corefile/paths.ts";
import { importHover, snippetHover } from "./hover/imports.ts";
import { keyHover } from "./hover/keys.ts";
import { variableHover } from "./hover/variables.ts";
import { manualPage } from "./manual-page.ts";
import type { LanguageWorkspace, TextPlace } from "./workspace.ts";

/** What to show over a word. */
export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** The meaning of the word at a place; undefined for what means nothing by itself. */
export function getHover(workspace: LanguageWorkspace, place: TextPlace): Hover | undefined {
  const asked = askedAt(workspace, place);
  const token = asked?.spot.token;
  if (asked === undefined || token === undefined) return undefined;
  const variable = variableHover(asked);
  if (variable !== undefined) return variable;
  const paragraphs = paragraphsAt(asked).filter((text) => text !== "");
  if (paragraphs.length === 0) return undefined;
  return { range: rangeAt(asked.parsed, token.start, token.end), markdown: paragraphs.join("\n\n") };
}

function paragraphsAt(asked: Asked): readonly string[] {
  const { spot } = asked;
  if (spot.kind === "keys")
    return spot.item?.kind === "snippet" ? snippetHover(asked, spot.item.name) : keyHover(asked);
  if (spot.line === undefined) return [];
  if (spot.line.kind === "import") {
    return spot.kind === "name" ? [IMPORT_WORDS.documentation] : importHover(asked, spot.line);
  }
  if (spot.token === undefined) return [];
  const index = [spot.line.name, ...spot.line.args].indexOf(spot.token);
  const meaning = lineMeanings(asked.workspace, asked.owner, spot.line)[index];
  return meaning === undefined ? [] : wordsOf(asked, meaning);
}

function wordsOf(asked: Asked, meaning: Meaning): readonly string[] {
  switch (meaning.kind) {
    case "directive": {
      const { name } = meaning.directive;
      const place = placeInChain(asked, meaning.directive);
      return [directiveHover(meaning.directive, place === undefined ? [] : [place]), manualLink(name)];
    }
    case "property":
      return [propertyHover(meaning.name, meaning.property), `Property of ${meaning.directive.name}.`];
    case "row":
      return rowHover(meaning.directive);
    case "argument":
      return [placeHover(meaning.place), ...fileNote(asked, meaning.place.kind)];
    case "unknown directive":
      return ["CoreDNS has no plugin of this name."];
    case "unknown property":
      return [`${meaning.directive.name} has no property of this name.`];
    case "word":
      return [];
  }
}

function placeInChain(asked: Asked, { name, inChain }: Directive<unknown>): string | undefined {
  const { item } = asked.spot;
  if (!inChain || item === undefined) return undefined;
  if (item.kind === "server block" && asked.reached.around.kind === "top") {
    return chainSentence(chainOf(asked, item), name);
  }
  const all = asked.workspace.directives.filter((directive) => directive.inChain);
  const place = all.findIndex((directive) => directive.name === name) + 1;
  return `Place ${place} of ${all.length} in the order of all plugins, wherever it is imported.`;
}

function rowHover({ rows, name }: Directive<unknown>): readonly string[] {
  return rows === undefined ? [] : [`\`\`\`corefile\n${rows.placeholder}\n\`\`\``, rows.summary, `A line of ${name}.`];
}

/** Whether the file that an argument names is there. */
function fileNote({ workspace, spot }: Asked, kind: string): readonly string[] {
  if (!namesFile(kind) || spot.token === undefined || spot.item === undefined || spot.item.kind === "import") return [];
  const file = fileNamed(workspace, spot.token.text, rootFolder(workspace, spot.item.body));
  if (file !== undefined) return [`The file \`${file}\` of this workspace.`];
  return kind === "path" ? ["Not a file of this workspace."] : [];
}

function manualLink(name: string): string {
  return `[Manual page](${manualPage(name)})`;
}
