/** Checks an expression and makes functions of it that compute it (expr-lang's checker and machine in one). */
import { compileRegex } from "../directive/kinds/regex.ts";
import { memberOf, range, sliceOf } from "./access.ts";
import { BUILTINS, type Builtin, MISSING } from "./builtins.ts";
import type { Environment, EnvironmentFunction } from "./environment.ts";
import { EvaluationError, ExpressionError } from "./expression-error.ts";
import type { Compiled } from "./frame.ts";
import type { BinaryNode, CallNode, ExpressionNode, MemberNode, SliceNode, UnaryNode } from "./node.ts";
import { applyBinary, binaryType, regexMatches } from "./operators.ts";
import { PREDICATE_TYPES, runPredicate } from "./predicates.ts";
import { type ExpressionValue, isNumber, type Type, typeOf } from "./value.ts";

/** Names that `let` gave, and their types; the place in the list is that of the value. */
type Locals = readonly { readonly name: string; readonly type: Type }[];

/** Compiles a tree. Throws `ExpressionError`. */
export function compile<Context>(node: ExpressionNode, environment: Environment<Context>): Compiled<Context> {
  return new Compiler(environment).compile(node, []);
}

class Compiler<Context> {
  readonly #environment: Environment<Context>;

  constructor(environment: Environment<Context>) {
    this.#environment = environment;
  }

  compile(node: ExpressionNode, locals: Locals): Compiled<Context> {
    switch (node.kind) {
      case "literal": {
        const { value } = node;
        return { type: typeOf(value), run: () => value };
      }
      case "name":
        return this.#name(node, locals);
      case "pointer":
        return pointer(node);
      case "unary":
        return this.#unary(node, locals);
      case "binary":
        return this.#binary(node, locals);
      case "conditional": {
        const condition = this.#condition(node.condition, locals);
        const [then, otherwise] = [this.compile(node.then, locals), this.compile(node.otherwise, locals)];
        const type = then.type === otherwise.type ? then.type : "any";
        return { type, run: (frame) => (condition.run(frame) === true ? then.run(frame) : otherwise.run(frame)) };
      }
      case "call":
        return this.#call(node, locals);
      case "member":
        return this.#member(node, locals);
      case "slice":
        return this.#slice(node, locals);
      case "list": {
        const items = node.items.map((item) => this.compile(item, locals));
        return { type: "array", run: (frame) => items.map((item) => item.run(frame)) };
      }
      case "map": {
        const pairs = node.pairs.map(
          ([key, value]) => [this.compile(key, locals), this.compile(value, locals)] as const,
        );
        return {
          type: "map",
          run: (frame) => ({
            entries: new Map(pairs.map(([key, value]) => [String(key.run(frame)), value.run(frame)])),
          }),
        };
      }
      case "let":
        return this.#let(node, locals);
      case "sequence": {
        const items = node.items.map((item) => this.compile(item, locals));
        return {
          type: items.at(-1)?.type ?? "nil",
          run: (frame) => items.reduce<ExpressionValue>((_, item) => item.run(frame), null),
        };
      }
    }
  }

  #condition(node: ExpressionNode, locals: Locals): Compiled<Context> {
    const condition = this.compile(node, locals);
    if (condition.type === "bool" || condition.type === "any") return condition;
    throw new ExpressionError(`non-bool expression (type ${condition.type}) used as condition`, node.position);
  }

  #name({ name, position }: Extract<ExpressionNode, { kind: "name" }>, locals: Locals): Compiled<Context> {
    const place = locals.findLastIndex((local) => local.name === name);
    const local = locals[place];
    if (local !== undefined) return { type: local.type, run: (frame) => frame.locals[place] ?? null };
    const type = this.#environment.variables.get(name);
    if (type === undefined) throw new ExpressionError(`unknown name ${name}`, position);
    return { type, run: (frame) => frame.variables.get(name) ?? null };
  }

  #let({ name, value, body, position }: Extract<ExpressionNode, { kind: "let" }>, locals: Locals): Compiled<Context> {
    if (this.#environment.variables.has(name) || this.#environment.functions.has(name))
      throw new ExpressionError(`cannot redeclare ${name}`, position);
    if (BUILTINS.has(name)) throw new ExpressionError(`cannot redeclare builtin ${name}`, position);
    if (locals.some((local) => local.name === name))
      throw new ExpressionError(`cannot redeclare variable ${name}`, position);
    const given = this.compile(value, locals);
    const inner = this.compile(body, [...locals, { name, type: given.type }]);
    return {
      type: inner.type,
      run: (frame) => {
        frame.locals[locals.length] = given.run(frame);
        return inner.run(frame);
      },
    };
  }

  #unary({ operator, operand, position }: UnaryNode, locals: Locals): Compiled<Context> {
    const inner = this.compile(operand, locals);
    const isLogical = operator === "not" || operator === "!";
    const fits =
      inner.type === "any" || (isLogical ? inner.type === "bool" : inner.type === "int" || inner.type === "float64");
    if (!fits) throw new ExpressionError(`invalid operation: ${operator} (mismatched type ${inner.type})`, position);
    if (isLogical) return { type: "bool", run: (frame) => inner.run(frame) !== true };
    return { type: inner.type, run: (frame) => signed(operator, inner.run(frame)) };
  }

  #binary({ operator, left, right, position }: BinaryNode, locals: Locals): Compiled<Context> {
    const [first, second] = [this.compile(left, locals), this.compile(right, locals)];
    const type = binaryType(operator, first.type, second.type);
    if (type === undefined)
      throw new ExpressionError(
        `invalid operation: ${operator} (mismatched types ${first.type} and ${second.type})`,
        position,
      );
    switch (operator) {
      case "or":
      case "||":
        return { type, run: (frame) => first.run(frame) === true || second.run(frame) === true };
      case "and":
      case "&&":
        return { type, run: (frame) => first.run(frame) === true && second.run(frame) === true };
      case "??":
        return { type, run: (frame) => first.run(frame) ?? second.run(frame) };
      case "..":
        return { type, run: (frame) => range(first.run(frame), second.run(frame), (count) => frame.spend(count)) };
      case "matches":
        if (right.kind === "literal" && typeof right.value === "string") return matcher(first, right.value, position);
    }
    return { type, run: (frame) => applyBinary(operator, first.run(frame), second.run(frame)) };
  }

  #call(node: CallNode, locals: Locals): Compiled<Context> {
    const known = this.#environment.functions.get(node.name);
    if (known !== undefined) return this.#environmentCall(known, node, locals);
    if (PREDICATE_TYPES.has(node.name)) return this.#predicateCall(node, locals);
    const builtin = BUILTINS.get(node.name);
    if (builtin !== undefined) return this.#builtinCall(builtin, node, locals);
    if (MISSING.has(node.name))
      throw new ExpressionError(`this engine does not run the function ${node.name} yet`, node.position);
    throw new ExpressionError(`unknown name ${node.name}`, node.position);
  }

  #environmentCall(
    known: EnvironmentFunction<Context>,
    { name, operands, position }: CallNode,
    locals: Locals,
  ): Compiled<Context> {
    const { parameters, result } = known;
    if (operands.length > parameters.length) throw new ExpressionError(`too many arguments to call ${name}`, position);
    if (operands.length < parameters.length)
      throw new ExpressionError(`not enough arguments to call ${name}`, position);
    const values = operands.map((operand, place) => {
      const value = this.compile(operand, locals);
      const wanted = parameters[place] ?? "any";
      if (value.type === wanted || value.type === "any" || wanted === "any") return value;
      throw new ExpressionError(
        `cannot use ${value.type} as argument (type ${wanted}) to call ${name} `,
        operand.position,
      );
    });
    return {
      type: result,
      run: (frame) =>
        known.call(
          frame.context,
          values.map((value) => value.run(frame)),
        ),
    };
  }

  #builtinCall(
    { min, max, takes, gives, isPlain = false, call }: Builtin,
    { name, operands, position }: CallNode,
    locals: Locals,
  ): Compiled<Context> {
    if (isPlain && operands.length !== min) {
      const few = operands.length < min ? "not enough" : "too many";
      throw new ExpressionError(`${few} arguments to call ${name}`, position);
    }
    if (operands.length < min || operands.length > max) {
      throw new ExpressionError(`invalid number of arguments (expected ${min}, got ${operands.length})`, position);
    }
    const values = operands.map((operand, place) => {
      const value = this.compile(operand, locals);
      const types = takes[place] ?? takes.at(-1) ?? [];
      if (value.type === "any" || types.includes(value.type)) return value;
      if (!isPlain) throw new ExpressionError(`invalid argument for ${name} (type ${value.type})`, position);
      throw new ExpressionError(
        `cannot use ${value.type} as argument (type string) to call ${name} `,
        operand.position,
      );
    });
    return {
      type: gives,
      run: (frame) => {
        frame.spend(values.length);
        return call(values.map((value) => value.run(frame)));
      },
    };
  }

  #predicateCall({ name, operands, position }: CallNode, locals: Locals): Compiled<Context> {
    const { gives, wantsBool, optional = false } = PREDICATE_TYPES.get(name) ?? { gives: "any", wantsBool: false };
    const [listNode, predicateNode, startNode] = operands;
    if (listNode === undefined || (predicateNode === undefined && !optional))
      throw new ExpressionError(`not enough arguments to call ${name}`, position);
    if (startNode !== undefined && name !== "reduce")
      throw new ExpressionError(`too many arguments to call ${name}`, position);
    const list = this.compile(listNode, locals);
    if (list.type !== "array" && list.type !== "any")
      throw new ExpressionError(`builtin ${name} takes only array (got ${list.type})`, listNode.position);
    const predicate = predicateNode === undefined ? undefined : this.compile(predicateNode, locals);
    if (predicate !== undefined && wantsBool && predicate.type !== "bool" && predicate.type !== "any") {
      throw new ExpressionError(
        `predicate should return boolean (got ${predicate.type})`,
        predicateNode?.position ?? position,
      );
    }
    const start = startNode === undefined ? undefined : this.compile(startNode, locals);
    const call = { name, list, predicate, start };
    return { type: gives, run: (frame) => runPredicate(call, frame) };
  }

  #member({ of, key, optional, position }: MemberNode, locals: Locals): Compiled<Context> {
    const [base, at] = [this.compile(of, locals), this.compile(key, locals)];
    if (base.type !== "array" && base.type !== "map" && base.type !== "any") {
      const isField = key.kind === "literal" && typeof key.value === "string";
      const what = isField
        ? `type ${base.type} has no field ${key.value}`
        : `type ${base.type}[${at.type}] is undefined`;
      throw new ExpressionError(what, position);
    }
    if (base.type === "array" && at.type !== "int" && at.type !== "any") {
      throw new ExpressionError(`array elements can only be selected using an integer (got ${at.type})`, key.position);
    }
    return { type: "any", run: (frame) => memberOf(base.run(frame), at.run(frame), optional) };
  }

  #slice({ of, from, to, position }: SliceNode, locals: Locals): Compiled<Context> {
    const base = this.compile(of, locals);
    if (base.type !== "array" && base.type !== "string" && base.type !== "any")
      throw new ExpressionError(`cannot slice ${base.type}`, position);
    const start = from === undefined ? undefined : this.compile(from, locals);
    const end = to === undefined ? undefined : this.compile(to, locals);
    return { type: base.type, run: (frame) => sliceOf(base.run(frame), start?.run(frame), end?.run(frame)) };
  }
}

function pointer<Context>({ name, position }: Extract<ExpressionNode, { kind: "pointer" }>): Compiled<Context> {
  switch (name) {
    case "":
      return { type: "any", run: ({ pointers }) => pointers.at(-1)?.element ?? null };
    case "index":
      return { type: "int", run: ({ pointers }) => pointers.at(-1)?.index ?? null };
    case "acc":
      return { type: "any", run: ({ pointers }) => pointers.at(-1)?.accumulator ?? null };
    default:
      throw new ExpressionError(`unknown pointer #${name}`, position);
  }
}

function signed(operator: string, value: ExpressionValue): ExpressionValue {
  if (!isNumber(value)) throw new EvaluationError(`invalid operation: ${operator}${typeOf(value)}`);
  if (operator === "+") return value;
  return typeof value === "bigint" ? BigInt.asIntN(64, -value) : -value;
}

function matcher<Context>(text: Compiled<Context>, source: string, position: number): Compiled<Context> {
  const regex = compileRegex(source);
  if (!regex.ok) throw new ExpressionError(regex.error, position);
  return {
    type: "bool",
    run: (frame) => {
      const value = text.run(frame);
      if (typeof value !== "string")
        throw new EvaluationError(`interface conversion: interface {} is ${typeOf(value)}, not string`);
      return regexMatches(regex.value, value);
    },
  };
}
