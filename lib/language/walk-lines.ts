/** All lines of a file, each with its owner: for questions about a whole document. */
import type { LineNode, ServerBlockNode, SnippetNode } from "../corefile/tree.ts";
import { type Owner, ownerInBlock, ownerOfItem, type Surroundings } from "./owner.ts";

/** A line, whose it is, and the block at the top of the file in which it stands. */
export interface OwnedLine {
  readonly line: LineNode;
  readonly owner: Owner;
  readonly item: ServerBlockNode | SnippetNode;
}

/** Lines in the order of the file, those of blocks behind the line that opens them; nested as deep as they are. */
export function* linesOf(surroundings: Surroundings): Generator<OwnedLine> {
  for (const item of surroundings.reached.parsed.tree.items) {
    if (item.kind === "import") continue;
    // A stack of our own: braces may be many.
    const stack = [{ lines: item.body, at: 0, owner: ownerOfItem(surroundings, item) }];
    for (let level = stack.at(-1); level !== undefined; level = stack.at(-1)) {
      const line = level.lines[level.at++];
      if (line === undefined) {
        stack.pop();
        continue;
      }
      const { owner } = level;
      yield { line, owner, item };
      if (line.kind === "directive" && line.block !== undefined) {
        stack.push({ lines: line.block.lines, at: 0, owner: ownerInBlock(surroundings.workspace, owner, line) });
      }
    }
  }
}
