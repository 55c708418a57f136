import { describe, expect, test } from "vitest";
import { parseLabelSelector } from "./label-selector.ts";

const KEY_RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** Selectors, and the conditions that they are made of as `key operator values`, in the order of keys. */
const read: Readonly<Record<string, readonly string[]>> = {
  "": [],
  a: ["a exists "],
  "!a": ["a ! "],
  "a=b": ["a = b"],
  "a == b": ["a == b"],
  "a=": ["a = "],
  "b=1,a": ["a exists ", "b = 1"],
  "a in (c,b,c)": ["a in b|c"],
  "a notin ()": ["a notin "],
  "a in (,b,)": ["a in |b"],
  "in in (in)": ["in in in"],
  notin: ["notin exists "],
  "example.org/tier=edge": ["example.org/tier = edge"],
};

/** Selectors, and what Kubernetes says of their syntax. */
const refused: Readonly<Record<string, string>> = {
  "a b": "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
  "a,": "found '', expected: identifier after ','",
  "a=b=c": "found '=', expected: ',' or 'end of string'",
  "=a": "found '=', expected: !, identifier, or 'end of string'",
  "!": "unable to parse requirement: found '', expected: identifier",
  "!a=b": "found '=', expected: ',' or 'end of string'",
  "a==(": "unable to parse requirement: found '(', expected: identifier",
  "a in b": "unable to parse requirement: found 'b' expected: '('",
  "a in (": "unable to parse requirement: found '', expected: ',', ')' or identifier",
  "a in (b c)": "unable to parse requirement: found 'c', expected: ',' or ')'",
  "a in (b,": "unable to parse requirement: found '', expected: ',', or identifier",
  "a/b/c": `unable to parse requirement: <nil>: Invalid value: "a/b/c": a valid label key ${KEY_RULE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
  "-a": `unable to parse requirement: <nil>: Invalid value: "-a": name part ${KEY_RULE}`,
  "/b": 'unable to parse requirement: <nil>: Invalid value: "/b": prefix part must be non-empty',
  "a=-x": `unable to parse requirement: values[0][a]: Invalid value: "-x": ${VALUE_RULE}`,
  "a in (-y,-x)": `unable to parse requirement: [values[0][a]: Invalid value: "-x": ${VALUE_RULE}, values[1][a]: Invalid value: "-y": ${VALUE_RULE}]`,
  "a<x":
    "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
};

describe("label selectors", () => {
  test.each(Object.entries(read))("%s", (selector, conditions) => {
    const reading = parseLabelSelector(selector);
    const written = reading.ok
      ? reading.value.map(({ key, operator, values }) => `${key} ${operator} ${values.join("|")}`)
      : reading.error;
    expect(written).toEqual(conditions);
  });

  test.each(Object.entries(refused))("%s is none", (selector, error) =>
    expect(parseLabelSelector(selector)).toEqual({
      ok: false,
      error: `couldn't parse the selector string "${selector}": ${error}`,
    }),
  );

  test.each([
    ["a!=b", '"!=" is not a valid label selector operator'],
    ["a>1", '"gt" isn\'t supported in label selectors'],
    ["b<1,a!=b", '"!=" is not a valid label selector operator'],
  ])("%s is read and not taken", (selector, error) =>
    expect(parseLabelSelector(selector)).toEqual({ ok: false, error }),
  );
});
