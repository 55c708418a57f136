/** Reads an expression into a tree, with the precedences of the language (expr-lang). */
import { ExpressionError } from "./expression-error.ts";
import { readTokens, type Token } from "./lexer.ts";
import type { ExpressionNode } from "./node.ts";
import { readNumber } from "./number.ts";
import { BINARY, COMPARISONS, NEGATABLE, PREDICATED, UNARY } from "./precedence.ts";

const MAX_NODES = 10_000;
const MAX_DEPTH = 200;

/** Reads a whole expression. Throws `ExpressionError`. */
export function parseExpression(source: string): ExpressionNode {
  return new Parser(readTokens(source)).parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #nodes = 0;
  #depth = 0;
  #predicates = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): ExpressionNode {
    const node = this.#sequence();
    if (this.#current.kind !== "end") throw this.#unexpected();
    return node;
  }

  get #current(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)] ?? { kind: "end", text: "", position: 0 };
  }

  #next(): Token {
    const token = this.#current;
    this.#at++;
    if (++this.#nodes > MAX_NODES)
      throw new ExpressionError("compilation failed: expression exceeds maximum allowed nodes", token.position);
    return token;
  }

  #is(text: string, kind: Token["kind"] = "operator"): boolean {
    return this.#current.kind === kind && this.#current.text === text;
  }

  #takes(text: string, kind: Token["kind"] = "operator"): boolean {
    if (!this.#is(text, kind)) return false;
    this.#next();
    return true;
  }

  #expect(text: string, kind: Token["kind"] = "bracket"): void {
    if (!this.#takes(text, kind)) throw this.#unexpected();
  }

  #unexpected(token = this.#current): ExpressionError {
    const names = {
      identifier: "Identifier",
      number: "Number",
      string: "String",
      operator: "Operator",
      bracket: "Bracket",
      end: "EOF",
    };
    const text = token.kind === "end" ? "EOF" : `${names[token.kind]}("${token.text}")`;
    return new ExpressionError(`unexpected token ${text}`, token.position);
  }

  #sequence(): ExpressionNode {
    const first = this.#expression(0);
    const items = [first];
    while (this.#takes(";") && this.#current.kind !== "end") items.push(this.#expression(0));
    return items.length === 1 ? first : { kind: "sequence", position: first.position, items };
  }

  #expression(precedence: number): ExpressionNode {
    if (++this.#depth > MAX_DEPTH) throw new ExpressionError("expression is nested too deeply", this.#current.position);
    try {
      if (precedence === 0 && this.#is("let")) return this.#let();
      if (precedence === 0 && this.#is("if")) return this.#if();
      const left = this.#binary(this.#primary(), precedence);
      return precedence === 0 ? this.#ternary(left) : left;
    } finally {
      this.#depth--;
    }
  }

  #binary(first: ExpressionNode, precedence: number): ExpressionNode {
    let left = first;
    for (let previous = ""; this.#current.kind === "operator"; ) {
      const negated = this.#is("not") && NEGATABLE.has(this.#tokens[this.#at + 1]?.text ?? "");
      const operator = (negated ? this.#tokens[this.#at + 1] : this.#current) ?? this.#current;
      const binds = BINARY.get(operator.text);
      if (binds === undefined || binds < precedence) return left;
      if (negated) this.#next();
      this.#next();
      if (previous === "??" && operator.text !== "??") {
        const text = `Operator (${operator.text}) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.`;
        throw new ExpressionError(text, operator.position);
      }
      left = this.#operation(left, operator, binds);
      if (negated) left = { kind: "unary", position: operator.position, operator: "not", operand: left };
      previous = operator.text;
    }
    return left;
  }

  #operation(left: ExpressionNode, { text, position }: Token, binds: number): ExpressionNode {
    if (text === "|") {
      const name = this.#next();
      if (name.kind !== "identifier") throw this.#unexpected(name);
      return this.#postfix(this.#call(name, [left]));
    }
    const isRightBound = text === "**" || text === "^";
    const right = this.#expression(isRightBound ? binds : binds + 1);
    const node: ExpressionNode = { kind: "binary", position, operator: text, left, right };
    // `a < b < c` is `a < b and b < c`.
    if (!COMPARISONS.has(text) || this.#current.kind !== "operator" || !COMPARISONS.has(this.#current.text))
      return node;
    const following = this.#operation(right, this.#next(), binds);
    return { kind: "binary", position, operator: "&&", left: node, right: following };
  }

  #let(): ExpressionNode {
    this.#next();
    const name = this.#next();
    if (name.kind !== "identifier") throw this.#unexpected(name);
    this.#expect("=", "operator");
    const value = this.#expression(0);
    this.#expect(";", "operator");
    return { kind: "let", position: name.position, name: name.text, value, body: this.#sequence() };
  }

  #if(): ExpressionNode {
    const { position } = this.#next();
    const condition = this.#expression(0);
    const then = this.#braced();
    this.#expect("else", "operator");
    const otherwise = this.#is("if") ? this.#if() : this.#braced();
    return { kind: "conditional", position, condition, then, otherwise };
  }

  #braced(): ExpressionNode {
    this.#expect("{");
    const node = this.#sequence();
    this.#expect("}");
    return node;
  }

  #ternary(condition: ExpressionNode): ExpressionNode {
    if (!this.#takes("?")) return condition;
    const then = this.#is(":") ? condition : this.#expression(0);
    this.#expect(":", "operator");
    const otherwise = this.#expression(0);
    return this.#ternary({ kind: "conditional", position: this.#current.position, condition, then, otherwise });
  }

  #primary(): ExpressionNode {
    const token = this.#current;
    const binds = token.kind === "operator" ? UNARY.get(token.text) : undefined;
    if (binds !== undefined) {
      this.#next();
      const operand = this.#expression(binds);
      return this.#postfix({ kind: "unary", position: token.position, operator: token.text, operand });
    }
    if (this.#takes("(", "bracket")) {
      const node = this.#sequence();
      this.#expect(")");
      return this.#postfix(node);
    }
    if (this.#predicates > 0 && (this.#is("#") || this.#is("."))) {
      this.#at += token.text === "#" ? 1 : 0;
      const { kind, text, position } = this.#current;
      const named = token.text === "#" && kind === "identifier" && position === token.position + 1;
      if (named) this.#next();
      return this.#postfix({ kind: "pointer", position: token.position, name: named ? text : "" });
    }
    if (token.kind === "operator") throw this.#unexpected();
    return this.#postfix(this.#secondary(this.#next()));
  }

  #secondary(token: Token): ExpressionNode {
    const { kind, text, position } = token;
    switch (kind) {
      case "identifier":
        if (text === "true" || text === "false") return { kind: "literal", position, value: text === "true" };
        if (text === "nil") return { kind: "literal", position, value: null };
        return this.#is("(", "bracket") ? this.#call(token, []) : { kind: "name", position, name: text };
      case "number":
        return { kind: "literal", position, value: readNumber(token) };
      case "string":
        return { kind: "literal", position, value: text };
      default:
        if (text === "[") return { kind: "list", position, items: this.#items("]") };
        if (text === "{") return this.#map(position);
        throw this.#unexpected(token);
    }
  }

  #call(name: Token, operands: readonly ExpressionNode[]): ExpressionNode {
    this.#expect("(");
    const all = [...operands];
    const takesPredicate = PREDICATED.has(name.text);
    while (!this.#is(")", "bracket")) {
      if (all.length > operands.length) this.#expect(",", "operator");
      all.push(takesPredicate && all.length === 1 ? this.#predicate() : this.#expression(0));
    }
    this.#next();
    return { kind: "call", position: name.position, name: name.text, operands: all };
  }

  #predicate(): ExpressionNode {
    this.#predicates++;
    const node = this.#is("{", "bracket") ? this.#braced() : this.#expression(0);
    this.#predicates--;
    return node;
  }

  #items(close: string): readonly ExpressionNode[] {
    const items: ExpressionNode[] = [];
    while (!this.#takes(close, "bracket")) {
      if (items.length > 0) this.#expect(",", "operator");
      if (items.length > 0 && this.#takes(close, "bracket")) return items;
      items.push(this.#expression(0));
    }
    return items;
  }

  #map(position: number): ExpressionNode {
    const pairs: (readonly [ExpressionNode, ExpressionNode])[] = [];
    while (!this.#takes("}", "bracket")) {
      if (pairs.length > 0) this.#expect(",", "operator");
      if (pairs.length > 0 && this.#takes("}", "bracket")) break;
      pairs.push([this.#mapKey(), this.#mapValue()]);
    }
    return { kind: "map", position, pairs };
  }

  #mapKey(): ExpressionNode {
    const token = this.#current;
    if (token.kind === "identifier" || token.kind === "string" || token.kind === "number") {
      this.#next();
      return { kind: "literal", position: token.position, value: token.text };
    }
    if (this.#is("(", "bracket")) return this.#expression(0);
    throw this.#unexpected();
  }

  #mapValue(): ExpressionNode {
    this.#expect(":", "operator");
    return this.#expression(0);
  }

  #postfix(first: ExpressionNode): ExpressionNode {
    let node = first;
    for (;;) {
      const { position } = this.#current;
      if (this.#is(".") || this.#is("?.")) {
        const optional = this.#next().text === "?.";
        if (optional && this.#takes("[", "bracket")) {
          node = this.#bracketed(node, position);
          continue;
        }
        const name = this.#next();
        if (name.kind !== "identifier" && !(name.kind === "operator" && /^\w+$/.test(name.text))) {
          throw new ExpressionError("expected name", name.position);
        }
        const key: ExpressionNode = { kind: "literal", position: name.position, value: name.text };
        node = { kind: "member", position: name.position, of: node, key, optional };
      } else if (this.#takes("[", "bracket")) node = this.#bracketed(node, position);
      else return node;
    }
  }

  #bracketed(of: ExpressionNode, position: number): ExpressionNode {
    const from = this.#is(":") ? undefined : this.#expression(0);
    if (from !== undefined && this.#takes("]", "bracket"))
      return { kind: "member", position, of, key: from, optional: false };
    this.#expect(":", "operator");
    const to = this.#is("]", "bracket") ? undefined : this.#expression(0);
    this.#expect("]");
    return { kind: "slice", position, of, from, to };
  }
}
