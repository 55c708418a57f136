/** What rules look at: one Corefile as it is written and as CoreDNS reads it, and what is around it. */
import type { Configuration, ServerBlock } from "../corefile/configuration.ts";
import type { Environment } from "../corefile/imports/environment.ts";
import type { CorefileFiles } from "../corefile/imports/files.ts";
import { resolveKeys } from "../corefile/keys.ts";
import { loadCorefile } from "../corefile/load.ts";
import { parseCorefile } from "../corefile/parse.ts";
import { rangeBetween, type Token } from "../corefile/token.ts";
import type { CorefileTree } from "../corefile/tree.ts";
import type { SchemeTransport } from "../corefile/zone-address.ts";
import type { Checked } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { Range } from "../text/position.ts";
import { LintBlock } from "./block.ts";
import { isGluedBrace } from "./glued.ts";
import { isKnownWord, mayHaveVariables } from "./variables.ts";

/** A Corefile and its surroundings. */
export interface LintSource {
  /** The name under which CoreDNS reports the Corefile. */
  readonly file: string;
  readonly text: string;
  readonly files: CorefileFiles;
  readonly environment: Environment;
  /** The names of all directives of this CoreDNS, in the order in which they run (plugin.cfg). */
  readonly order: readonly string[];
  /** Those that are described, in whatever order. */
  readonly directives: readonly Directive<unknown>[];
  /** The schemes of keys that this CoreDNS knows; all without it. */
  readonly schemes?: readonly SchemeTransport[] | undefined;
  /** The port of plain DNS (the flag -dns.port); 53 without it. */
  readonly defaultPort?: string;
  /** The tree of this very text, where there is one already. */
  readonly tree?: CorefileTree;
  /** What CoreDNS reads from this very text, where that is known already; with `order` as the known directives. */
  readonly configuration?: Configuration;
  /** What the words of a directive in a block mean, where that is kept somewhere; checkDirective without it. */
  check?<Config>(directive: Directive<Config>, block: ServerBlock): Checked<Config>;
  /**
   * What to do about a variable without a value, where the Corefile is served with less than the machine has, as in the
   * studio; without it the variables are those of the machine, which may not be the one on which CoreDNS will run.
   */
  helpForUnset?(name: string): string;
}

/** A Corefile as rules see it. */
export interface LintSubject extends LintSource {
  readonly defaultPort: string;
  readonly tree: CorefileTree;
  readonly configuration: Configuration;
  /** The server blocks in the order of the file; none when CoreDNS makes up its own. */
  readonly blocks: readonly LintBlock[];
  /** The blocks that have a directive. */
  blocksWith(directive: string): readonly LintBlock[];
  /** True when braces and lines are where they belong, so that blocks are what they were meant to be. */
  readonly isSound: boolean;
  /** False when an import found nothing here: there may be blocks, snippets and lines that cannot be seen. */
  readonly isWhole: boolean;
}

/** What the reader found that leaves all blocks as they were meant, but for lines that cannot be seen. */
const MISSING_IMPORTS = new Set(["import-no-match", "import-not-found", "import-unreadable"]);
const MISSING_LINES = new Set([...MISSING_IMPORTS, "unknown-directive"]);

/** Makes the subject of rules. Directives are checked when a rule asks for them. */
export function lintSubject(given: LintSource): LintSubject {
  const source = { ...given, directives: inOrder(given) };
  const { file, text, files, environment, order, schemes, defaultPort = "53" } = source;
  const tree = source.tree ?? parseCorefile(text, file);
  const configuration =
    source.configuration ??
    loadCorefile({ file, text, files, environment, directives: new Set(order), schemes, tokens: tree.tokens });
  const keys = resolveKeys(configuration, defaultPort);
  const bad = keys.problems.map(({ range }) => range.start.offset);
  const problems = [...configuration.problems, ...configuration.remarks];
  const missing = problems.filter(({ code }) => MISSING_LINES.has(code)).map(({ range }) => range);
  const snippets = missing.length === 0 ? [] : snippetRanges(tree);
  const isAnywhere = missing.some((range) => snippets.some((at) => !isOutside(range, at)));
  const isSet = (token: Token): boolean => isKnownWord(token, environment);
  // CoreDNS drops a key of which nothing is left, so such a key is seen in the tree only.
  const doubtful = mayHaveVariables(tree.source) ? blockRanges(tree, (keys) => !keys.every(isSet)) : [];
  const blocks = configuration.blocks.map((block, index) => {
    const at = missing.length + doubtful.length === 0 ? undefined : block.at;
    const isBad = bad.length > 0 && block.keys.some(({ range }) => bad.includes(range.start.offset));
    const hasKnownKeys =
      !isBad && block.keys.every(isSet) && (at === undefined || doubtful.every((other) => isOutside(at, other)));
    const isWhole = !isAnywhere && (at === undefined || missing.every((range) => isOutside(range, at)));
    return new LintBlock(block, { index, keys: keys.blocks[index] ?? [], isWhole, hasKnownKeys }, source);
  });
  const served = configuration.isDefault ? [] : blocks;
  let index: ReadonlyMap<string, readonly LintBlock[]> | undefined;
  return {
    ...source,
    defaultPort,
    tree,
    configuration,
    blocks: served,
    blocksWith(directive) {
      index ??= indexBlocks(served);
      return index.get(directive) ?? [];
    },
    isSound:
      !tree.tokens.some((token, index) => isGluedBrace(token, tree.tokens[index + 1])) &&
      problems.every(({ code, severity }) => severity !== "error" || MISSING_LINES.has(code)),
    isWhole: !problems.some(({ code }) => MISSING_IMPORTS.has(code)),
  };
}

/** Who described them may have met them in another order than that in which they run. */
function inOrder({ directives, order }: LintSource): LintSource["directives"] {
  const places = new Map(order.map((name, place) => [name, place]));
  const placeOf = (name: string): number => places.get(name) ?? order.length;
  return directives.toSorted((one, other) => placeOf(one.name) - placeOf(other.name));
}

function indexBlocks(blocks: readonly LintBlock[]): ReadonlyMap<string, readonly LintBlock[]> {
  const index = new Map<string, LintBlock[]>();
  for (const block of blocks) {
    for (const name of block.source.directives.keys()) {
      const known = index.get(name);
      if (known === undefined) index.set(name, [block]);
      else known.push(block);
    }
  }
  return index;
}

/** True when a range surely is not within another; one in another file may have been imported anywhere. */
function isOutside(range: Range, other: Range): boolean {
  if (range.file !== other.file) return false;
  return range.end.offset <= other.start.offset || range.start.offset >= other.end.offset;
}

/** Where the server blocks stand whose keys are of a kind. */
function blockRanges({ items }: CorefileTree, isMeant: (keys: readonly Token[]) => boolean): readonly Range[] {
  return items.flatMap((item) => {
    if (item.kind !== "server block" || !isMeant(item.keys.map(({ token }) => token))) return [];
    return [rangeBetween(item.first, item.last)];
  });
}

/** Where snippets stand: what is missing in one is missing wherever it is imported. */
function snippetRanges({ items }: CorefileTree): readonly Range[] {
  return items.flatMap((item) => (item.kind === "snippet" ? [rangeBetween(item.first, item.last)] : []));
}
