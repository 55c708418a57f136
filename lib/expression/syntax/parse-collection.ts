/** Lists in square brackets and maps in braces. */
import type { ExpressionNode } from "./node.ts";
import { NOTHING, type Parser } from "./parser.ts";

/** `[a, b]`. */
export function parseList(parser: Parser, position: number): ExpressionNode {
  const { tokens } = parser;
  const items: ExpressionNode[] = [];
  tokens.expect("Bracket", "[");
  while (!tokens.is("Bracket", "]") && tokens.error === undefined) {
    if (items.length > 0) {
      tokens.expect("Operator", ",");
      if (tokens.is("Bracket", "]")) break;
    }
    items.push(parser.expression(0));
  }
  tokens.expect("Bracket", "]");
  return tokens.made({ kind: "list", position, items });
}

/** `{a: 1, "b": 2, (c): 3}`. */
export function parseMap(parser: Parser, position: number): ExpressionNode {
  const { tokens } = parser;
  const pairs: (readonly [ExpressionNode, ExpressionNode])[] = [];
  tokens.expect("Bracket", "{");
  while (!tokens.is("Bracket", "}") && tokens.error === undefined) {
    if (pairs.length > 0) {
      tokens.expect("Operator", ",");
      if (tokens.is("Bracket", "}")) break;
      if (tokens.is("Operator", ",")) tokens.unexpected();
    }
    const key = parseKey(parser);
    tokens.expect("Operator", ":");
    pairs.push([key, parser.expression(0)]);
  }
  tokens.expect("Bracket", "}");
  return tokens.made({ kind: "map", position, pairs });
}

function parseKey(parser: Parser): ExpressionNode {
  const { tokens } = parser;
  const { text, position } = tokens.current;
  if (tokens.is("Number") || tokens.is("String") || tokens.is("Identifier")) {
    const key = tokens.made({ kind: "string", position, value: text } as const);
    tokens.next();
    return key;
  }
  if (tokens.is("Bracket", "(")) return parser.expression(0);
  tokens.fail(
    "a map key must be a quoted string, a number, a identifier, or an expression enclosed in parentheses " +
      `(unexpected token ${tokens.written()})`,
  );
  return NOTHING;
}
