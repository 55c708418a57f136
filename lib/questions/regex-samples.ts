/** Texts that a regular expression matches, made from what it is written of; whatever is made is tried before it is given. */
import { compileRegex, type Regex } from "../go/regex.ts";
import { type PatternNode, readPatternNodes } from "./regex-nodes.ts";

/** So many ways to choose among alternatives and repetitions are tried. */
const VARIANTS = 12;
const MAX_CHARACTERS = 250;

/** Up to `most` texts in which the expression finds itself; none where its syntax is beyond what is read here. */
export function regexSamples({ source, pattern }: Regex, most: number): readonly string[] {
  const node = readPatternNodes(source);
  if (node === undefined) return [];
  const found = new Set<string>();
  for (let variant = 0; variant < VARIANTS && found.size < most; variant++) {
    const text = write(node, { variant });
    if (text.length <= MAX_CHARACTERS && pattern.matcher(text).find()) found.add(text);
  }
  return [...found];
}

/** The expression in a text; undefined when it is none. */
export function readRegex(source: string): Regex | undefined {
  const read = compileRegex(source);
  return read.ok ? read.value : undefined;
}

/** Which of the ways is taken: each alternative or repetition that is met takes a digit of it. */
interface Choice {
  variant: number;
}

function write(node: PatternNode, choice: Choice): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "sequence":
      return node.parts.map((part) => write(part, choice)).join("");
    case "alternatives": {
      const chosen = node.of[choose(choice, node.of.length)];
      return chosen === undefined ? "" : write(chosen, choice);
    }
    case "repetition": {
      const { least, most, of } = node;
      // Usually once where that is allowed: a name is seldom meant to be empty.
      const counts = [Math.max(least, Math.min(1, most)), least, Math.min(most, least + 2)];
      const count = counts[choose(choice, counts.length)] ?? least;
      let text = "";
      for (let index = 0; index < count; index++) text += write(of, { variant: 0 });
      return text;
    }
  }
}

function choose(choice: Choice, ways: number): number {
  const way = choice.variant % ways;
  choice.variant = Math.floor(choice.variant / ways);
  return way;
}
