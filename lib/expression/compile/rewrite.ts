/** Goes through a tree from the leaves up and puts other parts in the place of some. */
import type { Natures } from "../check/checker.ts";
import type { CallNode, ExpressionNode } from "../syntax/node.ts";

/** What stands in the place of a part; the part itself when nothing changes. */
export type Change = (node: ExpressionNode) => ExpressionNode;

/** The tree after all changes; the natures of parts that were only put together again are kept. */
export function rewritten(node: ExpressionNode, natures: Natures, change: Change): ExpressionNode {
  const same = withParts(node, (part) => rewritten(part, natures, change));
  const nature = natures.get(node);
  if (same !== node && nature !== undefined) natures.set(same, nature);
  return change(same);
}

type Part = (node: ExpressionNode) => ExpressionNode;

function withParts(node: ExpressionNode, part: Part): ExpressionNode {
  switch (node.kind) {
    case "unary":
      return changed(node, { operand: part(node.operand) });
    case "binary":
      return changed(node, { left: part(node.left), right: part(node.right) });
    case "chain":
      return changed(node, { of: part(node.of) });
    case "member":
      return changed(node, { of: part(node.of), key: part(node.key) });
    case "slice":
      return changed(node, {
        of: part(node.of),
        from: node.from === undefined ? undefined : part(node.from),
        to: node.to === undefined ? undefined : part(node.to),
      });
    case "call":
      return changed(node, { callee: calleeOf(node, part), operands: all(node.operands, part) });
    case "builtin":
      return changed(node, { operands: all(node.operands, part) });
    case "predicate":
      return changed(node, { body: part(node.body) });
    case "let":
      return changed(node, { value: part(node.value), body: part(node.body) });
    case "sequence":
    case "list":
      return changed(node, { items: all(node.items, part) });
    case "conditional":
      return changed(node, {
        condition: part(node.condition),
        whenTrue: part(node.whenTrue),
        whenFalse: part(node.whenFalse),
      });
    case "map": {
      const pairs = node.pairs.map(([key, value]) => [part(key), part(value)] as const);
      const isSame = pairs.every(([key, value], at) => key === node.pairs[at]?.[0] && value === node.pairs[at]?.[1]);
      return isSame ? node : { ...node, pairs };
    }
    default:
      return node;
  }
}

/** Nothing is put in the place of a callee itself. */
function calleeOf({ callee }: CallNode, part: Part): CallNode["callee"] {
  const node = part(callee);
  return node.kind === "identifier" || node.kind === "member" ? node : callee;
}

function all(nodes: readonly ExpressionNode[], part: Part): readonly ExpressionNode[] {
  const after = nodes.map(part);
  return after.every((node, at) => node === nodes[at]) ? nodes : after;
}

/** The node with some parts replaced; itself when they are the same. */
function changed<Node extends ExpressionNode>(node: Node, parts: Partial<Node>): Node {
  const after = { ...node, ...parts };
  return (Object.keys(parts) as readonly (keyof Node)[]).every((key) => after[key] === node[key]) ? node : after;
}
