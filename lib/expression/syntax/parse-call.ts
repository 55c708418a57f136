/** Calls: of functions of the language, with or without predicates, and of functions of the environment. */
import type { Token } from "./lexer.ts";
import type { ExpressionNode } from "./node.ts";
import { NOTHING, type Parser } from "./parser.ts";
import { PREDICATED } from "./precedence.ts";

/** What stands before the brackets. */
export interface CallStart {
  /** What a pipe hands over. */
  readonly before: readonly ExpressionNode[];
  /** False behind `::`, where functions of the language have their way. */
  readonly isPlain: boolean;
}

/** A call, from its opening bracket on. */
export function parseCall(parser: Parser, { text: name, position }: Token, start: CallStart): ExpressionNode {
  const { tokens, names } = parser;
  const isOfEnvironment = start.isPlain && names.isOfEnvironment(name);
  const predicated = isOfEnvironment ? undefined : PREDICATED.get(name);
  if (predicated !== undefined) {
    const operands = parsePredicated(parser, predicated.slice(start.before.length), start.before);
    return tokens.error === undefined ? tokens.made({ kind: "builtin", position, name, operands }) : NOTHING;
  }
  if (!isOfEnvironment && names.isBuiltin(name)) {
    const operands = parseOperands(parser, start.before);
    return tokens.made({ kind: "builtin", position, name, operands });
  }
  const callee = tokens.made({ kind: "identifier", position, name } as const);
  return tokens.made({ kind: "call", position, callee, operands: parseOperands(parser, start.before) });
}

/** What stands in the brackets of a call. */
export function parseOperands(parser: Parser, before: readonly ExpressionNode[] = []): readonly ExpressionNode[] {
  const { tokens } = parser;
  const operands: ExpressionNode[] = [];
  tokens.expect("Bracket", "(");
  while (!tokens.is("Bracket", ")") && tokens.error === undefined) {
    if (operands.length > 0) tokens.expect("Operator", ",");
    if (tokens.is("Bracket", ")")) break;
    operands.push(parser.expression(0));
  }
  tokens.expect("Bracket", ")");
  return [...before, ...operands];
}

function parsePredicated(
  parser: Parser,
  wanted: readonly { readonly isPredicate: boolean; readonly optional: boolean }[],
  before: readonly ExpressionNode[],
): readonly ExpressionNode[] {
  const { tokens } = parser;
  const operands = [...before];
  tokens.expect("Bracket", "(");
  for (const [index, { isPredicate, optional }] of wanted.entries()) {
    if (tokens.is("Bracket", ")")) {
      if (optional) break;
      tokens.fail(`expected at least ${wanted.length} arguments`);
    }
    if (index > 0) tokens.expect("Operator", ",");
    operands.push(isPredicate ? parsePredicate(parser) : parser.expression(0));
  }
  if (tokens.is("Operator", ",")) tokens.next();
  tokens.expect("Bracket", ")");
  return operands;
}

function parsePredicate(parser: Parser): ExpressionNode {
  const { tokens } = parser;
  const { position } = tokens.current;
  const hasBrackets = tokens.is("Bracket", "{");
  if (hasBrackets) tokens.next();
  parser.predicates++;
  const body = hasBrackets ? parser.sequence() : parser.expression(0);
  if (!hasBrackets && tokens.is("Operator", ";")) tokens.fail("wrap predicate with brackets { and }");
  parser.predicates--;
  if (hasBrackets) tokens.expect("Bracket", "}");
  return tokens.made({ kind: "predicate", position, body });
}
