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
  const named = <Place extends Range>(range: Place): Place => ({ ...range, file: listedPath(workspace, range.file) });
  const refusal = configuration.problems.find(({ severity }) => severity === "error");
  if (refusal !== undefined) return { kind: "refused", problem: { ...refusal, range: named(refusal.range) } };
  const reach = reachOf(workspace, corefile);
  const origins = new Origins(workspace, reach);
  const lines = configuration.blocks.flatMap((block, index) => {
    const own = effectiveLines({ ...configuration, blocks: [block] }).map(({ text, from }) => {
      const place = from === undefined ? undefined : named(from);
      return { text, from: place, by: place && origins.broughtBy(place, named(keyOf(block))) };
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
  readonly #inside = new Map<string, readonly ImportUse[]>();

  constructor(workspace: LanguageWorkspace, reach: Reach) {
    this.#workspace = workspace;
    this.#reach = reach;
  }

  /** The import for a line of the block with that first key. */
  broughtBy(line: Range, key: Range): BroughtBy | undefined {
    const bounds = this.#blockAround(key);
    const isInBlock = line.file === key.file && bounds !== undefined && isBetween(line.start, bounds);
    const candidates = isInBlock || bounds === undefined ? this.#topImports(key) : this.#importsIn(key.file, bounds);
    const unit = this.#unitOf(line);
    const use = candidates.find((one) => this.#unitsOf(one).has(unit));
    if (use === undefined) return undefined;
    return { argument: use.argument ?? "", at: { ...use.node.name.range, file: use.parsed.file } };
  }

  /** Imports outside of blocks, for blocks of files that they import. */
  #topImports({ file }: Range): readonly ImportUse[] {
    const { corefile } = this.#workspace;
    if (file === corefile) return [];
    return this.#reach.imports.filter(({ parsed, around }) => parsed.file === corefile && around.kind === "top");
  }

  #importsIn(file: string, bounds: Bounds): readonly ImportUse[] {
    const place = `${bounds.start} ${file}`;
    const known = this.#inside.get(place);
    if (known !== undefined) return known;
    const found = this.#reach.imports.filter(
      ({ parsed, node }) => parsed.file === file && isBetween({ offset: node.first.start }, bounds),
    );
    this.#inside.set(place, found);
    return found;
  }

  #blockAround(key: Range): Bounds | undefined {
    const items = this.#reach.files.get(key.file)?.parsed.tree.items ?? [];
    const block = items.find((item) => item.kind === "server block" && isBetween(key.start, boundsOf(item)));
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
      const inside = this.#reach.imports.filter(({ parsed, inSnippet }) =>
        own.has(inSnippet === undefined ? fileUnit(parsed.file) : snippetUnit(inSnippet)),
      );
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
