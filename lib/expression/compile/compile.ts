/** Makes functions of a checked tree that compute it (expr-lang's machine). */
import { BUILTINS } from "../builtins/builtins.ts";
import type { Natures } from "../check/checker.ts";
import type { Environment, EnvironmentFunction } from "../check/environment.ts";
import { EvaluationError } from "../expression-error.ts";
import type { BinaryNode, BuiltinNode, ExpressionNode, LetNode, MemberNode, SliceNode } from "../syntax/node.ts";
import { PREDICATED } from "../syntax/precedence.ts";
import { fetch, slice } from "../value/fetch.ts";
import { applyBinary, negated } from "../value/operators.ts";
import { type ExpressionValue, type FunctionValue, listOf as makeList, mapOf, typeOf } from "../value/value.ts";
import { compileCall } from "./compile-call.ts";
import { compileEquality, compileLogical, compileMatch, compileRange } from "./compile-operator.ts";
import { compilePredicated } from "./compile-predicate.ts";
import type { Compute, Frame } from "./frame.ts";

/** Thrown where `?.` finds nil, caught where the chain of members ends. */
class ChainEnd extends Error {
  override readonly name = "ChainEnd";
}

/** Makes functions of trees, over one environment. */
export class Compiler<Context> {
  readonly #environment: Environment<Context>;
  /** Names that `let` gave; the place in the list is that of the value. */
  readonly #locals: string[] = [];

  readonly #natures: Natures;

  constructor(environment: Environment<Context>, natures: Natures) {
    this.#environment = environment;
    this.#natures = natures;
  }

  /** A function that computes the part. */
  compile(node: ExpressionNode): Compute<Context> {
    switch (node.kind) {
      case "nil":
        return () => null;
      case "bool":
      case "integer":
      case "float":
      case "string":
      case "constant": {
        const { value } = node;
        return () => value;
      }
      case "bytes": {
        const { value: octets } = node;
        return () => ({ kind: "bytes", octets });
      }
      case "identifier":
        return this.#identifier(node.name);
      case "pointer":
        return pointer(node.name);
      case "unary": {
        const operand = this.compile(node.operand);
        if (node.operator === "+") return operand;
        if (node.operator === "-") return (frame) => negated(operand(frame));
        return (frame) => !isTrue(operand(frame));
      }
      case "binary":
        return this.#binary(node);
      case "conditional": {
        const condition = this.compile(node.condition);
        const [then, otherwise] = [this.compile(node.whenTrue), this.compile(node.whenFalse)];
        return (frame) => (isTrue(condition(frame)) ? then(frame) : otherwise(frame));
      }
      case "chain":
        return this.#chain(node.of);
      case "member":
        return this.#member(node);
      case "slice":
        return this.#slice(node);
      case "call":
        return compileCall(this, node);
      case "builtin":
        return this.#builtin(node);
      case "predicate":
        return this.compile(node.body);
      default:
        return this.#compound(node);
    }
  }

  /** A function of the environment: `let` cannot give its name to something else. */
  functionOf(name: string): EnvironmentFunction<Context> | undefined {
    return this.#environment.functions.get(name);
  }

  #compound(node: Extract<ExpressionNode, { kind: "list" | "map" | "let" | "sequence" }>): Compute<Context> {
    switch (node.kind) {
      case "list": {
        const items = node.items.map((item) => this.compile(item));
        return (frame) => {
          const values = items.map((item) => item(frame));
          frame.spend(values.length);
          return makeList(values);
        };
      }
      case "map": {
        const pairs = node.pairs.map(([key, value]) => [this.compile(key), this.compile(value)] as const);
        return (frame) => {
          const entries = pairs.map(([key, value]) => [key(frame), value(frame)] as const);
          frame.spend(entries.length);
          // The first of equal keys stays.
          return mapOf(entries.toReversed().map(([key, value]) => [textKey(key), value] as const));
        };
      }
      case "let":
        return this.#let(node);
      case "sequence": {
        const items = node.items.map((item) => this.compile(item));
        return (frame) => items.reduce<ExpressionValue>((_, item) => item(frame), null);
      }
    }
  }

  #identifier(name: string): Compute<Context> {
    const place = this.#locals.lastIndexOf(name);
    if (place >= 0) return (frame) => frame.locals[place] ?? null;
    if (name === "$env") return (frame) => this.#everything(frame);
    const known = this.#environment.functions.get(name);
    if (known !== undefined) return (frame) => bound(known, frame);
    return (frame) => frame.occasion.variables?.get(name) ?? null;
  }

  /** All that the environment has, as a map. */
  #everything(frame: Frame<Context>): ExpressionValue {
    const functions = [...this.#environment.functions].map(([name, known]) => [name, bound(known, frame)] as const);
    return mapOf([...functions, ...(frame.occasion.variables ?? [])]);
  }

  #binary(node: BinaryNode): Compute<Context> {
    const { operator } = node;
    const [left, right] = [this.compile(node.left), this.compile(node.right)];
    switch (operator) {
      case "or":
      case "||":
      case "and":
      case "&&":
        return compileLogical(operator, left, right);
      case "??":
        return (frame) => left(frame) ?? right(frame);
      case "..":
        return compileRange(left, right);
      case "matches":
        return compileMatch(left, right, node.right.kind === "string" ? node.right : undefined);
      case "==":
      case "!=":
        return compileEquality(operator, { left, right, type: this.#commonType(node) });
      default:
        return (frame) => applyBinary(operator, left(frame), right(frame));
    }
  }

  /** The type that both sides are known to have. */
  #commonType({ left, right }: BinaryNode): string | undefined {
    const type = this.#natures.get(left)?.type?.text;
    return type === this.#natures.get(right)?.type?.text ? type : undefined;
  }

  #chain(of: ExpressionNode): Compute<Context> {
    const inner = this.compile(of);
    return (frame) => {
      try {
        return inner(frame);
      } catch (error) {
        if (error instanceof ChainEnd) return null;
        throw error;
      }
    };
  }

  #member({ of, key, optional }: MemberNode): Compute<Context> {
    const [base, place] = [this.compile(of), this.compile(key)];
    return (frame) => {
      const value = base(frame);
      if (optional && value === null) throw new ChainEnd();
      return fetch(value, place(frame));
    };
  }

  #slice({ of, from, to }: SliceNode): Compute<Context> {
    const base = this.compile(of);
    const start = from === undefined ? undefined : this.compile(from);
    const end = to === undefined ? undefined : this.compile(to);
    return (frame) => {
      const value = base(frame);
      const last = end?.(frame);
      return slice(value, start?.(frame) ?? 0n, last);
    };
  }

  #builtin(node: BuiltinNode): Compute<Context> {
    if (PREDICATED.has(node.name)) return compilePredicated(this, node);
    const operands = node.operands.map((operand) => this.compile(operand));
    const builtin = BUILTINS.get(node.name) ?? unknown(node.name);
    return (frame) =>
      builtin(
        operands.map((operand) => operand(frame)),
        frame,
      );
  }

  #let({ name, value, body }: LetNode): Compute<Context> {
    const given = this.compile(value);
    const place = this.#locals.push(name) - 1;
    const inner = this.compile(body);
    return (frame) => {
      frame.locals[place] = given(frame);
      return inner(frame);
    };
  }
}

/** The checker lets no other name pass. */
function unknown(name: string): never {
  throw new Error(`no such function: ${name}`);
}

function bound<Context>(known: EnvironmentFunction<Context>, { occasion }: Frame<Context>): FunctionValue {
  return { kind: "function", type: known.type, call: (values) => known.call(occasion.context, values) };
}

function pointer<Context>(name: string): Compute<Context> {
  return ({ scopes }) => {
    const scope = scopes.at(-1);
    if (scope === undefined) return null;
    if (name === "index") return BigInt(scope.index);
    if (name === "acc") return scope.accumulator;
    const item = scope.items[scope.index];
    if (item !== undefined) return item;
    const { length } = scope.items;
    throw new EvaluationError(`runtime error: index out of range [${scope.index}] with length ${length}`);
  };
}

/** The truth of a value that must be true or false. Throws `EvaluationError`. */
export function isTrue(value: ExpressionValue): boolean {
  if (typeof value === "boolean") return value;
  throw new EvaluationError(`interface conversion: interface {} is ${named(value)}, not bool`);
}

function textKey(value: ExpressionValue): string {
  if (typeof value === "string") return value;
  throw new EvaluationError(`interface conversion: interface {} is ${named(value)}, not string`);
}

function named(value: ExpressionValue): string {
  return value === null ? "nil" : typeOf(value);
}
