/** All places that use what a word names: imports of a snippet, and words that name the same file. */
import type { Range } from "../text/position.ts";
import { type Asked, askedAt } from "./corefile/asked.ts";
import { namedFiles } from "./corefile/named-files.ts";
import { targetAt } from "./corefile/target.ts";
import type { LanguageWorkspace, TextPlace } from "./workspace.ts";

/** The uses of what the word at a place names, with the definition of a snippet if wanted, which comes first. */
export function getReferences(
  workspace: LanguageWorkspace,
  place: TextPlace,
  withDefinition: boolean,
): readonly Range[] {
  const asked = askedAt(workspace, place);
  const target = asked === undefined ? undefined : targetAt(asked);
  if (asked === undefined || target === undefined) return [];
  if (target.kind === "files") return usesOfFiles(asked, target.files);
  const definition = asked.reach.snippets.get(target.name)?.node.nameToken.range;
  const uses = usesOfSnippet(asked, target.name);
  return definition !== undefined && withDefinition ? [definition, ...uses] : uses;
}

function usesOfSnippet({ reach }: Asked, name: string): readonly Range[] {
  return reach.imports.flatMap(({ argument, node }) => {
    const [token] = node.args;
    return argument === name && token !== undefined ? [token.range] : [];
  });
}

function usesOfFiles({ workspace, reach }: Asked, files: readonly string[]): readonly Range[] {
  return [...reach.files.values()].flatMap((reached) =>
    namedFiles({ workspace, reach, reached })
      .filter((named) => named.files.some((file) => files.includes(file)))
      .map(({ token }) => token.range),
  );
}
