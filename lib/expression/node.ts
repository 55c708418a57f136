/** The tree of an expression. */

interface Placed {
  readonly position: number;
}

export interface LiteralNode extends Placed {
  readonly kind: "literal";
  readonly value: boolean | bigint | number | string | null;
}
export interface NameNode extends Placed {
  readonly kind: "name";
  readonly name: string;
}
/** `#`, the element that a predicate is about, or `#index` and `#acc`. */
export interface PointerNode extends Placed {
  readonly kind: "pointer";
  readonly name: string;
}
export interface UnaryNode extends Placed {
  readonly kind: "unary";
  readonly operator: string;
  readonly operand: ExpressionNode;
}
export interface BinaryNode extends Placed {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: ExpressionNode;
  readonly right: ExpressionNode;
}
export interface ConditionalNode extends Placed {
  readonly kind: "conditional";
  readonly condition: ExpressionNode;
  readonly then: ExpressionNode;
  readonly otherwise: ExpressionNode;
}
export interface CallNode extends Placed {
  readonly kind: "call";
  readonly name: string;
  readonly operands: readonly ExpressionNode[];
}
export interface MemberNode extends Placed {
  readonly kind: "member";
  readonly of: ExpressionNode;
  readonly key: ExpressionNode;
  readonly optional: boolean;
}
export interface SliceNode extends Placed {
  readonly kind: "slice";
  readonly of: ExpressionNode;
  readonly from: ExpressionNode | undefined;
  readonly to: ExpressionNode | undefined;
}
export interface ListNode extends Placed {
  readonly kind: "list";
  readonly items: readonly ExpressionNode[];
}
export interface MapNode extends Placed {
  readonly kind: "map";
  readonly pairs: readonly (readonly [ExpressionNode, ExpressionNode])[];
}
/** `let name = value; body`. */
export interface LetNode extends Placed {
  readonly kind: "let";
  readonly name: string;
  readonly value: ExpressionNode;
  readonly body: ExpressionNode;
}
/** `a; b`: the value of the last. */
export interface SequenceNode extends Placed {
  readonly kind: "sequence";
  readonly items: readonly ExpressionNode[];
}

/** Any part of an expression. */
export type ExpressionNode =
  | LiteralNode
  | NameNode
  | PointerNode
  | UnaryNode
  | BinaryNode
  | ConditionalNode
  | CallNode
  | MemberNode
  | SliceNode
  | ListNode
  | MapNode
  | LetNode
  | SequenceNode;
