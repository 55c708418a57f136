/** What pipelines, commands and operands of a template come to (Go, text/template). */
import { AND, CALL, OR } from "./builtins.ts";
import type { ParameterType, TemplateFunction } from "./function.ts";
import type {
  ChainNode,
  CommandNode,
  FunctionNode,
  NumberNode,
  OperandNode,
  PipelineNode,
  TemplateNode,
  VariableNode,
} from "./node.ts";
import { writeNode } from "./node.ts";
import type { Scope } from "./scope.ts";
import { FunctionError } from "./template-error.ts";
import { boolValue, floatValue, INVALID, intValue, isTrue, NIL, stringValue, typeName, type Value } from "./value.ts";

/** Arguments of a field or function: those written behind it, and what the command before it gave. */
interface Given {
  readonly operands: readonly OperandNode[];
  readonly last: Value | undefined;
}

const NOTHING_GIVEN: Given = { operands: [], last: undefined };

/** One step of `.A.B.C`. */
interface FieldStep {
  readonly name: string;
  readonly node: TemplateNode;
  /** The type of what the field is of, as it was declared. */
  readonly type: string;
  readonly given: Given;
}

const INTERFACE = "interface {}";

/** Works out the values of a template, in its scope. */
export class Evaluation {
  readonly scope: Scope;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** The evaluation of another template within this one. */
  within(name: string, data: Value): Evaluation {
    return new Evaluation(this.scope.within(name, data));
  }

  /** The value of a pipeline; its variables are declared or set. */
  pipeline(dot: Value, node: PipelineNode): Value {
    this.scope.at(node);
    let last: Value | undefined;
    for (const command of node.commands) last = somethingOrNothing(this.#command(dot, command, last));
    const value = last ?? INVALID;
    for (const name of node.variables) {
      if (node.operator === "=") this.scope.assign(name, value);
      else this.scope.declare(name, value);
    }
    return value;
  }

  #command(dot: Value, node: CommandNode, last: Value | undefined): Value {
    const { first } = node;
    const given: Given = { operands: node.rest, last };
    switch (first.kind) {
      case "field":
        this.scope.at(first);
        return this.#fields(dot, dot, { names: first.names, node: first, given });
      case "chain":
        return this.#chain(dot, first, given);
      case "function":
        return this.#function(dot, first, { node, given });
      case "variable":
        return this.#variable(dot, first, given);
      case "pipeline":
        this.#refuseArguments(first, given);
        return this.pipeline(dot, first);
    }
    this.scope.at(first);
    this.#refuseArguments(first, given);
    if (first.kind === "nil") throw this.scope.fail("nil is not a command");
    return this.#constant(dot, first);
  }

  #refuseArguments(first: OperandNode, { operands, last }: Given): void {
    if (operands.length > 0 || last !== undefined)
      throw this.scope.fail(`can't give argument to non-function ${writeNode(first)}`);
  }

  #constant(
    dot: Value,
    node: Exclude<OperandNode, { kind: "field" | "chain" | "function" | "variable" | "pipeline" | "nil" }>,
  ): Value {
    switch (node.kind) {
      case "bool":
        return boolValue(node.value);
      case "dot":
        return dot;
      case "number":
        return this.#number(node);
      case "string":
        return stringValue(node.value);
    }
  }

  #number({ value, text }: NumberNode): Value {
    if (value.isWrittenAsFloat) return floatValue(value.float);
    if (value.int !== undefined) return intValue(value.int);
    throw this.scope.fail(`${text} overflows int`);
  }

  #variable(dot: Value, node: VariableNode, given: Given): Value {
    this.scope.at(node);
    const [name = "$", ...names] = node.names;
    const value = this.scope.valueOf(name);
    if (names.length > 0) return this.#fields(dot, value, { names, node, given });
    this.#refuseArguments(node, given);
    return value;
  }

  #chain(dot: Value, node: ChainNode, given: Given): Value {
    const receiver = this.#argument(dot, node.of, undefined);
    return this.#fields(dot, receiver, { names: node.names, node, given });
  }

  /** `.A.B.C`; only the last may have arguments. */
  #fields(
    dot: Value,
    receiver: Value,
    { names, node, given }: { names: readonly string[]; node: TemplateNode; given: Given },
  ): Value {
    let value = receiver;
    let type = staticType(receiver);
    for (const [place, name] of names.entries()) {
      const isLast = place === names.length - 1;
      const next = this.#field(dot, value, { name, node, type, given: isLast ? given : NOTHING_GIVEN });
      type = value.kind === "map" && value.elementType === INTERFACE ? INTERFACE : staticType(next);
      value = next;
    }
    return value;
  }

  #field(dot: Value, receiver: Value, { name, node, type, given }: FieldStep): Value {
    if (receiver.kind === "invalid") return INVALID;
    if (receiver.kind === "nil") throw this.scope.fail(`nil pointer evaluating ${type}.${name}`);
    const struct = receiver.kind === "pointer" ? receiver.to : receiver.kind === "struct" ? receiver : undefined;
    const method = struct?.method?.(name);
    if (method !== undefined) return this.#call(dot, method, { name, node, given });
    const hasArguments = given.operands.length > 0 || given.last !== undefined;
    if (receiver.kind === "map") {
      if (hasArguments) throw this.scope.fail(`${name} is not a method but has arguments`);
      return receiver.entries.get(name) ?? INVALID;
    }
    if (receiver.kind === "pointer" && struct === undefined)
      throw this.scope.fail(`nil pointer evaluating ${type}.${name}`);
    const value = struct?.field(name);
    if (value === undefined) {
      if (struct?.hidden?.includes(name) === true)
        throw this.scope.fail(`${name} is an unexported field of struct type ${type}`);
      throw this.scope.fail(`can't evaluate field ${name} in type ${type}`);
    }
    if (hasArguments) throw this.scope.fail(`${name} has arguments but cannot be invoked as function`);
    return value;
  }

  #function(dot: Value, node: FunctionNode, { node: command, given }: { node: TemplateNode; given: Given }): Value {
    this.scope.at(node);
    return this.#call(dot, node.function, { name: node.name, node: command, given });
  }

  #call(
    dot: Value,
    found: TemplateFunction,
    { name, node, given }: { name: string; node: TemplateNode; given: Given },
  ): Value {
    const { parameters, variadic } = found;
    const count = given.operands.length + (given.last === undefined ? 0 : 1);
    if (variadic === undefined ? count !== parameters.length : count < parameters.length) {
      const [want, got] =
        variadic === undefined
          ? [`${parameters.length}`, count]
          : [`at least ${parameters.length}`, given.operands.length];
      throw this.scope.fail(`wrong number of args for ${name}: want ${want} got ${got}`);
    }
    if (found === AND || found === OR) return this.#shortCircuit(dot, given, found === OR);
    const typeOf = (place: number): ParameterType => parameters[place] ?? variadic ?? "value";
    const values = given.operands.map((operand, place) => this.#argument(dot, operand, typeOf(place)));
    if (given.last !== undefined) values.push(this.#fit(given.last, typeOf(values.length)));
    try {
      if (found === CALL) this.#refuseCall(values, given);
      return found.call(values);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      this.scope.at(node);
      throw this.scope.fail(`error calling ${name}: ${error.message}`);
    }
  }

  /** Nothing that a template can see is a function, so `call` has nothing to call. */
  #refuseCall([value = INVALID]: readonly Value[], { operands: [callee] }: Given): never {
    if (value.kind === "invalid" || value.kind === "nil") throw new FunctionError("call of nil");
    const name = callee === undefined ? nameOfValue(value) : writeNode(callee);
    throw new FunctionError(`non-function ${name} of type ${typeName(value)}`);
  }

  #shortCircuit(dot: Value, { operands, last }: Given, stopsAt: boolean): Value {
    let value: Value = INVALID;
    for (const operand of operands) {
      value = this.#argument(dot, operand, "value");
      if (isTrue(value) === stopsAt) return value;
    }
    return last ?? value;
  }

  /** An operand as an argument of a type; without a type, the operand before `.Field`. */
  #argument(dot: Value, node: OperandNode, type: ParameterType | undefined): Value {
    this.scope.at(node);
    switch (node.kind) {
      case "dot":
        return this.#fit(dot, type);
      case "nil":
        if (type === "string" || type === "int") throw this.scope.fail(`cannot assign nil to ${type}`);
        return type === "value" ? INVALID : NIL;
      case "field":
        return this.#fit(this.#fields(dot, dot, { names: node.names, node, given: NOTHING_GIVEN }), type);
      case "variable":
        return this.#fit(this.#variable(dot, node, NOTHING_GIVEN), type);
      case "pipeline":
        return this.#fit(this.pipeline(dot, node), type);
      case "function":
        return this.#fit(this.#function(dot, node, { node, given: NOTHING_GIVEN }), type);
      case "chain":
        return this.#fit(this.#chain(dot, node, NOTHING_GIVEN), type);
    }
    if (type === "string" && node.kind !== "string") throw this.scope.fail(`expected string; found ${writeNode(node)}`);
    if (type !== "int") return this.#constant(dot, node);
    if (node.kind !== "number" || node.value.int === undefined)
      throw this.scope.fail(`expected integer; found ${writeNode(node)}`);
    return intValue(node.value.int);
  }

  #fit(value: Value, type: ParameterType | undefined): Value {
    if (type === undefined || type === "value") return value;
    if (type === "any") return value.kind === "invalid" ? NIL : value;
    if (value.kind === "invalid") throw this.scope.fail(`invalid value; expected ${type}`);
    if (typeName(value) === type) return value;
    throw this.scope.fail(`wrong type for value; expected ${type}; got ${staticType(value)}`);
  }
}

/** The type that a value was declared with: a nil is one of an interface. */
function staticType(value: Value): string {
  return value.kind === "nil" ? INTERFACE : typeName(value);
}

/** How a value is called that has no words of its own in the template. */
function nameOfValue(value: Value): string {
  return value.kind === "string" ? value.value : `<${typeName(value)} Value>`;
}

/** What a command gave, as the next one sees it: a nil is nothing there. */
function somethingOrNothing(value: Value): Value {
  return value.kind === "nil" ? INVALID : value;
}
