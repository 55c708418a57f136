/** The functions that every template has (Go, text/template). `and`, `or` and `call` are with the evaluation. */
import { isEqual, isEqualToAny, isLess } from "./compare.ts";
import { escapeHtml, escapeQuery, escapeScript } from "./escape.ts";
import { formatValue } from "./format-value.ts";
import type { FunctionMap, TemplateFunction } from "./function.ts";
import { indexValue, lengthOf, sliceValue } from "./index-value.ts";
import { formatText } from "./printf.ts";
import { boolValue, INVALID, intValue, isNothing, isTrue, stringValue, type Value } from "./value.ts";

/** A comparison of two values. */
function comparison(holds: (left: Value, right: Value) => boolean): TemplateFunction {
  return {
    parameters: ["value", "value"],
    call: ([left = INVALID, right = INVALID]) => boolValue(holds(left, right)),
  };
}

/** A function that makes one text of all its arguments. */
function texts(make: (values: readonly Value[]) => string): TemplateFunction {
  return { parameters: [], variadic: "any", call: (values) => stringValue(make(values)) };
}

/** fmt.Sprint: spaces only between values of which neither is a string. */
function printValues(values: readonly Value[]): string {
  return values
    .map((value, place) => {
      const before = values[place - 1];
      const spaced = before !== undefined && before.kind !== "string" && value.kind !== "string";
      return (spaced ? " " : "") + formatValue(value);
    })
    .join("");
}

/** Like `printValues`, but with nothing at all as the text that a template prints for it. */
function printForEscape(values: readonly Value[]): string {
  return printValues(values.map((value) => (isNothing(value) ? stringValue(formatValue(INVALID)) : value)));
}

/** These are carried out where they are called: what stands here are their arguments. */
const calledApart: TemplateFunction = { parameters: ["value"], variadic: "value", call: () => INVALID };
export const AND: TemplateFunction = { ...calledApart };
export const OR: TemplateFunction = { ...calledApart };
export const CALL: TemplateFunction = { ...calledApart };

/** All functions by name. */
export const BUILTINS: FunctionMap = new Map<string, TemplateFunction>([
  ["and", AND],
  ["or", OR],
  ["call", CALL],
  ["html", texts((values) => escapeHtml(printForEscape(values)))],
  ["js", texts((values) => escapeScript(printForEscape(values)))],
  ["urlquery", texts((values) => escapeQuery(printForEscape(values)))],
  ["index", { parameters: ["value"], variadic: "value", call: ([item = INVALID, ...keys]) => indexValue(item, keys) }],
  [
    "slice",
    { parameters: ["value"], variadic: "value", call: ([item = INVALID, ...places]) => sliceValue(item, places) },
  ],
  ["len", { parameters: ["value"], call: ([item = INVALID]) => intValue(lengthOf(item)) }],
  ["not", { parameters: ["value"], call: ([value = INVALID]) => boolValue(!isTrue(value)) }],
  ["print", texts(printValues)],
  ["println", texts((values) => `${values.map((value) => formatValue(value)).join(" ")}\n`)],
  [
    "printf",
    {
      parameters: ["string"],
      variadic: "any",
      call: ([format = INVALID, ...values]) =>
        stringValue(formatText(format.kind === "string" ? format.value : "", values)),
    },
  ],
  [
    "eq",
    {
      parameters: ["value"],
      variadic: "value",
      call: ([first = INVALID, ...others]) => boolValue(isEqualToAny(first, others)),
    },
  ],
  ["ne", comparison((left, right) => !isEqual(left, right))],
  ["lt", comparison(isLess)],
  ["le", comparison((left, right) => isLess(left, right) || isEqual(left, right))],
  ["gt", comparison((left, right) => !(isLess(left, right) || isEqual(left, right)))],
  ["ge", comparison((left, right) => !isLess(left, right))],
]);
