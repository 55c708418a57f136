/** Server blocks of a Corefile for the diagram, read as CoreDNS reads them: imports, snippets and variables resolved. */
import { lineDistance } from "../corefile/cursor.ts";
import { filesInMemory } from "../corefile/files-in-memory.ts";
import { resolveKeys } from "../corefile/keys.ts";
import { loadCorefile } from "../corefile/load.ts";
import type { Problem } from "../corefile/problem.ts";
import { rangeBetween, type Token } from "../corefile/token.ts";
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
  const configuration = loadCorefile({
    file,
    text,
    files: filesInMemory(files),
    environment: {},
  });
  const keys = resolveKeys(configuration, DEFAULT_PORT);
  const blocks = configuration.blocks.map(
    ({ directives, at }, index): SourceBlock => ({
      at,
      keys: (keys.blocks[index] ?? []).map(({ transport, zone, port }) => ({ transport, zone, port: Number(port) })),
      directives: [...directives.values()].flatMap(readUses),
    }),
  );
  const stopped = configuration.problems.some(({ severity, cause }) => severity === "error" && cause === "text");
  return { blocks, isWhole: !stopped, problems: configuration.problems };
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
  const last = words.at(-1);
  if (name === undefined || last === undefined) return [];
  const open = rest.findIndex(({ text }) => text === "{");
  const args = (open < 0 ? rest : rest.slice(0, open)).map(({ text }) => text);
  const properties = open < 0 ? [] : readLines(rest.slice(open + 1));
  return [{ name: name.text, args, properties, at: rangeBetween(name, name) }];
}

/** The lines directly in a directive's block, as words; deeper ones are left out. */
function readLines(words: readonly Token[]): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let depth = 0;
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (word.text === "}") depth -= 1;
    else if (word.text === "{") depth += 1;
    else if (depth === 0) {
      if (before === undefined || lineDistance(before, word) !== 0) lines.push([word.text]);
      else lines.at(-1)?.push(word.text);
    }
  });
  return lines;
}
