/** All lines of a file, each with its owner: for questions about a whole document. */
import type { DirectiveNode, LineNode, ServerBlockNode, SnippetNode } from "../../corefile/tree.ts";
import { nestedLines } from "./nested-lines.ts";
import { type Owner, ownerInBlock, ownerOfItem, type Surroundings } from "./owner.ts";

/** A line, whose it is, and the block at the top of the file in which it stands. */
export interface OwnedLine {
  readonly line: LineNode;
  readonly owner: Owner;
  readonly item: ServerBlockNode | SnippetNode;
}

/** Lines in the order of the file, those of blocks behind the line that opens them. */
export function* linesOf(surroundings: Surroundings): Generator<OwnedLine> {
  const { workspace, reached } = surroundings;
  for (const item of reached.parsed.tree.items) {
    if (item.kind === "import") continue;
    const knowing = {
      known: ownerOfItem(surroundings, item),
      inside: (owner: Owner, node: DirectiveNode) => ownerInBlock(workspace, owner, node),
    };
    for (const { line, known } of nestedLines(item.body, knowing)) yield { line, owner: known, item };
  }
}
