/** Renames a snippet: its name in parentheses, and every import of it. */

import type { SourceToken } from "../corefile/token.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Range } from "../text/position.ts";
import { type Asked, askedAt } from "./corefile/asked.ts";
import { type ImportUse, importedFiles } from "./corefile/reach.ts";
import { targetAt } from "./corefile/target.ts";
import type { LanguageWorkspace, TextPlace } from "./workspace.ts";

/** What may be renamed at a place. */
export interface Renameable {
  /** The name, without parentheses. */
  readonly range: Range;
  readonly name: string;
}

/** Edits, or why there are none: a sentence for people. */
export type Rename = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

const NOT_A_SNIPPET = "Only snippets can be renamed: put the cursor on the name of one, or on an import of it.";

/** Undefined when nothing at the place can be renamed. */
export function prepareRename(workspace: LanguageWorkspace, place: TextPlace): Renameable | undefined {
  const asked = askedAt(workspace, place);
  const target = asked === undefined ? undefined : targetAt(asked);
  if (asked === undefined || target?.kind !== "snippet") return undefined;
  const isDefinition = asked.spot.kind === "keys";
  return { name: target.name, range: isDefinition ? nameInParentheses(target.token) : target.token.range };
}

/** Gives the snippet at a place another name; refuses names that CoreDNS would not read, or that are taken. */
export function getRename(workspace: LanguageWorkspace, place: TextPlace, newName: string): Rename {
  const asked = askedAt(workspace, place);
  const target = asked === undefined ? undefined : targetAt(asked);
  if (asked === undefined || target?.kind !== "snippet") return { refused: NOT_A_SNIPPET };
  const name = newName.replace(/^\((.*)\)$/, "$1");
  if (name === target.name) return { edits: [] };
  const wrong = whyNot(asked, name);
  if (wrong !== undefined) return { refused: wrong };
  const uses = asked.reach.imports.filter(({ argument }) => argument === target.name);
  const indirect = uses.find(({ node, argument }) => node.args[0]?.text !== argument);
  if (indirect !== undefined) {
    const { line } = indirect.node.first;
    return { refused: `${indirect.parsed.file}:${line} imports it through an environment variable.` };
  }
  const definitions = definitionsOf(asked, target.name).map((range) => ({ range, text: name }));
  const imports = uses.flatMap(({ node }) => node.args.slice(0, 1)).map(({ range }) => ({ range, text: name }));
  return { edits: [...definitions, ...imports] };
}

/** The definition, and further ones of the same name, which would not be one otherwise. */
function definitionsOf({ reach }: Asked, name: string): readonly Range[] {
  return [...reach.files.values()].flatMap(({ parsed }) =>
    parsed.tree.items.flatMap((item) =>
      item.kind === "snippet" && item.name === name ? [nameInParentheses(item.nameToken)] : [],
    ),
  );
}

function whyNot(asked: Asked, name: string): string | undefined {
  if (name === "") return "A snippet needs a name.";
  if (/[\s"#,(){}]/.test(name)) return "A snippet's name has no blanks, quotes, commas, braces, parentheses or #.";
  if (asked.reach.snippets.has(name)) return `There is already a snippet called ${name}.`;
  const hidden = asked.reach.imports.find(
    (use) => use.argument === name && importedFiles(asked.workspace, use).length > 0,
  );
  return hidden === undefined ? undefined : fileInTheWay(hidden);
}

function fileInTheWay({ parsed, node, argument }: ImportUse): string {
  return `${parsed.file}:${node.first.line} imports the file ${argument}; a snippet of that name would take precedence.`;
}

/** The range of `name` in `(name)`; quotes, if there are some, belong to the word. */
function nameInParentheses(token: SourceToken): Range {
  const { range, raw } = token;
  const open = raw.indexOf("(");
  const close = raw.lastIndexOf(")");
  if (open < 0 || close <= open || range.start.line !== range.end.line) return range;
  const at = (offset: number) => ({
    offset: range.start.offset + offset,
    line: range.start.line,
    column: range.start.column + offset,
  });
  return { file: range.file, start: at(open + 1), end: at(close) };
}
