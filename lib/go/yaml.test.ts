/** What Go's library says of YAML. */
import { expect, test } from "vitest";
import { readYaml } from "./yaml.ts";

test.each<[what: string, text: string, value: unknown]>([
  ["nothing", "", null],
  ["YAML 1.1", "a: yes\nc: 017\nd: 1_000\ne: ~\n", { a: true, c: 15, d: 1000, e: null }],
  ["the first of several documents", "a: 1\n---\nb: 2\n", { a: 1 }],
  ["the last of two members of one name", "a: 1\na: 2\n", { a: 2 }],
  ["what an alias stands for", "a: &host ns1\nb: *host\n", { a: "ns1", b: "ns1" }],
  ["members of a merged map", "base: &b {x: 1}\nc:\n  <<: *b\n  z: 2\n", { base: { x: 1 }, c: { x: 1, z: 2 } }],
])("%s is read", (_, text, value) => expect(readYaml(text)).toEqual({ ok: true, value }));

test.each([
  ["a: *host\n", "unknown anchor 'host' referenced"],
  ["a: b: c\n", "mapping values are not allowed in this context"],
  ["a: 1\nb: c: d\n", "line 2: mapping values are not allowed in this context"],
  ["\ta: 1\n", "found character that cannot start any token"],
  ["a: @x\n", "found character that cannot start any token"],
  ["a: 1\nb: `x\n", "line 2: found character that cannot start any token"],
  ["a: [1, 2\n", "line 1: did not find expected ',' or ']'"],
  ["a: 1\nb: [1,\n 2\n", "line 3: did not find expected ',' or ']'"],
  ["a: {b: 1\n", "line 1: did not find expected ',' or '}'"],
  ['a: "x\n', "line 2: found unexpected end of stream"],
  ["x: 1\na: 'y\n", "line 3: found unexpected end of stream"],
  ["a: 1\nb\nc: 2\n", "line 3: could not find expected ':'"],
  ["a: ]\n", "did not find expected node content"],
  ["k: 1\na: }\n", "line 1: did not find expected node content"],
  ["a:\n  b: 1\n c: 2\n", "line 2: did not find expected key"],
  ["a: 1\nb:\n    c: 1\n  d: 2\n", "line 3: did not find expected key"],
  ["a\u0001b", "control characters are not allowed"],
  ["a: \u007f", "control characters are not allowed"],
])("%j is no YAML", (text, error) => expect(readYaml(text)).toEqual({ ok: false, error: `yaml: ${error}` }));
