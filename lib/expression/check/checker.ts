/** Checks an expression before it is computed, and finds out the nature of each part (expr-lang's checker). */

import { ExpressionError } from "../expression-error.ts";
import type { ExpressionNode, IdentifierNode, LetNode, PointerNode } from "../syntax/node.ts";
import { typeOf } from "../value/value.ts";
import { identifierType, isBuiltin } from "./builtin-types.ts";
import { checkBuiltin } from "./check-builtin.ts";
import { checkCall } from "./check-call.ts";
import { checkMember, checkSlice } from "./check-member.ts";
import { binaryNature, unaryNature } from "./check-operator.ts";
import type { Environment } from "./environment.ts";
import { goType } from "./go-type.ts";
import {
  arrayOf,
  BOOL_NATURE,
  dereferenced,
  elementOf,
  FLOAT_NATURE,
  INT_NATURE,
  isArray,
  isAssignable,
  isBool,
  isUnknown,
  type Nature,
  NIL_NATURE,
  natureOf,
  natureOfText,
  STRING_NATURE,
  textOf,
  UNKNOWN,
} from "./nature.ts";

/** What `#`, `#index` and `#acc` are inside a predicate. */
export interface PredicateScope {
  readonly collection: Nature;
  readonly pointers: ReadonlyMap<string, Nature>;
}

/** The nature of each part of a tree. */
export type Natures = Map<ExpressionNode, Nature>;

/** Checks a tree. Throws `ExpressionError`. */
export function checkExpression(node: ExpressionNode, environment: Environment<never>): Natures {
  const checker = new Checker(environment);
  checker.visit(node);
  return checker.natures;
}

/** One check; the first mistake is thrown. */
export class Checker {
  readonly natures: Natures = new Map();
  readonly #environment: Environment<never>;
  readonly #locals: { readonly name: string; readonly nature: Nature }[] = [];
  readonly #scopes: PredicateScope[] = [];

  constructor(environment: Environment<never>) {
    this.#environment = environment;
  }

  /** The nature of a part, which is checked on the way. */
  visit(node: ExpressionNode): Nature {
    const nature = this.#natureOf(node);
    this.natures.set(node, nature);
    return nature;
  }

  /** A mistake in a part. */
  fail(node: ExpressionNode, message: string): never {
    throw new ExpressionError(message, node.position);
  }

  /** What the environment has under a name. */
  ofEnvironment(name: string): Nature | undefined {
    const known = this.#environment.functions.get(name);
    if (known !== undefined) return natureOfText(known.type);
    const type = this.#environment.variables.get(name);
    return type === undefined ? undefined : { type };
  }

  /** Visits what is computed for each element. */
  visitPredicate(node: ExpressionNode, scope: PredicateScope): Nature {
    this.#scopes.push(scope);
    const nature = this.visit(node);
    this.#scopes.pop();
    return nature;
  }

  #natureOf(node: ExpressionNode): Nature {
    switch (node.kind) {
      case "nil":
        return NIL_NATURE;
      case "bool":
        return BOOL_NATURE;
      case "integer":
        return INT_NATURE;
      case "float":
        return FLOAT_NATURE;
      case "string":
        return STRING_NATURE;
      case "bytes":
        return natureOfText("[]uint8");
      case "constant":
        return natureOfText(typeOf(node.value));
      case "identifier":
        return this.#identifier(node);
      case "pointer":
        return this.#pointer(node);
      case "unary":
        return unaryNature(this, node);
      case "binary":
        return binaryNature(this, node);
      case "conditional":
        return this.#conditional(node);
      case "chain":
        return this.visit(node.of);
      case "member":
        return checkMember(this, node);
      case "slice":
        return checkSlice(this, node);
      case "call":
        return checkCall(this, node);
      case "builtin":
        return checkBuiltin(this, node);
      case "predicate":
        return this.#predicate(node.body);
      case "list":
        return this.#list(node.items);
      case "map":
        for (const [key, value] of node.pairs) {
          this.visit(key);
          this.visit(value);
        }
        return natureOfText("map[string]interface {}");
      case "let":
        return this.#let(node);
      case "sequence":
        return node.items.map((item) => this.visit(item)).at(-1) ?? UNKNOWN;
    }
  }

  #identifier(node: IdentifierNode): Nature {
    const { name } = node;
    const local = this.#locals.findLast((known) => known.name === name);
    if (local !== undefined) return local.nature;
    if (name === "$env") return UNKNOWN;
    const known = this.ofEnvironment(name);
    if (known !== undefined) return known;
    if (!isBuiltin(name)) this.fail(node, `unknown name ${name}`);
    return { type: identifierType(name), builtin: name };
  }

  #pointer(node: PointerNode): Nature {
    const scope = this.#scopes.at(-1);
    if (scope === undefined) return this.fail(node, "cannot use pointer accessor outside predicate");
    if (node.name === "") return isArray(scope.collection) ? elementOf(scope.collection) : UNKNOWN;
    return scope.pointers.get(node.name) ?? this.fail(node, `unknown pointer #${node.name}`);
  }

  #conditional(node: Extract<ExpressionNode, { kind: "conditional" }>): Nature {
    const condition = dereferenced(this.visit(node.condition));
    if (!isBool(condition) && !isUnknown(condition))
      this.fail(node.condition, `non-bool expression (type ${textOf(condition)}) used as condition`);
    const first = this.visit(node.whenTrue);
    const second = this.visit(node.whenFalse);
    if (first.isNil === true) return second;
    if (second.isNil === true) return first;
    if (!isAssignable(first, second)) return UNKNOWN;
    if (isArray(first) && isArray(second)) {
      const [left, right] = [elementOf(first), elementOf(second)];
      if (!isAssignable(left, right) || !isAssignable(right, left)) return natureOfText("[]interface {}");
    }
    return first;
  }

  /** A function of one value; without a result when that is nil. */
  #predicate(body: ExpressionNode): Nature {
    const result = this.visit(body);
    const text = isUnknown(result) ? "interface {}" : (result.type?.text ?? "");
    return { type: goType(`func(interface {})${text === "" ? "" : ` ${text}`}`), element: result };
  }

  #list(items: readonly ExpressionNode[]): Nature {
    const natures = items.map((item) => this.visit(item));
    const areAlike = natures.every((nature, at) => at === 0 || exactKind(nature) === exactKind(natures[at - 1]));
    return areAlike ? arrayOf(natures.at(-1) ?? UNKNOWN) : natureOf(goType("[]interface {}"));
  }

  #let(node: LetNode): Nature {
    const { name } = node;
    if (this.ofEnvironment(name) !== undefined) this.fail(node, `cannot redeclare ${name}`);
    if (isBuiltin(name)) this.fail(node, `cannot redeclare builtin ${name}`);
    if (this.#locals.some((local) => local.name === name)) this.fail(node, `cannot redeclare variable ${name}`);
    this.#locals.push({ name, nature: this.visit(node.value) });
    const nature = this.visit(node.body);
    this.#locals.pop();
    return nature;
  }
}

/** What Go calls the kind of a type: integers of different sizes are of different kinds. */
function exactKind(nature: Nature | undefined): string | undefined {
  const type = nature?.type;
  if (type?.kind !== "int") return type?.kind;
  if (type.text === "time.Duration") return "int64";
  return type.isNamed ? "int" : type.text;
}
