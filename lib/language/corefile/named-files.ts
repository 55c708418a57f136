/** Words of a Corefile that name files of the workspace: arguments of imports and of directives. */
import type { SourceToken } from "../../corefile/token.ts";
import { lineMeanings } from "./meanings.ts";
import type { Surroundings } from "./owner.ts";
import { fileNamed, folderOf, namesFile, rootFolder } from "./paths.ts";
import { importedFiles } from "./reach.ts";
import { linesOf } from "./walk-lines.ts";

/** A word and the files that it names. */
export interface NamedFiles {
  readonly token: SourceToken;
  readonly files: readonly string[];
  /** The absolute folder from which a relative word starts. */
  readonly folder: string;
  readonly how: "import" | "argument";
}

/** All words of one file that name files, in its order but for imports, which come first. */
export function namedFiles(surroundings: Surroundings): readonly NamedFiles[] {
  return [...filesOfImports(surroundings), ...filesOfArguments(surroundings)];
}

function filesOfImports({ workspace, reach, reached }: Surroundings): readonly NamedFiles[] {
  return reach.imports.flatMap((use): readonly NamedFiles[] => {
    const [token] = use.node.args;
    if (use.parsed !== reached.parsed || token === undefined || use.argument === undefined) return [];
    if (reach.snippets.has(use.argument)) return [];
    const files = importedFiles(workspace, use);
    const folder = folderOf(workspace, use.parsed.file);
    return files.length === 0 ? [] : [{ token, files, folder, how: "import" }];
  });
}

function filesOfArguments(surroundings: Surroundings): readonly NamedFiles[] {
  const { workspace } = surroundings;
  const found: NamedFiles[] = [];
  for (const { line, owner, item } of linesOf(surroundings)) {
    if (line.kind === "import" || line.args.length === 0) continue;
    lineMeanings(workspace, owner, line).forEach((meaning, index) => {
      const token = index === 0 ? line.name : line.args[index - 1];
      if (meaning.kind !== "argument" || token === undefined || !namesFile(meaning.place.kind)) return;
      const folder = rootFolder(workspace, item.body);
      const file = fileNamed(workspace, token.text, folder);
      if (file !== undefined) found.push({ token, files: [file], folder, how: "argument" });
    });
  }
  return found;
}
