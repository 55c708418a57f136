/** The tree that a template is read into, and how its parts are written in errors and metrics (Go, text/template/parse). */

import { quoteOctets as quote } from "../go/quote.ts";
import type { TemplateFunction } from "./function.ts";
import type { NumberConstant } from "./number.ts";

/** Where a part starts, in octets from the start of the template. */
interface Placed {
  readonly position: number;
}

/** `.Field.Field`, or `$variable.Field` with the variable as the first word. */
interface FieldNode extends Placed {
  readonly kind: "field";
  readonly names: readonly string[];
}
export interface VariableNode extends Placed {
  readonly kind: "variable";
  readonly names: readonly string[];
}
/** `(pipeline).Field`. */
export interface ChainNode extends Placed {
  readonly kind: "chain";
  readonly of: OperandNode;
  readonly names: readonly string[];
}
interface DotNode extends Placed {
  readonly kind: "dot";
}
interface NilNode extends Placed {
  readonly kind: "nil";
}
interface BoolNode extends Placed {
  readonly kind: "bool";
  readonly value: boolean;
}
export interface NumberNode extends Placed {
  readonly kind: "number";
  readonly text: string;
  readonly value: NumberConstant;
}
interface StringNode extends Placed {
  readonly kind: "string";
  readonly quoted: string;
  readonly value: string;
}
/** The name of a function. */
export interface FunctionNode extends Placed {
  readonly kind: "function";
  readonly name: string;
  readonly function: TemplateFunction;
}

/** One word of a command. */
export type OperandNode =
  | FieldNode
  | VariableNode
  | ChainNode
  | DotNode
  | NilNode
  | BoolNode
  | NumberNode
  | StringNode
  | FunctionNode
  | PipelineNode;

/** `function operand operand`. The first word is there always. */
export interface CommandNode extends Placed {
  readonly kind: "command";
  readonly first: OperandNode;
  readonly rest: readonly OperandNode[];
}

/** `$x := command | command`. */
export interface PipelineNode extends Placed {
  readonly kind: "pipeline";
  readonly variables: readonly string[];
  /** What becomes of them: they are declared or set. */
  readonly operator: ":=" | "=";
  readonly commands: readonly CommandNode[];
}

interface TextNode extends Placed {
  readonly kind: "text";
  readonly text: string;
}
interface ActionNode extends Placed {
  readonly kind: "action";
  readonly pipeline: PipelineNode;
}
export interface BranchNode extends Placed {
  readonly kind: "if" | "with" | "range";
  readonly pipeline: PipelineNode;
  readonly body: readonly ItemNode[];
  readonly otherwise: readonly ItemNode[] | undefined;
}
export interface CallNode extends Placed {
  readonly kind: "template";
  readonly name: string;
  readonly pipeline: PipelineNode | undefined;
}
export interface JumpNode extends Placed {
  readonly kind: "break" | "continue";
}

/** What a list is made of. */
export type ItemNode = TextNode | ActionNode | BranchNode | CallNode | JumpNode;

/** Anything that an error can be at. */
export type TemplateNode = ItemNode | CommandNode | OperandNode;

/** A list of items as Go writes it. */
export function writeItems(items: readonly ItemNode[]): string {
  return items.map(writeNode).join("");
}

/** A part of a template as Go writes it. */
export function writeNode(node: TemplateNode): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "action":
      return `{{${writeNode(node.pipeline)}}}`;
    case "if":
    case "with":
    case "range": {
      const otherwise = node.otherwise === undefined ? "" : `{{else}}${writeItems(node.otherwise)}`;
      return `{{${node.kind} ${writeNode(node.pipeline)}}}${writeItems(node.body)}${otherwise}{{end}}`;
    }
    case "template":
      return `{{template ${quote(node.name)}${node.pipeline === undefined ? "" : ` ${writeNode(node.pipeline)}`}}}`;
    case "break":
    case "continue":
      return `{{${node.kind}}}`;
    case "command":
      return [node.first, ...node.rest].map(writeInner).join(" ");
    case "pipeline":
      return writePipeline(node);
    default:
      return writeOperand(node);
  }
}

function writeOperand(node: Exclude<OperandNode, PipelineNode>): string {
  switch (node.kind) {
    case "field":
      return `.${node.names.join(".")}`;
    case "variable":
      return node.names.join(".");
    case "chain":
      return `${writeInner(node.of)}.${node.names.join(".")}`;
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return String(node.value);
    case "number":
      return node.text;
    case "string":
      return node.quoted;
    case "function":
      return node.name;
  }
}

function writePipeline({ variables, operator, commands }: PipelineNode): string {
  const declared = variables.length === 0 ? "" : `${variables.join(", ")} ${operator} `;
  return declared + commands.map(writeNode).join(" | ");
}

function writeInner(node: OperandNode): string {
  return node.kind === "pipeline" ? `(${writeNode(node)})` : writeNode(node);
}
