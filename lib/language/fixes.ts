/** What would mend a problem: the fixes that it carries itself, and those that the tree and the grammar suggest. */
import type { Fix } from "../text/edit.ts";
import type { Problem } from "../text/problem.ts";
import { type Asked, askedAt } from "./corefile/asked.ts";
import { argumentFixes } from "./fixes/arguments.ts";
import { bracesFixes } from "./fixes/braces.ts";
import { importFixes } from "./fixes/imports.ts";
import { pathFixes } from "./fixes/paths.ts";
import { removalFixes } from "./fixes/removal.ts";
import { type LanguageWorkspace, listedPath } from "./workspace.ts";

/** Fixes for a problem of this very text, the likeliest first; none when nothing is known to help. */
export function getFixes(workspace: LanguageWorkspace, problem: Problem): readonly Fix[] {
  const { file, start } = problem.range;
  const asked = askedAt(workspace, { file: listedPath(workspace, file), offset: start.offset });
  const found = asked === undefined ? [] : suggestedFixes(asked, problem);
  const byTitle = new Map([...(problem.fixes ?? []), ...found].map((fix) => [fix.title, fix]));
  return [...byTitle.values()];
}

function suggestedFixes(asked: Asked, { code }: Problem): readonly Fix[] {
  switch (code) {
    case "unknown-directive":
      return bracesFixes(asked);
    case "block-unclosed":
    case "end-of-file":
    case "snippet-unopened":
    case "brace-unexpected":
    case "bad-key":
      return bracesFixes(asked);
    case "import-not-found":
      return importFixes(asked);
  }
  switch (code.slice(code.lastIndexOf(".") + 1)) {
    case "unknown-property":
      return [...bracesFixes(asked), ...removalFixes(asked)];
    case "used-twice":
    case "property-twice":
      return removalFixes(asked);
    case "bad-value":
    case "unknown-form":
    case "unknown-clause":
    case "wrong-count":
    case "refused":
      return [...pathFixes(asked), ...argumentFixes(asked, code)];
    default:
      return pathFixes(asked);
  }
}
