/** The tree of an expression. */
import type { ExpressionValue } from "../value/value.ts";

interface Placed {
  /** The place in the source, in characters. */
  readonly position: number;
}

interface NilNode extends Placed {
  readonly kind: "nil";
}
interface BoolNode extends Placed {
  readonly kind: "bool";
  readonly value: boolean;
}
interface IntegerNode extends Placed {
  readonly kind: "integer";
  readonly value: bigint;
}
interface FloatNode extends Placed {
  readonly kind: "float";
  readonly value: number;
}
/** The text is held as octets. */
export interface StringNode extends Placed {
  readonly kind: "string";
  readonly value: string;
}
/** `b"..."`, as octets. */
interface BytesNode extends Placed {
  readonly kind: "bytes";
  readonly value: string;
}
/** A value that was computed from others beforehand. */
interface ConstantNode extends Placed {
  readonly kind: "constant";
  readonly value: ExpressionValue;
}
export interface IdentifierNode extends Placed {
  readonly kind: "identifier";
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
interface ConditionalNode extends Placed {
  readonly kind: "conditional";
  readonly condition: ExpressionNode;
  readonly whenTrue: ExpressionNode;
  readonly whenFalse: ExpressionNode;
}
/** A chain of members that ends with nil where `?.` finds nil. */
interface ChainNode extends Placed {
  readonly kind: "chain";
  readonly of: ExpressionNode;
}
export interface MemberNode extends Placed {
  readonly kind: "member";
  readonly of: ExpressionNode;
  readonly key: ExpressionNode;
  readonly optional: boolean;
  /** True when it is called. */
  readonly isCalled: boolean;
}
export interface SliceNode extends Placed {
  readonly kind: "slice";
  readonly of: ExpressionNode;
  readonly from: ExpressionNode | undefined;
  readonly to: ExpressionNode | undefined;
}
/** A call of what the environment has, or a part of it. */
export interface CallNode extends Placed {
  readonly kind: "call";
  readonly callee: IdentifierNode | MemberNode;
  readonly operands: readonly ExpressionNode[];
}
/** A call of a function of the language. */
export interface BuiltinNode extends Placed {
  readonly kind: "builtin";
  readonly name: string;
  readonly operands: readonly ExpressionNode[];
}
/** What is computed for each element. */
interface PredicateNode extends Placed {
  readonly kind: "predicate";
  readonly body: ExpressionNode;
}
export interface ListNode extends Placed {
  readonly kind: "list";
  readonly items: readonly ExpressionNode[];
}
interface MapNode extends Placed {
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
interface SequenceNode extends Placed {
  readonly kind: "sequence";
  readonly items: readonly ExpressionNode[];
}

/** Any part of an expression. */
export type ExpressionNode =
  | NilNode
  | BoolNode
  | IntegerNode
  | FloatNode
  | StringNode
  | BytesNode
  | ConstantNode
  | IdentifierNode
  | PointerNode
  | UnaryNode
  | BinaryNode
  | ConditionalNode
  | ChainNode
  | MemberNode
  | SliceNode
  | CallNode
  | BuiltinNode
  | PredicateNode
  | ListNode
  | MapNode
  | LetNode
  | SequenceNode;
