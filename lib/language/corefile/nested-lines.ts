/** Lines and the lines in their blocks, to any depth; without recursion, as braces may be many. */
import type { DirectiveNode, LineNode } from "../../corefile/tree.ts";

/** A line, and what is known of the block in which it stands. */
export interface NestedLine<Known> {
  readonly line: LineNode;
  readonly known: Known;
}

/** What is known of a block, and how that makes what is known of a block in it. */
export interface Knowing<Known> {
  readonly known: Known;
  inside(known: Known, node: DirectiveNode): Known;
}

/** Lines in the order of the file: those of a block behind the line that opens it. */
export function* nestedLines<Known>(
  lines: readonly LineNode[],
  { known, inside }: Knowing<Known>,
): Generator<NestedLine<Known>> {
  const levels = [{ lines, at: 0, known }];
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const line = level.lines[level.at++];
    if (line === undefined) {
      levels.pop();
      continue;
    }
    yield { line, known: level.known };
    if (line.kind === "directive" && line.block !== undefined) {
      levels.push({ lines: line.block.lines, at: 0, known: inside(level.known, line) });
    }
  }
}
