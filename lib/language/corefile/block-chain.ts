/** The chain of one server block: which plugins run in it, in their order, those of imports included. */
import type { LineNode, TopLevelNode } from "../../corefile/tree.ts";
import { directiveNamed } from "../workspace.ts";
import type { Surroundings } from "./owner.ts";
import { type ImportUse, importedFiles } from "./reach.ts";

const MAX_IMPORTS = 1000;

/** The names of the plugins that queries pass, in the order in which they run. */
export function chainOf(surroundings: Surroundings, item: TopLevelNode): readonly string[] {
  if (item.kind === "import") return [];
  const names = new Set<string>();
  const collector = new Collector(surroundings, names);
  collector.lines(item.body);
  return surroundings.workspace.directives
    .filter(({ name, inChain }) => inChain && names.has(name))
    .map(({ name }) => name);
}

class Collector {
  readonly #surroundings: Surroundings;
  readonly #names: Set<string>;
  readonly #seen = new Set<string>();
  #imports = 0;

  constructor(surroundings: Surroundings, names: Set<string>) {
    this.#surroundings = surroundings;
    this.#names = names;
  }

  lines(lines: readonly LineNode[]): void {
    for (const line of lines) {
      if (line.kind === "import") this.#import(line);
      else if (directiveNamed(this.#surroundings.workspace, line.name.text) !== undefined)
        this.#names.add(line.name.text);
    }
  }

  #import(node: Extract<LineNode, { kind: "import" }>): void {
    const { reach, workspace } = this.#surroundings;
    const use: ImportUse | undefined = reach.imports.find((candidate) => candidate.node === node);
    if (use?.argument === undefined || this.#seen.has(use.argument) || this.#imports++ > MAX_IMPORTS) return;
    this.#seen.add(use.argument);
    const snippet = reach.snippets.get(use.argument);
    if (snippet !== undefined) {
      this.lines(snippet.node.body);
      return;
    }
    for (const file of importedFiles(workspace, use)) {
      const items = reach.files.get(file)?.parsed.tree.items ?? [];
      for (const item of items) if (item.kind === "server block") this.lines(item.body);
    }
  }
}

/** "Runs as 3rd of 5 here: after cache, before forward." */
export function chainSentence(chain: readonly string[], name: string): string | undefined {
  const at = chain.indexOf(name);
  if (at < 0) return undefined;
  if (chain.length === 1) return "The only plugin of this server block that queries pass.";
  const before = chain[at - 1];
  const behind = chain[at + 1];
  const places = [
    ...(before === undefined ? [] : [`after ${before}`]),
    ...(behind === undefined ? [] : [`before ${behind}`]),
  ];
  return `Runs as ${ordinal(at + 1)} of ${chain.length} here: ${places.join(", ")}.`;
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  const ending = isTeen ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
