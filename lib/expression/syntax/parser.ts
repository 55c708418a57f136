/**
 * Reads an expression into a tree, with the precedences of the language (expr-lang). The first mistake counts, unless a
 * character that belongs to no word comes up while the rest of it is passed over.
 */
import { ExpressionError } from "../expression-error.ts";
import type { Token } from "./lexer.ts";
import type { ExpressionNode } from "./node.ts";
import { readNumber } from "./number.ts";
import { parseCall } from "./parse-call.ts";
import { parseList, parseMap } from "./parse-collection.ts";
import { parsePostfix } from "./parse-postfix.ts";
import { BINARY, COMPARISONS, NEGATABLE, UNARY } from "./precedence.ts";
import { Tokens } from "./tokens.ts";

const MAX_DEPTH = 400;

/** Which names are functions of the language, and which of the environment. */
export interface Names {
  isOfEnvironment(name: string): boolean;
  isBuiltin(name: string): boolean;
}

/** Reads a whole expression. Throws `ExpressionError`. */
export function parseExpression(source: string, names: Names): ExpressionNode {
  const parser = new Parser(source, names);
  const node = parser.sequence();
  const { tokens } = parser;
  if (tokens.current.kind !== "EOF") tokens.unexpected();
  if (tokens.error !== undefined) throw tokens.error;
  return node;
}

/** The grammar. What it gives after a mistake stands for nothing. */
export class Parser {
  readonly tokens: Tokens;
  readonly names: Names;
  /** How many predicates the current place is in. */
  predicates = 0;
  #depth = 0;

  constructor(source: string, names: Names) {
    this.tokens = new Tokens(source);
    this.names = names;
  }

  /** `a; b`. */
  sequence(): ExpressionNode {
    const first = this.expression(0);
    const items = [first];
    while (this.tokens.is("Operator", ";") && this.tokens.error === undefined) {
      this.tokens.next();
      if (this.tokens.is("EOF")) break;
      items.push(this.expression(0));
    }
    if (items.length === 1) return first;
    return this.tokens.made({ kind: "sequence", position: first.position, items });
  }

  /** An expression of operators that bind at least so strongly. */
  expression(precedence: number): ExpressionNode {
    const { tokens } = this;
    if (tokens.error !== undefined) return NOTHING;
    if (++this.#depth > MAX_DEPTH)
      throw new ExpressionError("expression is nested too deeply", tokens.current.position);
    try {
      if (precedence === 0 && tokens.is("Operator", "let")) return this.#let();
      if (precedence === 0 && tokens.is("Operator", "if")) return this.#if();
      const left = this.#operators(this.#primary(), precedence);
      return precedence === 0 ? this.#ternary(left) : left;
    } finally {
      this.#depth--;
    }
  }

  #operators(first: ExpressionNode, precedence: number): ExpressionNode {
    const { tokens } = this;
    let left = first;
    for (let previous = ""; tokens.is("Operator") && tokens.error === undefined; ) {
      const isNegated = tokens.is("Operator", "not");
      const not = tokens.current;
      if (isNegated) {
        tokens.next();
        if (!NEGATABLE.has(tokens.current.text)) {
          tokens.unexpected();
          return left;
        }
      }
      const operator = tokens.current;
      const binds = BINARY.get(operator.text);
      if (binds === undefined || binds < precedence) {
        if (isNegated) tokens.back(not);
        return left;
      }
      tokens.next();
      if (operator.text === "|") left = this.#pipe(left);
      else if (previous === "??" && operator.text !== "??") {
        tokens.fail(
          `Operator (${operator.text}) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.`,
          operator,
        );
        return left;
      } else if (COMPARISONS.has(operator.text)) left = this.#comparison(left, operator, binds);
      else left = this.#operation(left, operator, { binds, isNegated });
      previous = operator.text;
    }
    return left;
  }

  #pipe(left: ExpressionNode): ExpressionNode {
    const name = this.tokens.current;
    this.tokens.expect("Identifier");
    return parseCall(this, name, { before: [left], isPlain: true });
  }

  #operation(
    left: ExpressionNode,
    { text, position }: Token,
    { binds, isNegated }: { readonly binds: number; readonly isNegated: boolean },
  ): ExpressionNode {
    const isRightBound = text === "**" || text === "^";
    const right = this.expression(isRightBound ? binds : binds + 1);
    const node = this.tokens.made({ kind: "binary", position, operator: text, left, right });
    return isNegated ? this.tokens.made({ kind: "unary", position, operator: "not", operand: node }) : node;
  }

  /** `a < b < c` is `a < b && b < c`. */
  #comparison(first: ExpressionNode, operator: Token, binds: number): ExpressionNode {
    const { tokens } = this;
    let [left, token] = [first, operator];
    let root: ExpressionNode | undefined;
    for (;;) {
      const right = this.expression(binds + 1);
      const { text, position } = token;
      const node = tokens.made({ kind: "binary", position, operator: text, left, right });
      root =
        root === undefined ? node : tokens.made({ kind: "binary", position, operator: "&&", left: root, right: node });
      if (!tokens.is("Operator") || !COMPARISONS.has(tokens.current.text) || tokens.error !== undefined) return root;
      [left, token] = [right, tokens.current];
      tokens.next();
    }
  }

  #let(): ExpressionNode {
    const { tokens } = this;
    tokens.next();
    const { text: name, position } = tokens.current;
    tokens.expect("Identifier");
    tokens.expect("Operator", "=");
    const value = this.expression(0);
    tokens.expect("Operator", ";");
    return tokens.made({ kind: "let", position, name, value, body: this.sequence() });
  }

  #if(): ExpressionNode {
    const { tokens } = this;
    tokens.next();
    const condition = this.expression(0);
    const whenTrue = this.#braced();
    tokens.expect("Operator", "else");
    const whenFalse = tokens.is("Operator", "if") ? this.#if() : this.#braced();
    return { kind: "conditional", position: condition.position, condition, whenTrue, whenFalse };
  }

  #braced(): ExpressionNode {
    this.tokens.expect("Bracket", "{");
    const node = this.sequence();
    this.tokens.expect("Bracket", "}");
    return node;
  }

  #ternary(first: ExpressionNode): ExpressionNode {
    const { tokens } = this;
    let condition = first;
    while (tokens.is("Operator", "?") && tokens.error === undefined) {
      tokens.next();
      let whenTrue = condition;
      if (tokens.is("Operator", ":")) tokens.next();
      else {
        whenTrue = this.expression(0);
        tokens.expect("Operator", ":");
      }
      const whenFalse = this.expression(0);
      const { position } = tokens.current;
      condition = tokens.made({ kind: "conditional", position, condition, whenTrue, whenFalse });
    }
    return condition;
  }

  #primary(): ExpressionNode {
    const { tokens } = this;
    const token = tokens.current;
    const binds = token.kind === "Operator" ? UNARY.get(token.text) : undefined;
    if (binds !== undefined) {
      tokens.next();
      const operand = this.expression(binds);
      const { text: operator, position } = token;
      return parsePostfix(this, tokens.made({ kind: "unary", position, operator, operand }));
    }
    if (tokens.is("Bracket", "(")) {
      tokens.next();
      const node = this.sequence();
      tokens.expect("Bracket", ")");
      return parsePostfix(this, node);
    }
    if (this.predicates > 0 && (tokens.is("Operator", "#") || tokens.is("Operator", "."))) return this.#pointer(token);
    if (tokens.is("Operator", "::")) {
      tokens.next();
      const name = tokens.current;
      tokens.expect("Identifier");
      return parsePostfix(this, parseCall(this, name, { before: [], isPlain: false }));
    }
    return this.#secondary(token);
  }

  /** `#`, `#index`, or nothing before the dot of a member. */
  #pointer({ text, position }: Token): ExpressionNode {
    const { tokens } = this;
    let name = "";
    if (text === "#") {
      tokens.next();
      if (tokens.is("Identifier")) {
        name = tokens.current.text;
        tokens.next();
      }
    }
    return parsePostfix(this, tokens.made({ kind: "pointer", position, name }));
  }

  #secondary(token: Token): ExpressionNode {
    const { tokens } = this;
    const { kind, text, position } = token;
    switch (kind) {
      case "Identifier":
        tokens.next();
        if (text === "true" || text === "false") return tokens.made({ kind: "bool", position, value: text === "true" });
        if (text === "nil") return tokens.made({ kind: "nil", position });
        if (tokens.is("Bracket", "(")) return parsePostfix(this, parseCall(this, token, { before: [], isPlain: true }));
        return parsePostfix(this, tokens.made({ kind: "identifier", position, name: text }));
      case "Number":
        tokens.next();
        return this.#number(token);
      case "String":
        tokens.next();
        return parsePostfix(this, tokens.made({ kind: "string", position, value: text }));
      case "Bytes":
        tokens.next();
        return parsePostfix(this, tokens.made({ kind: "bytes", position, value: text }));
    }
    if (tokens.is("Bracket", "[")) return parsePostfix(this, parseList(this, position));
    if (tokens.is("Bracket", "{")) return parsePostfix(this, parseMap(this, position));
    tokens.unexpected();
    return NOTHING;
  }

  #number({ text, position }: Token): ExpressionNode {
    const reading = readNumber(text);
    if (reading.kind === "wrong") {
      this.tokens.fail(reading.error);
      return NOTHING;
    }
    return this.tokens.made({ ...reading, position });
  }
}

/** What stands for a part that could not be read. */
export const NOTHING: ExpressionNode = { kind: "nil", position: Number.NaN };
