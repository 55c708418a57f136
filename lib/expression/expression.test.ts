/** The language's own behaviour: what expr-lang 1.17 gives for each of these, and how it refuses the others. */
import { describe, expect, test } from "vitest";
import { textOfOctets } from "../go/utf8.ts";
import { functions, outcomeInFull, outcomeOf } from "./_test/outcome.ts";
import { RECORDED } from "./_test/recorded.ts";
import { RECORDED_IN_FULL } from "./_test/recorded-in-full.ts";
import { RECORDED_IN_KINDS } from "./_test/recorded-in-kinds.ts";
import { writeValue } from "./builtins/format.ts";
import { readExpression } from "./expression.ts";
import { typeOf } from "./value/value.ts";

const NOON_MS = Date.UTC(2026, 10, 28, 12);

function run(source: string): string {
  const expression = readExpression(source, { functions, variables: new Map() });
  if ("error" in expression) return expression.error;
  const result = expression.run({ context: undefined, nowMs: () => NOON_MS });
  return "error" in result ? "fails" : textOfOctets(writeValue(result.value));
}

/** As the recording has it. */
function record(source: string): readonly [string, string, string] {
  const expression = readExpression(source, { functions, variables: new Map() });
  if ("error" in expression) return [source, "refused", expression.error];
  const result = expression.run({ context: undefined, nowMs: () => NOON_MS });
  if ("error" in result) return [source, expression.type.text, "fails"];
  return [source, expression.type.text, `${typeOf(result.value)} ${textOfOctets(writeValue(result.value))}`];
}

const computed: Readonly<Record<string, string>> = {
  true: "true",
  "1 + 2": "3",
  "1 + 2 * 3": "7",
  "(1 + 2) * 3": "9",
  "7 / 2": "3.5",
  "7 % 3": "1",
  "2 ** 3": "8",
  "2 ^ 3 ^ 2": "512",
  "-3 + 5": "2",
  "1.5 + 1": "2.5",
  "'a' + 'b'": "ab",
  "type() == 'A'": "true",
  "not true": "false",
  "!do() || true": "true",
  "do() and false or true": "true",
  "name() matches '^www[.]'": "true",
  "name() not matches 'y'": "true",
  "name() startsWith 'www.' && name() endsWith '.'": "true",
  "name() contains 'xam'": "true",
  "'x' in ['x','y']": "true",
  "not ('x' in ['y'])": "true",
  "'x' not in ['y']": "true",
  "3 in 1..5": "true",
  "len('héllo')": "5",
  "len([1,2,3])": "3",
  "[1,2,3][1]": "2",
  "[1,2,3][-1]": "3",
  "[1,2,3][7]": "fails",
  "[1,2,3][1:2]": "[2]",
  "'hello'[1:3]": "el",
  "any([1,2], # > 1)": "true",
  "all([1,2], {# > 0})": "true",
  "none([1,2], # > 5)": "true",
  "one([1,2], # == 1)": "true",
  "filter(1..5, # % 2 == 0)": "[2 4]",
  "map([1,2], # * 2)": "[2 4]",
  "count([1,2,3], # > 1)": "2",
  "find([1,2,3], # > 1)": "2",
  "findIndex([1,2,3], # > 1)": "1",
  "reduce(1..4, #acc + #)": "10",
  "reduce(1..4, #acc + #, 10)": "20",
  "sum([1,2,3])": "6",
  "map(['a','b'], #index)": "[0 1]",
  "incidr('192.0.2.5', '192.0.2.0/24')": "true",
  "incidr('x', '192.0.2.0/24')": "fails",
  "any(['10.0.0.0/8','192.0.2.0/24'], incidr(replace(group('ip'),'-','.'), #))": "true",
  "group(0)": "www.example.org.",
  "group('ip')": "192-0-2-5",
  "group(1.5)": "",
  "replace(group('ip'), '-', '.')": "192.0.2.5",
  "replace('aaa','a','b',2)": "bba",
  "split('a.b.c','.')": "[a b c]",
  "split('a.b.c','.',2)": "[a b.c]",
  "join(['a','b'],'-')": "a-b",
  "upper('a')": "A",
  "lower('A')": "a",
  "trim('  a ')": "a",
  "trim('xxaxx','x')": "a",
  "trimPrefix('abc','a')": "bc",
  "trimSuffix('abc','c')": "ab",
  "hasPrefix('abc','a')": "true",
  "indexOf('abc','c')": "2",
  "lastIndexOf('abca','a')": "3",
  "repeat('ab',3)": "ababab",
  "int('42')": "42",
  "int('x')": "fails",
  "int(3.7)": "3",
  "float('1.5')": "1.5",
  "string(5)": "5",
  "string([1,'a'])": "[1 a]",
  "abs(-5)": "5",
  "ceil(1.2)": "2",
  "floor(1.8)": "1",
  "round(1.5)": "2",
  "max(1,5,3)": "5",
  "min([4,2])": "2",
  "first([1,2])": "1",
  "last([1,2])": "2",
  "first([])": "<nil>",
  "true ? 1 : 2": "1",
  "id() > 5 ? 'big' : 'small'": "big",
  "nil ?? 'x'": "x",
  "nil == nil": "true",
  "let x = 5; x * 2": "10",
  "let x = 1; let y = 2; x + y": "3",
  "if true {1} else {2}": "1",
  "1; 2": "2",
  "{a: 1, 'b': 2}": "map[a:1 b:2]",
  "{a: 1}.a": "1",
  "{'a': 1}['b']": "<nil>",
  "{'a': 1}?.a": "1",
  "1 < 2 < 3": "true",
  "1 < 3 < 2": "false",
  "[3,1,2] | sort()": "[1 2 3]",
  "sort([3,1,2], 'desc')": "[3 2 1]",
  "reverse([1,2])": "[2 1]",
  "uniq([1,1,2])": "[1 2]",
  "concat([1],[2])": "[1 2]",
  "keys({'a':1})": "[a]",
  "'a' | upper()": "A",
  "name() | trimSuffix('.') | upper()": "WWW.EXAMPLE.ORG",
  "0x1F": "31",
  "0b11": "3",
  "0o17": "15",
  "1_000": "1000",
  "1e3": "1000",
  ".5": "0.5",
  "'\\n\\x41\\u00e9'": "\nAé",
  '"d\\"q"': 'd"q',
  "`raw\\n`": "raw\\n",
  "// c\n1": "1",
  "1 /* c */ + 1": "2",
  "'a' < 'b'": "true",
  "1 == 1.0": "true",
  "2 > 1.5": "true",
  "do() ? 'y' : 5": "5",
  "any([1,2], {let z = #; z == 2})": "true",
  "filter([1,2,3], # in [1,3]) | len()": "2",
  "map(filter(1..3, # > 1), string(#))": "[2 3]",
  "true and (false or true)": "true",
  "type() in ['A','AAAA'] and not (name() == 'no.') && (1 in [1] ? true : false)": "true",
  "!!true": "true",
  "- - 3": "3",
  "size() >= 20 && int(port()) > 1023": "true",
  "id() % 2 == 0": "false",
  'name() == "www.example.org."': "true",
  "[[1,2],[3]][0][1]": "2",
  "[1,2]?.[0]": "1",
  "1000000000000 * 1000000000": "3875820019684212736",
  "9223372036854775807 + 1": "-9223372036854775808",
  "1/0": "+Inf",
  "0.1+0.2": "0.30000000000000004",
  "3.0": "3",
  "1e21": "1e+21",
  "10 / 5": "2",
  "2 * 1.5": "3",
  "string(1.0)": "1",
};

const refused: Readonly<Record<string, string>> = {
  "'a' + 1": "invalid operation: + (mismatched types string and int) (1:5)\n | 'a' + 1\n | ....^",
  "type() == 5": "invalid operation: == (mismatched types string and int) (1:8)\n | type() == 5\n | .......^",
  "name() matches '['": "error parsing regexp: missing closing ]: `[` (1:8)\n | name() matches '['\n | .......^",
  "incidr('192.0.2.1', 24)":
    "cannot use int as argument (type string) to call incidr  (1:21)\n | incidr('192.0.2.1', 24)\n | ....................^",
  "incidr('192.0.2.1')": "not enough arguments to call incidr (1:1)\n | incidr('192.0.2.1')\n | ^",
  "incidr('192.0.2.1','192.0.2.0/24',1)":
    "too many arguments to call incidr (1:1)\n | incidr('192.0.2.1','192.0.2.0/24',1)\n | ^",
  y: "unknown name y (1:1)\n | y\n | ^",
  "type(": "unexpected token EOF (1:5)\n | type(\n | ....^",
  "type( ==": 'unexpected token Operator("==") (1:7)\n | type( ==\n | ......^',
  "name( ==": 'unexpected token Operator("==") (1:7)\n | name( ==\n | ......^',
  "'abc": "literal not terminated (1:5)\n | 'abc\n | ....^",
  "foo()": "unknown name foo (1:1)\n | foo()\n | ^",
  "1 +": "unexpected token EOF (1:3)\n | 1 +\n | ..^",
  "1 2": 'unexpected token Number("2") (1:3)\n | 1 2\n | ..^',
  "(1": "unexpected token EOF (1:2)\n | (1\n | .^",
  "[1,": "unexpected token EOF (1:3)\n | [1,\n | ..^",
  "a b": 'unexpected token Identifier("b") (1:3)\n | a b\n | ..^',
  "@": "unrecognized character: U+0040 '@' (1:1)\n | @\n | ^",
  "1..": "unexpected token EOF (1:3)\n | 1..\n | ..^",
  "# == 1": 'unexpected token Operator("#") (1:1)\n | # == 1\n | ^',
  "len(5)": "invalid argument for len (type int) (1:1)\n | len(5)\n | ^",
  "upper(5)": "cannot use int as argument (type string) to call upper  (1:7)\n | upper(5)\n | ......^",
  "upper()": "not enough arguments to call upper (1:1)\n | upper()\n | ^",
  "any(5, true)": "builtin any takes only array (got int) (1:5)\n | any(5, true)\n | ....^",
  "any([1], 'x')": "predicate should return boolean (got string) (1:10)\n | any([1], 'x')\n | .........^",
  "true + 1": "invalid operation: + (mismatched types bool and int) (1:6)\n | true + 1\n | .....^",
  "-'a'": "invalid operation: - (mismatched type string) (1:1)\n | -'a'\n | ^",
  "not 5": "invalid operation: not (mismatched type int) (1:1)\n | not 5\n | ^",
  "'a' < 1": "invalid operation: < (mismatched types string and int) (1:5)\n | 'a' < 1\n | ....^",
  "1 ? 2 : 3": "non-bool expression (type int) used as condition (1:1)\n | 1 ? 2 : 3\n | ^",
  "let len = 5; len": "cannot redeclare builtin len (1:5)\n | let len = 5; len\n | ....^",
  "let type = 5; type": "cannot redeclare type (1:5)\n | let type = 5; type\n | ....^",
  "1 ?? 2 + 3":
    "Operator (+) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses. (1:8)\n | 1 ?? 2 + 3\n | .......^",
  "'ab'[0]": "type string[int] is undefined (1:5)\n | 'ab'[0]\n | ....^",
  "9223372036854775808":
    'invalid integer literal: strconv.ParseInt: parsing "9223372036854775808": value out of range (1:19)\n | 9223372036854775808\n | ..................^',
};

describe("an expression gives", () => {
  test.each(Object.entries(computed))("%s", (source, value) => expect(run(source)).toBe(value));
});
describe("the checker refuses", () => {
  test.each(Object.entries(refused))("%s", (source, error) => expect(run(source)).toBe(error));
});
describe("a computation is bounded", () => {
  test.each(["1..100000000", "map(1..100000, {map(1..100000, #)})", "repeat('abc', 100000000)"])("%s", (source) =>
    expect(run(source)).toBe("fails"),
  );
  test("deep nesting is refused, not a stack overflow", () => {
    expect(run("(".repeat(100_000))).toMatch(/^expression is nested too deeply/);
  });
});
test("now is the time of the clock", () => {
  expect(run("now().UTC().Format('2006-01-02 15:04')")).toBe("2026-11-28 12:00");
  expect(run("now() - date('2026-11-28') == duration('12h')")).toBe("true");
});
describe("expr-lang makes the same of", () => {
  test.each(RECORDED)("%s", (source, ...outcome) => {
    expect(record(source)).toEqual([source, ...outcome]);
  });
});
describe("expr-lang comes to the same, or fails for the same reason, with", () => {
  test.each(RECORDED_IN_FULL)("%j", (source, outcome) => expect(outcomeInFull(source)).toBe(outcome));
});
describe("expr-lang comes to the same with", () => {
  test.each(RECORDED_IN_KINDS)("%j", (source, outcome) => expect(outcomeOf(source)).toBe(outcome));
});
