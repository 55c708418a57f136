/**
 * The effective Corefile: what CoreDNS reads once imports, snippets and variables stand in their places, each line with where
 * it comes from. Uses of a directive stand together, in the order of the first, as CoreDNS keeps them.
 */
import type { Range } from "../text/position.ts";
import type { Configuration, ServerBlock } from "./configuration.ts";
import { isSpace } from "./lexer.ts";
import { countLineBreaks, type Token } from "./token.ts";

/** A line of it. */
export interface EffectiveLine {
  /** Indented as a formatted Corefile is. */
  readonly text: string;
  /** Where its first word stands; undefined for what stands nowhere. */
  readonly from: Range | undefined;
}

const INDENT = "    ";

/** All lines; a line without text parts server blocks. */
export function effectiveLines({ blocks, isDefault }: Configuration): readonly EffectiveLine[] {
  return blocks.flatMap((block, index) => {
    const lines = linesOf(block).map((line) => (isDefault ? { ...line, from: undefined } : line));
    return index === 0 ? lines : [{ text: "", from: undefined }, ...lines];
  });
}

function linesOf({ keys, directives }: ServerBlock): readonly EffectiveLine[] {
  const lines: EffectiveLine[] = [{ text: `${keys.map(written).join(" ")} {`, from: originOf(keys) }];
  let depth = 1;
  for (const words of [...directives.values()].flatMap(byLines)) {
    const closes = words[0]?.text === "}";
    if (closes) depth -= 1;
    lines.push({ text: INDENT.repeat(Math.max(depth, 0)) + words.map(written).join(" "), from: originOf(words) });
    if (words.at(-1)?.text === "{") depth += 1;
  }
  return [...lines, { text: "}", from: undefined }];
}

const originOf = ([first]: readonly Token[]): Range | undefined => first?.range;

/** The words of each line; where lines end is told by file and number of the words, as CoreDNS does. */
function byLines(words: readonly Token[]): readonly (readonly Token[])[] {
  const lines: Token[][] = [];
  let previous: Token | undefined;
  for (const word of words) {
    const line = lines.at(-1);
    const goesOn =
      previous !== undefined &&
      previous.file === word.file &&
      previous.line + countLineBreaks(previous.text) === word.line;
    if (goesOn && line !== undefined) line.push(word);
    else lines.push([word]);
    previous = word;
  }
  return lines;
}

/** A word as a Corefile has it: in quotes where it would be read as several, or as none. */
function written({ text }: Token): string {
  const isPlain = text !== "" && !text.startsWith('"') && !/#/.test(text) && ![...text].some(isBlank);
  return isPlain ? text : `"${text.replaceAll('"', '\\"')}"`;
}

const isBlank = (letter: string): boolean => isSpace(letter.charCodeAt(0));
