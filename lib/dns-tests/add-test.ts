/** A test more in the text of dns-tests.yaml: its comments, its order and its own way to indent stay. */
import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLSeq } from "yaml";
import type { DnsTest } from "./schema.ts";

/** The text of a file without tests. */
export const EMPTY_TESTS = `# Questions to this configuration, and what they must give.
# Run them with Ctrl+Shift+Enter, or with: corefile-studio test
tests: []
`;

/** The new text, and the line at which the test begins. */
export interface AddedTest {
  readonly text: string;
  readonly line: number;
}

/** Puts a test behind the others; undefined when the text cannot be read. */
export function addTest(text: string, test: DnsTest): AddedTest | undefined {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return undefined;
  const { contents } = document;
  if (contents !== null && !isMap(contents)) return undefined;
  const pair = contents?.items.find(({ key }) => isScalar(key) && key.value === "tests");
  const list = pair?.value;
  if (contents === null || pair === undefined) return atEnd(text, test);
  if (isSeq(list) && list.flow !== true && list.items.length > 0) return behindLast(text, list, test);
  const isEmpty = list === null || (isScalar(list) && list.value === null) || (isSeq(list) && list.items.length === 0);
  if (isEmpty && isScalar(pair.key)) return inPlaceOfNone(text, { key: pair.key.range?.[1] ?? 0, list }, test);
  if (!isSeq(list)) return undefined;
  // A list in brackets is written anew, with the new test in it.
  document.addIn(["tests"], test);
  const made = document.toString({ lineWidth: 0 });
  return { text: made, line: lineOf(made, made.lastIndexOf(test.ask)) };
}

/** As the item of a list, two blanks before its dash unless the list has another indent. */
function itemText(test: DnsTest, indent: string): string {
  return stringify([test], { lineWidth: 0 })
    .split("\n")
    .map((line) => (line === "" ? "" : indent + line))
    .join("\n");
}

function atEnd(text: string, test: DnsTest): AddedTest {
  const before = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  const made = `${before}tests:\n`;
  return { text: made + itemText(test, "  "), line: lineOf(made, made.length) };
}

function behindLast(text: string, list: YAMLSeq, test: DnsTest): AddedTest {
  const first = list.range?.[0] ?? 0;
  const indent = text.slice(text.lastIndexOf("\n", first - 1) + 1, first);
  const end = list.range?.[1] ?? text.length;
  // The end of the last item's own text: comments behind the list belong to what follows.
  const at = endOfLine(text, end === 0 || text[end - 1] !== "\n" ? end : end - 1);
  const before = text.slice(0, at);
  const joined = before.endsWith("\n") ? before : `${before}\n`;
  return {
    text: joined + itemText(test, /^\s*$/.test(indent) ? indent : "  ") + text.slice(at),
    line: lineOf(joined, joined.length),
  };
}

interface Place {
  /** The end of the key. */
  readonly key: number;
  readonly list: unknown;
}

/** `tests:` or `tests: []`. */
function inPlaceOfNone(text: string, { key, list }: Place, test: DnsTest): AddedTest {
  const end = isSeq(list) ? (list.range?.[1] ?? key) : text.indexOf(":", key) + 1;
  const at = endOfLine(text, end);
  const rest = text.slice(end, at).trimEnd();
  const head = `${text.slice(0, key)}:${rest === "" ? "" : ` ${rest.trimStart()}`}\n`;
  return { text: head + itemText(test, "  ") + text.slice(at), line: lineOf(head, head.length) };
}

/** Behind the line break of the line that an offset is on. */
function endOfLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at < 0 ? text.length : at + 1;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split("\n").length;
}
