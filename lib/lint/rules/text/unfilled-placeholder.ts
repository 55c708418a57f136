/** What a tool should have filled in before CoreDNS reads the Corefile. */

import type { SourceToken } from "../../../corefile/token.ts";
import { unfilled } from "../../../directive/advice/advise.ts";
import { placeholdersIn } from "../../../directive/advice/placeholder.ts";
import type { Range } from "../../../text/position.ts";
import { defineRule, type Finding } from "../../rule.ts";
import type { LintSubject } from "../../subject.ts";

export const unfilledPlaceholder = defineRule({
  code: "CF1049",
  name: "unfilled-placeholder",
  severity: "warning",
  reads: "text",
  sentence: "A placeholder that a tool should have filled in.",
  why: "CoreDNS fills in environment variables, written {$NAME}, and nothing else. It takes the placeholders of other tools literally.",
  threads: ["kubernetes/dns#436"],
  example: {
    bad: ". {\n    forward . __PILLAR__UPSTREAM__SERVERS__\n}\n",
    good: ". {\n    forward . 198.51.100.1\n}\n",
  },
  *check(subject) {
    for (const line of linesOf(subject)) yield* findings(line);
  },
});

/** The words of a line, and where the text that they stand in begins. */
interface Line {
  readonly words: readonly [SourceToken, ...SourceToken[]];
  readonly last: SourceToken;
}

/**
 * The lines of the Corefile without those of template, whose braces CoreDNS fills in itself, and those of plugins of other
 * builds, which may do so as well.
 */
function* linesOf({ tree, order }: LintSubject): Iterable<Line> {
  const templates = tree.items
    .flatMap((item) => (item.kind === "import" ? [] : item.body))
    .filter(({ name: { text } }) => text === "template" || (/^[a-z]\w*$/.test(text) && !order.includes(text)));
  let at = 0;
  const isTemplate = ({ start }: SourceToken): boolean => {
    while (at < templates.length && (templates[at]?.last.end ?? 0) <= start) at++;
    return (templates[at]?.first.start ?? Number.POSITIVE_INFINITY) <= start;
  };
  let words: SourceToken[] = [];
  for (const token of tree.tokens) {
    if (words.length > 0 && words[0]?.line !== token.line) {
      yield* asLine(words);
      words = [];
    }
    if (!isTemplate(token)) words.push(token);
  }
  yield* asLine(words);
}

function* asLine([first, ...others]: readonly SourceToken[]): Iterable<Line> {
  if (first !== undefined) yield { words: [first, ...others], last: others.at(-1) ?? first };
}

function* findings({ words: [first, ...others], last }: Line): Iterable<Finding> {
  const text = textBetween(first, last);
  for (const { text: whole, index, filledBy } of placeholdersIn(text)) {
    const at = placeOf([first, ...others], { from: first.start + index, to: first.start + index + whole.length });
    if (at === undefined) continue;
    yield {
      at,
      message: `${whole} was not filled in.`,
      help: unfilled(filledBy, whole),
    };
  }
}

/** The stretch itself within a word, or the words that it goes over. */
function placeOf(
  words: readonly SourceToken[],
  { from, to }: { readonly from: number; readonly to: number },
): Range | undefined {
  const touched = words.filter(({ start, end }) => start < to && end > from);
  const [begin] = touched;
  const end = touched.at(-1);
  if (begin === undefined || end === undefined) return undefined;
  if (begin === end) return begin.rangesOfParts([{ from: from - begin.start, to: to - begin.start }])[0];
  return { file: begin.range.file, start: begin.range.start, end: end.range.end };
}

/** What is written from one word to another of the same text. */
function textBetween(first: SourceToken, last: SourceToken): string {
  const { source } = first;
  const origin = source.origin?.offset ?? 0;
  return source.text.slice(first.start - origin, last.end - origin);
}
