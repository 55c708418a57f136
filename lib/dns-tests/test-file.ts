/** Reading `dns-tests.yaml`: what it says, or where and why it cannot be read. */
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { ZodError } from "zod";
import { issueInWords } from "./issue-words.ts";
import { readPattern } from "./record-pattern.ts";
import { type DnsTest, TESTS_FILE, testFileSchema, type UpstreamFixture } from "./schema.ts";
import { type WrongWord, wrongWords } from "./wrong-words.ts";

/** A test with its place. */
export interface PlacedTest extends DnsTest {
  /** Its own name, or its question. */
  readonly title: string;
  readonly line: number;
}

/** The upstreams by place; `*` is all others. */
export type Fixtures = ReadonlyMap<string, UpstreamFixture>;

export interface TestFile {
  readonly tests: readonly PlacedTest[];
  readonly upstreams: Fixtures;
}

/** Something that keeps the file from being read. */
export interface TestFileProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

type Path = readonly PropertyKey[];

/** Reads the text; with any problem there are no tests. */
export function readTestFile(text: string): TestFile | { readonly problems: readonly TestFileProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  const at = (offset: number): Pick<TestFileProblem, "line" | "column"> => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const placeOf = (path: Path): Pick<TestFileProblem, "line" | "column"> => at(offsetOf(document, path));
  if (document.errors.length > 0) {
    return { problems: document.errors.map(({ message, pos }) => ({ message, ...at(pos[0]) })) };
  }
  const read = testFileSchema.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (!read.success) return { problems: problemsOf(read.error, placeOf) };
  const { tests, upstreams = [] } = read.data;
  const fixtures: Fixtures = new Map(Array.isArray(upstreams) ? [["*", upstreams]] : Object.entries(upstreams));
  const problems = [...wrongWords(tests), ...unreadable(tests, fixtures)].map(({ path, message }) => ({
    message,
    ...placeOf(path),
  }));
  if (problems.length > 0) return { problems };
  const placed = tests.map((test, index) => {
    return { ...test, title: test.name ?? titleOf(test), line: placeOf(["tests", index]).line };
  });
  return { tests: placed, upstreams: Array.isArray(upstreams) && upstreams.length === 0 ? new Map() : fixtures };
}

function titleOf({ ask, from, as, at }: DnsTest): string {
  const parts = [ask, from === undefined ? "" : `from ${from}`, as === undefined ? "" : `as ${as}`];
  return [...parts, at === undefined ? "" : `at ${at}`].filter((part) => part !== "").join(" ");
}

/** The nearest node of the path that is there. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(document, path.slice(0, length), length === path.length);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      const [start] = node.range;
      if (typeof start === "number") return start;
    }
  }
  return 0;
}

/** The value of a path; the key itself where it is the path's end. */
function nodeAt(document: ReturnType<typeof parseDocument>, path: Path, isEnd: boolean): unknown {
  const parent: unknown = document.getIn(path.slice(0, -1), true) ?? document.contents;
  const last = path.at(-1);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
  return isEnd && pair !== undefined ? pair.key : document.getIn(path, true);
}

function problemsOf(
  error: ZodError,
  placeOf: (path: Path) => Pick<TestFileProblem, "line" | "column">,
): readonly TestFileProblem[] {
  return error.issues.flatMap((issue) =>
    issueInWords(issue).map(({ path, words }) => {
      const where = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
      const what = where === "" ? TESTS_FILE : where.replace(/^\./, "");
      return { message: `${what}: ${words}`, ...placeOf(path) };
    }),
  );
}

/** Records that are none: told before anything is asked. */
function unreadable(tests: readonly DnsTest[], fixtures: Fixtures): readonly WrongWord[] {
  const lines: { readonly text: string; readonly path: Path }[] = [];
  for (const [index, { expect }] of tests.entries()) {
    for (const key of ["answer", "contains", "not"] as const) {
      for (const [nth, text] of (expect[key] ?? []).entries()) {
        lines.push({ text, path: ["tests", index, "expect", key, nth] });
      }
    }
  }
  for (const [place, fixture] of fixtures) {
    if (typeof fixture === "string") continue;
    for (const [nth, text] of fixture.entries()) lines.push({ text, path: ["upstreams", place, nth] });
  }
  return lines.flatMap(({ text, path }) => {
    const read = readPattern(text);
    return "error" in read ? [{ message: `"${text}" is no record: ${read.error}`, path }] : [];
  });
}
