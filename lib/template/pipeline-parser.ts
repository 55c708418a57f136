/** Reads what stands inside actions: pipelines, commands, operands (Go, text/template/parse). */

import { quoteOctets as quote } from "../go/quote.ts";
import { unquote } from "../go/unquote.ts";
import type { FunctionMap } from "./function.ts";
import type { Lexer } from "./lexer.ts";
import type { CommandNode, OperandNode, PipelineNode } from "./node.ts";
import { readCharacterConstant, readNumberConstant } from "./number.ts";
import { TemplateError } from "./template-error.ts";
import { describeToken, type Token, type TokenKind } from "./token.ts";

const MAX_PARENTHESES = 500;

/** Words that may start an operand. */
const OPERANDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  "bool",
  "char constant",
  "complex",
  "dot",
  "field",
  "identifier",
  "number",
  "nil",
  "raw string",
  "string",
  "variable",
  "left paren",
]);

/** Operands that only the first command of a pipeline can start with. */
const CONSTANTS: ReadonlySet<OperandNode["kind"]> = new Set<OperandNode["kind"]>([
  "bool",
  "dot",
  "nil",
  "number",
  "string",
]);

/** The names in an action and its text, for errors. */
export interface Naming {
  readonly name: string;
  readonly functions: FunctionMap;
}

/** The words of a template, with some put back, and what can be read of them inside an action. */
export class PipelineParser {
  readonly #lexer: Lexer;
  readonly #naming: Naming;
  readonly #putBack: Token[] = [];
  /** The line of the word that the lexer gave last: errors are there. */
  #line: number | undefined;
  #parentheses = 0;
  /** The variables that are known where reading stands. */
  variables: readonly string[] = ["$"];
  /** The line on which the current action starts; 0 outside of actions. */
  actionLine = 0;

  constructor(lexer: Lexer, naming: Naming) {
    this.#lexer = lexer;
    this.#naming = naming;
  }

  /** The next word, spaces too. */
  next(): Token {
    const token = this.#putBack.pop();
    if (token !== undefined) return token;
    const next = this.#lexer.next();
    this.#line = next.line;
    return next;
  }

  /** The next word that is no space. */
  nextWord(): Token {
    for (;;) {
      const token = this.next();
      if (token.kind !== "space") return token;
    }
  }

  putBack(token: Token): void {
    this.#putBack.push(token);
  }

  peek(): Token {
    const token = this.next();
    this.putBack(token);
    return token;
  }

  /** The next word that is no space; the spaces before it are gone afterwards. */
  peekWord(): Token {
    const token = this.nextWord();
    this.putBack(token);
    return token;
  }

  /** Starts with other variables; gives those of before, for `closeScope`. */
  openScope(variables: readonly string[]): readonly string[] {
    const outer = this.variables;
    this.variables = variables;
    return outer;
  }

  closeScope(outer: readonly string[]): void {
    this.variables = outer;
  }

  expect(kind: TokenKind, context: string): Token {
    const token = this.nextWord();
    if (token.kind !== kind) throw this.unexpected(token, context);
    return token;
  }

  /** The name of a template: a quoted word. */
  readName(token: Token, context: string): string {
    if (token.kind !== "string" && token.kind !== "raw string") throw this.unexpected(token, context);
    return this.#unquote(token);
  }

  unexpected(token: Token, context: string): TemplateError {
    if (token.kind !== "error") return this.fail(`unexpected ${describeToken(token)} in ${context}`);
    if (this.actionLine === 0 || this.actionLine === token.line) return this.fail(token.text);
    const action = token.text.endsWith(" action") ? "" : " in action";
    return this.fail(`${token.text}${action} started at ${this.#naming.name}:${this.actionLine}`);
  }

  fail(text: string): TemplateError {
    return new TemplateError(`template: ${this.#naming.name}:${this.#line}: ${text}`);
  }

  /** `$x := command | command`, up to a word of the kind `end`, which is taken. */
  pipeline(context: string, end: TokenKind): PipelineNode {
    const { position } = this.peekWord();
    const { names, operator } = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.nextWord();
      if (token.kind === end) break;
      if (!OPERANDS.has(token.kind)) throw this.unexpected(token, context);
      this.putBack(token);
      commands.push(this.#command());
    }
    if (commands.length === 0) throw this.fail(`missing value for ${context}`);
    const constant = commands.findIndex(({ first }, stage) => stage > 0 && CONSTANTS.has(first.kind));
    if (constant !== -1) throw this.fail(`non executable command in pipeline stage ${constant + 1}`);
    return { kind: "pipeline", position, variables: names, operator, commands };
  }

  #declarations(context: string): { readonly names: readonly string[]; readonly operator: ":=" | "=" } {
    const names: string[] = [];
    while (this.peekWord().kind === "variable") {
      const variable = this.next();
      const after = this.peek();
      const word = this.peekWord();
      if (word.kind === "assign" || word.kind === "declare") {
        this.nextWord();
        this.#declare(names, variable.text);
        return { names, operator: word.kind === "assign" ? "=" : ":=" };
      }
      if (word.kind !== "char" || word.text !== ",") {
        if (after.kind === "space") this.putBack(after);
        this.putBack(variable);
        break;
      }
      this.nextWord();
      this.#declare(names, variable.text);
      if (context !== "range" || names.length > 1) throw this.fail(`too many declarations in ${context}`);
      const { kind } = this.peekWord();
      if (kind !== "variable" && kind !== "right delimiter" && kind !== "right paren") {
        throw this.fail("range can only initialize variables");
      }
    }
    return { names, operator: ":=" };
  }

  #declare(names: string[], name: string): void {
    names.push(name);
    this.variables = [...this.variables, name];
  }

  #command(): CommandNode {
    const { position } = this.peekWord();
    const operands: OperandNode[] = [];
    for (;;) {
      const operand = this.#operand();
      if (operand !== undefined) operands.push(operand);
      const token = this.next();
      if (token.kind === "space") continue;
      if (token.kind === "right delimiter" || token.kind === "right paren") this.putBack(token);
      else if (token.kind !== "pipe") throw this.unexpected(token, "operand");
      break;
    }
    const [first, ...rest] = operands;
    if (first === undefined) throw this.fail("empty command");
    return { kind: "command", position, first, rest };
  }

  #operand(): OperandNode | undefined {
    const term = this.#term();
    const { kind, position } = this.peek();
    if (term === undefined || kind !== "field") return term;
    const names: string[] = [];
    while (this.peek().kind === "field") names.push(this.next().text.slice(1));
    if (term.kind === "field" || term.kind === "variable")
      return { ...term, position, names: [...term.names, ...names] };
    if (CONSTANTS.has(term.kind)) throw this.fail(`unexpected . after term ${quote(describeConstant(term))}`);
    return { kind: "chain", position, of: term, names };
  }

  #term(): OperandNode | undefined {
    const token = this.nextWord();
    const { kind, text, position } = token;
    switch (kind) {
      case "identifier": {
        const found = this.#naming.functions.get(text);
        if (found === undefined) throw this.fail(`function ${quote(text)} not defined`);
        return { kind: "function", position, name: text, function: found };
      }
      case "dot":
        return { kind, position };
      case "nil":
        return { kind, position };
      case "variable":
        if (!this.variables.includes(text)) throw this.fail(`undefined variable ${quote(text)}`);
        return { kind, position, names: [text] };
      case "field":
        return { kind, position, names: [text.slice(1)] };
      case "bool":
        return { kind, position, value: text === "true" };
      case "char constant":
      case "complex":
      case "number":
        return { kind: "number", position, text, value: this.#number(token) };
      case "left paren":
        return this.#parenthesised();
      case "string":
      case "raw string":
        return { kind: "string", position, quoted: text, value: this.#unquote(token) };
      default:
        this.putBack(token);
        return undefined;
    }
  }

  #parenthesised(): PipelineNode {
    if (this.#parentheses >= MAX_PARENTHESES) throw this.fail("max expression depth exceeded");
    this.#parentheses++;
    const pipeline = this.pipeline("parenthesized pipeline", "right paren");
    this.#parentheses--;
    return pipeline;
  }

  #number({ kind, text }: Token): ReturnType<typeof readNumberConstant> {
    try {
      return kind === "char constant" ? readCharacterConstant(text) : readNumberConstant(text);
    } catch (error) {
      throw error instanceof TemplateError ? this.fail(error.message) : error;
    }
  }

  #unquote({ text }: Token): string {
    const value = unquote(text);
    if (value === undefined) throw this.fail("invalid syntax");
    return value;
  }
}

/** A constant as it was written. */
function describeConstant(node: OperandNode): string {
  if (node.kind === "string") return node.quoted;
  if (node.kind === "number") return node.text;
  if (node.kind === "bool") return String(node.value);
  return node.kind === "dot" ? "." : "nil";
}
