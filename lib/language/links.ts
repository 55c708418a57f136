/** Words that lead elsewhere: files of imports and arguments, and manual pages of plugins. */
import type { Range } from "../text/position.ts";
import { surroundingsOf } from "./corefile/asked.ts";
import { namedFiles } from "./corefile/named-files.ts";
import { linesOf } from "./corefile/walk-lines.ts";
import { manualPage } from "./manual-page.ts";
import { directiveNamed, type LanguageWorkspace } from "./workspace.ts";

/** A word and where it leads. */
export type Link =
  | { readonly kind: "file"; readonly range: Range; readonly file: string }
  | { readonly kind: "manual page"; readonly range: Range; readonly address: string };

/** Links to files. A pattern leads to the first of its files. */
export function getFileLinks(workspace: LanguageWorkspace, file: string): readonly Link[] {
  const surroundings = surroundingsOf(workspace, file);
  if (surroundings === undefined) return [];
  return namedFiles(surroundings).flatMap(({ token, files: [first] }) =>
    first === undefined ? [] : [{ kind: "file", range: token.range, file: first }],
  );
}

/** Links to manual pages, from the names of directives. */
export function getManualLinks(workspace: LanguageWorkspace, file: string): readonly Link[] {
  const surroundings = surroundingsOf(workspace, file);
  if (surroundings === undefined) return [];
  const links: Link[] = [];
  for (const { line, owner } of linesOf(surroundings)) {
    const name = line.name.text;
    const isPlugin =
      line.kind === "import" || (owner.kind === "server block" && directiveNamed(workspace, name) !== undefined);
    if (isPlugin) links.push({ kind: "manual page", range: line.name.range, address: manualPage(name) });
  }
  return links;
}
