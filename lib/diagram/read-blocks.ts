/** Server blocks of a Corefile for the diagram, read as CoreDNS reads them: imports, snippets and variables resolved. */
import type { ServerBlock } from "../corefile/configuration.ts";
import { lineDistance } from "../corefile/cursor.ts";
import { filesInMemory } from "../corefile/imports/files-in-memory.ts";
import { resolveKeys } from "../corefile/keys.ts";
import { LiveCorefile } from "../corefile/live/live-corefile.ts";
import { loadCorefile } from "../corefile/load.ts";
import type { Token } from "../corefile/token.ts";
import type { SchemeTransport } from "../corefile/zone-address.ts";
import type { Problem } from "../text/problem.ts";
import { changeBetween } from "../text/text-change.ts";
import type { SourceBlock, SourceDirective } from "./source.ts";

/** The port of plain DNS when a key has none. */
const DEFAULT_PORT = "53";

/** What the diagram is drawn from. */
export interface ReadCorefile {
  readonly blocks: readonly SourceBlock[];
  /** False when reading had to stop: blocks are missing then. */
  readonly isWhole: boolean;
  /** What is wrong with the structure; unknown directives are not among it. */
  readonly problems: readonly Problem[];
}

/** Reads a Corefile; `files` holds the texts that it may import. No word is unknown: the diagram also shows what CoreDNS refuses. */
export function readBlocks(text: string, file: string, files: Readonly<Record<string, string>> = {}): ReadCorefile {
  return new BlockReader().read(text, file, files);
}

/** Reads the versions of a Corefile one after the other; blocks that have not changed stay the same objects. */
export class BlockReader {
  readonly #made = new WeakMap<ServerBlock, SourceBlock>();
  readonly #schemes: readonly SchemeTransport[] | undefined;
  #last: { readonly file: string; text: string; readonly corefile: LiveCorefile } | undefined;

  /** With the schemes of keys that this CoreDNS knows; all without them. */
  constructor(schemes?: readonly SchemeTransport[]) {
    this.#schemes = schemes;
  }

  /** As `readBlocks`. The places of an earlier reading move along with the text. */
  read(text: string, file: string, files: Readonly<Record<string, string>> = {}): ReadCorefile {
    const { parts, problems } = this.#corefile(text, file).read(filesInMemory(files));
    const stopped = problems.some(({ severity, cause }) => severity === "error" && cause === "text");
    const blocks = parts.flatMap((part) => part.blocks.map((block) => this.#sourceBlock(block)));
    return { blocks: blocks.length === 0 ? readDefault() : blocks, isWhole: !stopped, problems };
  }

  #corefile(text: string, file: string): LiveCorefile {
    if (this.#last?.file === file) {
      this.#last.corefile.edit(changeBetween(this.#last.text, text));
      this.#last.text = text;
      return this.#last.corefile;
    }
    const corefile = new LiveCorefile(text, { file, directives: undefined, environment: {} });
    this.#last = { file, text, corefile };
    return corefile;
  }

  #sourceBlock(block: ServerBlock): SourceBlock {
    const made = this.#made.get(block) ?? sourceBlock(block, this.#schemes);
    this.#made.set(block, made);
    return made;
  }
}

function sourceBlock(block: ServerBlock, schemes?: readonly SchemeTransport[]): SourceBlock {
  const [keys = []] = resolveKeys({ blocks: [block], schemes }, DEFAULT_PORT).blocks;
  return {
    get at() {
      return block.at;
    },
    keys: keys.map(({ transport, zone, port }) => ({ transport, zone, port: Number(port) })),
    directives: [...block.directives.values()].flatMap(readUses),
    words: block.directives,
  };
}

/** The block that CoreDNS has when there is none. */
function readDefault(): readonly SourceBlock[] {
  const options = { file: "", text: "", files: filesInMemory({}), environment: {} };
  return loadCorefile(options).blocks.map((block) => sourceBlock(block));
}

/** One directive's words hold all its uses; each starts on a line of its own outside of braces. */
function readUses(words: readonly Token[]): readonly SourceDirective[] {
  const uses: Token[][] = [];
  let depth = 0;
  words.forEach((word, index) => {
    const before = words[index - 1];
    const startsUse = before === undefined || (depth === 0 && lineDistance(before, word) !== 0);
    if (startsUse) uses.push([word]);
    else uses.at(-1)?.push(word);
    if (word.text === "{") depth += 1;
    else if (word.text === "}") depth -= 1;
  });
  return uses.flatMap(readUse);
}

function readUse(words: readonly Token[]): readonly SourceDirective[] {
  const [name, ...rest] = words;
  if (name === undefined) return [];
  const open = rest.findIndex(({ text }) => text === "{");
  const args = open < 0 ? rest : rest.slice(0, open);
  const use: SourceDirective = {
    name: name.text,
    args: args.map(({ text }) => text),
    get argsAt() {
      return args.map(({ range }) => range);
    },
    get at() {
      return name.range;
    },
  };
  return [use];
}
