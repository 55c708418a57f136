/** What the word at a place stands for elsewhere: a snippet, or files. */
import type { SourceToken } from "../../corefile/token.ts";
import type { Asked } from "./asked.ts";
import { lineMeanings } from "./meanings.ts";
import { fileNamed, namesFile, rootFolder } from "./paths.ts";
import { importedFiles } from "./reach.ts";

/** What a word stands for. */
export type Target =
  | { readonly kind: "snippet"; readonly name: string; readonly token: SourceToken }
  | { readonly kind: "files"; readonly files: readonly string[]; readonly token: SourceToken };

/** Undefined when the word at the place stands for nothing elsewhere. */
export function targetAt(asked: Asked): Target | undefined {
  const { spot, reach, workspace } = asked;
  const { token, line, item } = spot;
  if (token === undefined) return undefined;
  if (spot.kind === "keys") {
    return item?.kind === "snippet" && token === item.nameToken
      ? { kind: "snippet", name: item.name, token }
      : undefined;
  }
  if (line === undefined) return undefined;
  if (line.kind === "import") {
    const use = reach.imports.find(({ node }) => node === line);
    if (use?.argument === undefined || token !== line.args[0]) return undefined;
    if (reach.snippets.has(use.argument)) return { kind: "snippet", name: use.argument, token };
    const files = importedFiles(workspace, use);
    return files.length === 0 ? undefined : { kind: "files", files, token };
  }
  const index = [line.name, ...line.args].indexOf(token);
  const meaning = lineMeanings(workspace, asked.owner, line)[index];
  if (meaning?.kind !== "argument" || !namesFile(meaning.place.kind)) return undefined;
  const lines = item === undefined || item.kind === "import" ? [] : item.body;
  const file = fileNamed(workspace, token.text, rootFolder(workspace, lines));
  return file === undefined ? undefined : { kind: "files", files: [file], token };
}
