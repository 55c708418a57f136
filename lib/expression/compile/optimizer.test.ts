/** What is known when an expression is read is computed then, and no more than is asked for is computed later. */
import { describe, expect, test } from "vitest";
import { functions } from "../_test/outcome.ts";
import { writeValue } from "../builtins/format.ts";
import { BUILTIN_NAMES } from "../check/builtin-types.ts";
import { checkExpression } from "../check/checker.ts";
import type { ExpressionNode } from "../syntax/node.ts";
import { parseExpression } from "../syntax/parser.ts";
import { optimized } from "./optimizer.ts";

const environment = { functions, variables: new Map() };

/** The tree as it is computed, with brackets around each part of several. */
function shown(node: ExpressionNode): string {
  switch (node.kind) {
    case "bool":
    case "integer":
    case "float":
      return String(node.value);
    case "string":
      return `'${node.value}'`;
    case "constant":
      return `constant ${writeValue(node.value)}`;
    case "identifier":
      return node.name;
    case "pointer":
      return `#${node.name}`;
    case "unary":
      return `(${node.operator} ${shown(node.operand)})`;
    case "binary":
      return `(${shown(node.left)} ${node.operator} ${shown(node.right)})`;
    case "call":
      return `${shown(node.callee)}(${node.operands.map(shown).join(", ")})`;
    case "builtin":
      return `${node.name}(${node.operands.map(shown).join(", ")})`;
    case "predicate":
      return shown(node.body);
    case "list":
      return `[${node.items.map(shown).join(", ")}]`;
    default:
      return node.kind;
  }
}

function tree(source: string): ExpressionNode {
  return parseExpression(source, {
    isOfEnvironment: (name) => functions.has(name),
    isBuiltin: (name) => BUILTIN_NAMES.has(name),
  });
}

function computed(source: string): string {
  const node = tree(source);
  return shown(optimized(node, checkExpression(node, environment)));
}

describe("constants", () => {
  const cases: Readonly<Record<string, string>> = {
    "!true": "false",
    "not false": "true",
    "!do()": "(! do())",
    "-(1)": "-1",
    "+(1)": "1",
    "-(1.5)": "-1.5",
    "+(1.5)": "1.5",
    "-size()": "(- size())",
    "1 + 2 * 3 - 4": "3",
    "7 % 4": "3",
    "7 / 2": "3.5",
    "2 ** 3": "8",
    "2 ^ 3": "8",
    "1 == 1": "true",
    "1 == 2": "false",
    "1 < 2": "(1 < 2)",
    "1 + 1.5": "2.5",
    "1.5 - 1": "0.5",
    "1.5 * 1.5": "2.25",
    "1.5 + size()": "(1.5 + size())",
    "size() + 1.5": "(size() + 1.5)",
    "'a' + 'b' + 'c'": "'abc'",
    "'a' == 'a'": "true",
    "'a' == 'b'": "false",
    "'a' < 'b'": "('a' < 'b')",
    "'a' + type()": "('a' + type())",
    "true == true": "true",
    "true == false": "false",
    "true != false": "(true != false)",
    "true == do()": "(true == do())",
    "true and do()": "do()",
    "do() && true": "do()",
    "false or do()": "do()",
    "do() || false": "do()",
    "false and do()": "false",
    "do() && false": "false",
    "true or do()": "true",
    "do() || true": "true",
    "do() and do()": "(do() and do())",
    "[1, 2.5, 'a', true]": "constant [1 2.5 a true]",
    "[1 + 1]": "constant [2]",
    "[]": "[]",
    "[size(), 1]": "[size(), 1]",
    "[nil]": "[nil]",
  };
  test.each(Object.entries(cases))("%s", (source, expected) => expect(computed(source)).toBe(expected));
});

describe("questions", () => {
  const cases: Readonly<Record<string, string>> = {
    "filter(filter([1, 2], # > 1), # < 3)": "filter(constant [1 2], ((# > 1) && (# < 3)))",
    "filter(map([1, 2], #), # < 3)": "filter(map(constant [1 2], #), (# < 3))",
    "map(filter([1, 2], # > 1), # * 2)": "map(filter(constant [1 2], (# > 1)), (# * 2))",
    "first(filter([1, 2], # > 1))": "find(constant [1 2], (# > 1))",
    "last(filter([1, 2], # > 1))": "findLast(constant [1 2], (# > 1))",
    "first(map([1, 2], # + 1))": "first(map(constant [1 2], (# + 1)))",
    "len(filter([1, 2], # > 1))": "len(filter(constant [1 2], (# > 1)))",
    "count([1, 2], # > 1) > 0": "any(constant [1 2], (# > 1))",
    "count([1, 2], # > 1) >= 1": "any(constant [1 2], (# > 1))",
    "count([1, 2], # > 1) > 1": "(count(constant [1 2], (# > 1)) > 1)",
    "count([1, 2], # > 1) >= 0": "(count(constant [1 2], (# > 1)) >= 0)",
    "count([true, false]) > 0": "(count(constant [true false]) > 0)",
    "len([1, 2]) > 0": "(len(constant [1 2]) > 0)",
    "sum([size(), 1])": "(size() + 1)",
    "sum([size(), 1, 2])": "(size() + (1 + 2))",
    "sum([size()])": "sum([size()])",
    "sum(1..4)": "10",
    "sum(4..4)": "4",
    "sum(4..3)": "sum((4 .. 3))",
    "sum(1..size())": "sum((1 .. size()))",
    "sum(size()..50)": "sum((size() .. 50))",
    "sum(1..4, #)": "10",
    "sum(1..4, # * 2)": "20",
    "sum(1..4, 2 * #)": "20",
    "sum(1..4, # + 2)": "18",
    "sum(1..4, # - 2)": "2",
    "sum(1..4, 2 - #)": "-2",
    "sum(1..4, # / 2)": "sum((1 .. 4), (# / 2))",
    "sum(1..4, # + #)": "sum((1 .. 4), (# + #))",
    "sum(1..4, -#)": "sum((1 .. 4), (- #))",
    "sum(1..4, size())": "sum((1 .. 4), size())",
    "sum(1..4, size() + 1)": "sum((1 .. 4), (size() + 1))",
    "reduce(1..4, # + #acc)": "10",
    "reduce(1..4, #acc + #, 5)": "15",
    "reduce(1..4, #acc + #, size())": "reduce((1 .. 4), (#acc + #), size())",
    "reduce(1..4, #acc - #)": "reduce((1 .. 4), (#acc - #))",
    "reduce(1..4, #acc + 1)": "reduce((1 .. 4), (#acc + 1))",
    "reduce(1..4, 1 + #)": "reduce((1 .. 4), (1 + #))",
    "reduce(1..4, # + #)": "reduce((1 .. 4), (# + #))",
    "reduce(1..4, #acc)": "reduce((1 .. 4), #acc)",
    "size() in 1..4": "((size() >= 1) and (size() <= 4))",
    "size() not in 1..4": "(not ((size() >= 1) and (size() <= 4)))",
    "size() in 1..id()": "(size() in (1 .. id()))",
    "size() in id()..4": "(size() in (id() .. 4))",
    "size() in [1, 2]": "(size() in constant map[1:<nil> 2:<nil>])",
    "type() in ['A', 'AAAA']": "(type() in constant map[A:<nil> AAAA:<nil>])",
    "type() in ['A', 1]": "(type() in constant [A 1])",
    "size() in [1, 'A']": "(size() in constant [1 A])",
    "size() in []": "(size() in [])",
    "size() == 1 + 1": "(size() == 2)",
  };
  test.each(Object.entries(cases))("%s", (source, expected) => expect(computed(source)).toBe(expected));
});

test.each([
  ["1", "integer"],
  ["(1; 2)", "sequence"],
  ["1 ? 2 : 3", "conditional"],
])("%s is read as %s", (source, kind) => expect(tree(source).kind).toBe(kind));
