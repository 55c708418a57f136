/** What may follow a value: members, elements, slices and calls of members. */
import { IDENTIFIER } from "./identifier.ts";
import type { ExpressionNode, MemberNode } from "./node.ts";
import { parseOperands } from "./parse-call.ts";
import { NOTHING, type Parser } from "./parser.ts";

/** The value with all that follows it. */
export function parsePostfix(parser: Parser, first: ExpressionNode): ExpressionNode {
  const { tokens } = parser;
  let node = first;
  while (tokens.error === undefined) {
    if (tokens.is("Operator", ".")) {
      tokens.next();
      node = parseMember(parser, node, false);
    } else if (tokens.is("Operator", "?.")) {
      tokens.next();
      const { position } = tokens.current;
      if (tokens.is("Bracket", "[")) node = parseBracketed(parser, node, { position, optional: true });
      else node = parseMember(parser, node, true);
    } else if (tokens.is("Bracket", "[")) {
      node = parseBracketed(parser, node, { position: tokens.current.position, optional: false });
    } else return node;
  }
  return node;
}

function parseMember(parser: Parser, base: ExpressionNode, optional: boolean): ExpressionNode {
  const { tokens } = parser;
  const { kind, text, position } = tokens.current;
  tokens.next();
  // Operators that are words are names here.
  if (kind !== "Identifier" && (kind !== "Operator" || !IDENTIFIER.test(text))) tokens.fail("expected name");
  const key = tokens.made({ kind: "string", position, value: text } as const);
  const of = base.kind === "chain" ? base.of : base;
  const isCalled = tokens.is("Bracket", "(");
  const member: MemberNode = tokens.made({ kind: "member", position, of, key, optional, isCalled });
  const node = isCalled
    ? tokens.made({ kind: "call", position, callee: member, operands: parseOperands(parser) } as const)
    : member;
  return base.kind === "chain" || optional ? tokens.made({ kind: "chain", position, of: node }) : node;
}

function parseBracketed(
  parser: Parser,
  of: ExpressionNode,
  { position, optional }: { readonly position: number; readonly optional: boolean },
): ExpressionNode {
  const { tokens } = parser;
  tokens.next();
  const from = tokens.is("Operator", ":") ? undefined : parser.expression(0);
  if (tokens.is("Operator", ":")) {
    tokens.next();
    const to = tokens.is("Bracket", "]") ? undefined : parser.expression(0);
    const slice = tokens.made({ kind: "slice", position, of, from, to } as const);
    if (tokens.error === undefined) tokens.expect("Bracket", "]");
    return slice;
  }
  const member = tokens.made({
    kind: "member",
    position,
    of,
    key: from ?? NOTHING,
    optional,
    isCalled: false,
  } as const);
  const node = optional ? tokens.made({ kind: "chain", position, of: member } as const) : member;
  if (tokens.error === undefined) tokens.expect("Bracket", "]");
  return node;
}
