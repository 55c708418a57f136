/** What stands faintly behind words: the place of a plugin in the chain of its server block. */
import { replaceVariables } from "../corefile/imports/environment.ts";
import type { DirectiveNode, ImportNode, LineNode, ServerBlockNode } from "../corefile/tree.ts";
import type { Position } from "../text/position.ts";
import type { Parsed } from "./corefile/parsed.ts";
import { type ImportUse, importedFiles, type Reach, reachOf } from "./corefile/reach.ts";
import { directiveNamed, type LanguageWorkspace } from "./workspace.ts";

/** A text behind a word. */
export interface Inlay {
  /** The end of the word. */
  readonly at: Position;
  readonly text: string;
}

/** Lines of a file, both included. */
export interface LineSpan {
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * Those of the server blocks of a file that the Corefile reaches. Lines of snippets have none: their place is another one in each block. What is not in
 * the chain (set-up only, unknown words) has none, either.
 */
export function getInlays(workspace: LanguageWorkspace, file: string, lines: LineSpan): readonly Inlay[] {
  const reach = reachOf(workspace, file);
  const reached = reach.files.get(file);
  if (reached === undefined || reached.around.kind !== "top") return [];
  const { parsed } = reached;
  const walk = new ChainWalk(workspace, reach);
  return parsed.tree.items.flatMap((item) => {
    const isShown = item.kind === "server block" && isWithin(item, lines);
    return isShown ? inlaysOf(item, walk.chainOf(item, parsed)).filter(({ at }) => isOn(at, lines)) : [];
  });
}

const isOn = ({ line }: Pick<Position, "line">, { startLine, endLine }: LineSpan): boolean =>
  line >= startLine && line <= endLine;

const isWithin = ({ first, last }: ServerBlockNode, { startLine, endLine }: LineSpan): boolean =>
  first.line <= endLine && last.line >= startLine;

function inlaysOf({ body }: ServerBlockNode, chain: readonly string[]): readonly Inlay[] {
  return body.flatMap((line): readonly Inlay[] => {
    const place = line.kind === "directive" ? chain.indexOf(line.name.text) + 1 : 0;
    if (place === 0) return [];
    return [{ at: line.name.range.end, text: `${ordinal(place)} of ${chain.length} in the chain` }];
  });
}

/** 1st, 2nd, 3rd, 4th, 11th, 21st. */
function ordinal(count: number): string {
  const isTeen = Math.floor(count / 10) % 10 === 1;
  return `${count}${isTeen ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th")}`;
}

/** Collects the plugins of server blocks, imported ones included. */
class ChainWalk {
  readonly #workspace: LanguageWorkspace;
  readonly #reach: Reach;

  constructor(workspace: LanguageWorkspace, reach: Reach) {
    this.#workspace = workspace;
    this.#reach = reach;
  }

  /** The plugins of the chain in the order in which they run. */
  chainOf(block: ServerBlockNode, parsed: Parsed): readonly string[] {
    const names = new Set<string>();
    const seen = new Set<object>();
    this.#lines(block.body, { parsed, names, seen });
    return this.#workspace.directives.flatMap(({ name, inChain }) => (inChain && names.has(name) ? [name] : []));
  }

  #lines(lines: readonly LineNode[], into: Collected): void {
    for (const line of lines) {
      if (line.kind === "import") this.#import(line, into);
      else this.#directive(line, into);
    }
  }

  #directive({ name: { text } }: DirectiveNode, { names }: Collected): void {
    if (directiveNamed(this.#workspace, text) !== undefined) names.add(text);
  }

  #import(node: ImportNode, { parsed, names, seen }: Collected): void {
    const [argument] = node.args;
    if (argument === undefined) return;
    const text = replaceVariables(argument.text, this.#workspace.environment);
    const snippet = this.#reach.snippets.get(text);
    if (snippet !== undefined) {
      if (!seen.has(snippet.node)) {
        seen.add(snippet.node);
        this.#lines(snippet.node.body, { parsed: snippet.parsed, names, seen });
      }
      return;
    }
    const use: Pick<ImportUse, "argument" | "parsed"> = { argument: text, parsed };
    for (const file of importedFiles(this.#workspace, use)) this.#file(file, { names, seen });
  }

  #file(file: string, { names, seen }: Omit<Collected, "parsed">): void {
    const parsed = this.#reach.files.get(file)?.parsed;
    if (parsed === undefined || seen.has(parsed)) return;
    seen.add(parsed);
    for (const item of parsed.tree.items) {
      if (item.kind === "import") this.#import(item, { parsed, names, seen });
      else if (item.kind === "server block") this.#lines(item.body, { parsed, names, seen });
    }
  }
}

interface Collected {
  /** The file in which the lines stand. */
  readonly parsed: Parsed;
  readonly names: Set<string>;
  /** Snippets and files that were looked into. */
  readonly seen: Set<object>;
}
