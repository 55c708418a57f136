/** Directives that may be written in a server block: in the order in which they run, those that are there already last. */

import { directiveHover, headSyntax } from "../../directive/describe.ts";
import type { Directive } from "../../directive/directive.ts";
import type { Completion } from "../completions.ts";
import type { Asked } from "../corefile/asked.ts";
import { IMPORT_WORDS } from "../corefile/import-words.ts";
import type { LanguageService } from "../service.ts";
import { needsWord } from "./needs-word.ts";
import { blockTemplate } from "./templates.ts";

/** What may stand at the start of a line in a server block. */
export function completeDirectives({ workspace, spot, owner }: Asked): readonly Completion[] {
  if (owner.kind === "unknown") return [importWord()];
  const used = new Set(spot.siblings.filter((line) => line !== spot.line).map(({ name }) => name.text));
  const all = workspace.directives.filter(({ name, repeat }) => repeat === "each" || !used.has(name));
  const fresh = all.filter(({ name }) => !used.has(name));
  const again = all.filter(({ name }) => used.has(name));
  const offer = (directive: Directive<unknown>): Completion => completionOf(workspace.service, directive);
  return [...fresh.map(offer), importWord(), ...again.map(offer), ...all.flatMap(blockTemplate)];
}

function completionOf({ completionOf: known }: LanguageService, directive: Directive<unknown>): Completion {
  const found = known.get(directive) ?? makeCompletion(directive);
  known.set(directive, found);
  return found;
}

function makeCompletion(directive: Directive<unknown>): Completion {
  const { name, line } = directive;
  const continues = needsWord(line);
  return {
    label: name,
    kind: "directive",
    detail: headSyntax(directive)[0] ?? name,
    documentation: directiveHover(directive),
    insert: continues ? `${name} ` : name,
    continues,
  };
}

/** The word `import`, wherever a line may start. */
export function importWord(): Completion {
  return { label: "import", kind: "keyword", insert: "import ", continues: true, ...IMPORT_WORDS };
}
