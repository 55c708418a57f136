/** The effective Corefile of a workspace: each line with where it stands, and with the import that brought it. */
import type { ServerBlock } from "../corefile/configuration.ts";
import { effectiveLines } from "../corefile/effective.ts";
import { loadCorefile } from "../corefile/load.ts";
import type { Position, Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import { type ImportUse, importedFiles, type Reach, reachOf } from "./corefile/reach.ts";
import { type LanguageWorkspace, listedPath } from "./workspace.ts";

/** The import through which a line came. */
interface BroughtBy {
  /** The name of a snippet, or a pattern of files. */
  readonly argument: string;
  readonly at: Range;
}

/** A line as CoreDNS reads it; files are named as the workspace does. */
export interface OriginLine {
  readonly text: string;
  /** Undefined for what stands nowhere, such as the end of a block. */
  readonly from: Range | undefined;
  /** Undefined for what stands in its block. */
  readonly by: BroughtBy | undefined;
}

/** What CoreDNS reads, or why it reads nothing. */
export type EffectiveCorefile =
  | { readonly kind: "refused"; readonly problem: Problem }
  | {
      readonly kind: "read";
      readonly lines: readonly OriginLine[];
      readonly hasImports: boolean;
      readonly hasVariables: boolean;
    };

/** Undefined when the workspace has no Corefile. */
export function getEffectiveCorefile(workspace: LanguageWorkspace): EffectiveCorefile | undefined {
  const { corefile, files, environment } = workspace;
  const text = files.read(corefile);
  if (typeof text !== "string") return undefined;
  const directives = new Set(workspace.directives.map(({ name }) => name));
  const configuration = loadCorefile({ file: corefile, text, files, environment, directives });
  const names = new Map<string, string>();
  const named = (range: Range): Range => {
    const file = names.get(range.file) ?? listedPath(workspace, range.file);
    names.set(range.file, file);
    return { file, start: range.start, end: range.end };
  };
  const refusal = configuration.problems.find(({ severity }) => severity === "error");
  if (refusal !== undefined) return { kind: "refused", problem: { ...refusal, range: named(refusal.range) } };
  const reach = reachOf(workspace, corefile);
  const origins = new Origins(workspace, reach);
  const lines = configuration.blocks.flatMap((block, index) => {
    const broughtBy = origins.inBlock(named(keyOf(block)));
    const own = effectiveLines({ ...configuration, blocks: [block] }).map(({ text, from }) => {
      const place = from === undefined ? undefined : named(from);
      return { text, from: place, by: place && broughtBy(place) };
    });
    return index === 0 ? own : [{ text: "", from: undefined, by: undefined }, ...own];
  });
  const hasVariables = [...reach.files.values()].some(({ parsed }) => /\{[$%]/.test(parsed.text));
  return { kind: "read", lines, hasImports: reach.imports.length > 0, hasVariables };
}

const keyOf = ({ keys, at }: ServerBlock): Range => keys[0]?.range ?? at;

/** The same effective Corefile as text. */
export function effectiveText(lines: readonly { readonly text: string }[]): string {
  return lines.map(({ text }) => `${text}\n`).join("");
}

/** A stretch of a file that is imported as one: a snippet's lines, or a file's. */
type Unit = string;

/** Finds the imports of lines. */
class Origins {
  readonly #workspace: LanguageWorkspace;
  readonly #reach: Reach;
  /** What each import stands for, those in what it imports included. */
  readonly #units = new Map<ImportUse, ReadonlySet<Unit>>();
  readonly #importsOf: ReadonlyMap<Unit, readonly ImportUse[]>;
  readonly #topImports: readonly ImportUse[];

  constructor(workspace: LanguageWorkspace, reach: Reach) {
    this.#workspace = workspace;
    this.#reach = reach;
    this.#importsOf = Map.groupBy(reach.imports, ({ parsed, inSnippet }) =>
      inSnippet === undefined ? fileUnit(parsed.file) : snippetUnit(inSnippet),
    );
    const outer = this.#importsOf.get(fileUnit(workspace.corefile)) ?? [];
    this.#topImports = outer.filter(({ around }) => around.kind === "top");
  }

  /** Gives the import for a line of the block with that first key. */
  inBlock(key: Range): (line: Range) => BroughtBy | undefined {
    const bounds = this.#blockAround(key);
    const inside = bounds === undefined ? [] : this.#importsIn(key.file, bounds);
    // A block of another file came through an import outside of blocks.
    const outside = key.file === this.#workspace.corefile ? [] : this.#topImports;
    return (line) => {
      const isInBlock = line.file === key.file && bounds !== undefined && isBetween(line.start, bounds);
      const unit = this.#unitOf(line);
      const use = (isInBlock || bounds === undefined ? outside : inside).find((one) => this.#unitsOf(one).has(unit));
      if (use === undefined) return undefined;
      return { argument: use.argument ?? "", at: { ...use.node.name.range, file: use.parsed.file } };
    };
  }

  #importsIn(file: string, bounds: Bounds): readonly ImportUse[] {
    const own = this.#importsOf.get(fileUnit(file)) ?? [];
    return own.filter(({ node }) => isBetween({ offset: node.first.start }, bounds));
  }

  #blockAround(key: Range): Bounds | undefined {
    const items = this.#reach.files.get(key.file)?.parsed.tree.items ?? [];
    const { offset } = key.start;
    const block = items.find(
      ({ kind, first, last }) => kind === "server block" && offset >= first.start && offset <= last.end,
    );
    return block && boundsOf(block);
  }

  #unitOf({ file, start }: Range): Unit {
    for (const [name, { node, parsed }] of this.#reach.snippets) {
      if (parsed.file === file && isBetween(start, boundsOf(node))) return snippetUnit(name);
    }
    return fileUnit(file);
  }

  #unitsOf(use: ImportUse): ReadonlySet<Unit> {
    const known = this.#units.get(use);
    if (known !== undefined) return known;
    const units = new Set<Unit>();
    this.#units.set(use, units);
    const waiting = [use];
    const seen = new Set(waiting);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const own = this.#named(next);
      for (const unit of own) units.add(unit);
      const inside = [...own].flatMap((unit) => this.#importsOf.get(unit) ?? []);
      for (const one of inside) {
        if (seen.has(one)) continue;
        seen.add(one);
        waiting.push(one);
      }
    }
    return units;
  }

  /** What the import itself names: a snippet goes before files. */
  #named(use: ImportUse): ReadonlySet<Unit> {
    const { argument = "" } = use;
    if (this.#reach.snippets.has(argument)) return new Set([snippetUnit(argument)]);
    return new Set(importedFiles(this.#workspace, use).map(fileUnit));
  }
}

const snippetUnit = (name: string): Unit => `snippet ${name}`;
const fileUnit = (file: string): Unit => `file ${file}`;

interface Bounds {
  readonly start: number;
  readonly end: number;
}

const boundsOf = ({ first, last }: { readonly first: Bounds; readonly last: Bounds }): Bounds => ({
  start: first.start,
  end: last.end,
});

const isBetween = ({ offset }: Pick<Position, "offset">, { start, end }: Bounds): boolean =>
  offset >= start && offset <= end;
