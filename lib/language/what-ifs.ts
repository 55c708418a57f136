/** What can be tried at a step of an explanation, as edits of the text that it came from. */
import { parseCorefile } from "../corefile/parse.ts";
import type { SourceToken } from "../corefile/token.ts";
import type { CorefileTree, DirectiveNode, LineNode } from "../corefile/tree.ts";
import type { Directive } from "../directive/directive.ts";
import type { WhatIf } from "../directive/what-if.ts";
import type { TextEdit } from "../text/edit.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Range } from "../text/position.ts";

interface TriedReason {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The step, as far as it matters here. */
export interface TriedStep {
  readonly plugin: string;
  /** The directive's line. */
  readonly at: Range;
  /** The line that decided. */
  readonly rule?: Range | undefined;
  /** Its reason and its notes, with the plugin's name before their codes: `hosts.noEntry`. */
  readonly reasons: readonly TriedReason[];
}

/** Something to try. */
export interface Trial {
  /** "with fallthrough". */
  readonly words: string;
  /** Edits that do not overlap; none for a question from another client. */
  readonly edits: readonly TextEdit[];
  readonly isOtherClient: boolean;
}

/** The text in which the step stands, and what is known of its directives. */
export interface TriedText {
  readonly text: string;
  readonly directives: readonly Directive<unknown>[];
}

/** What its plugin offers for such a step; what cannot be done in this text is left out. */
export function whatIfsOf(step: TriedStep, { text, directives }: TriedText): readonly Trial[] {
  const offered = directives.find(({ name }) => name === step.plugin)?.whatIfs ?? [];
  const codes = new Set(step.reasons.map(({ code }) => code));
  const fitting = offered.filter(({ when }) => when.some((code) => codes.has(`${step.plugin}.${code}`)));
  if (fitting.length === 0) return [];
  const tree = parseCorefile(text, step.at.file);
  const node = nodeAt(tree, step);
  return fitting.flatMap(({ words, when, change }): readonly Trial[] => {
    if (change.kind === "other client") return [{ words, edits: [], isOtherClient: true }];
    const found = step.reasons.find(({ code }) => when.some((one) => code === `${step.plugin}.${one}`));
    if (node === undefined || found === undefined) return [];
    const edit = editOf(change, { node, step, text, facts: found.facts });
    return edit === undefined ? [] : [{ words: filled(words, found.facts), edits: [edit], isOtherClient: false }];
  });
}

/** The use of the directive that stands on the step's line. */
function nodeAt({ items }: CorefileTree, { plugin, at }: TriedStep): DirectiveNode | undefined {
  const lines = items.flatMap((item) => (item.kind === "import" ? [] : item.body));
  return lines.filter(isDirective).find(({ name }) => name.text === plugin && name.line === at.start.line);
}

const isDirective = (line: LineNode): line is DirectiveNode => line.kind === "directive";

interface Place {
  readonly node: DirectiveNode;
  readonly step: TriedStep;
  readonly text: string;
  readonly facts: TriedReason["facts"];
}

/** Words with the facts of the reason in their braces. */
function filled(words: string, facts: TriedReason["facts"]): string {
  return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

function editOf(change: WhatIf["change"], place: Place): TextEdit | undefined {
  switch (change.kind) {
    case "property":
      return withProperty(filled(change.line, place.facts), place);
    case "second word":
      return withSecondWord(change, place);
    case "without the rule":
      return withoutRule(place);
    case "without the directive":
      return without(place.node, place);
    default:
      return undefined;
  }
}

function edit({ text, node }: Place, [start, end]: readonly [number, number], inserted: string): TextEdit {
  return { range: new LineIndex(node.first.file, text).range(start, end), text: inserted };
}

function withProperty(line: string, place: Place): TextEdit | undefined {
  const { node, text } = place;
  const indent = indentOf(node.first, text);
  const [property] = line.split(" ", 1);
  const there = node.block?.lines.find(({ name }) => name.text === property);
  if (there !== undefined) return edit(place, [there.first.start, there.last.end], line);
  const step = indent === "" ? "    " : indent;
  if (node.block === undefined)
    return edit(place, [node.last.end, node.last.end], ` {\n${indent}${step}${line}\n${indent}}`);
  const { close } = node.block;
  if (close === undefined) return undefined;
  const before = indentOf(close, text);
  return edit(place, [close.start, close.start], `${step}${line}\n${before}`);
}

function withSecondWord(
  { word, instead }: Extract<WhatIf["change"], { kind: "second word" }>,
  place: Place,
): TextEdit | undefined {
  const { name, args } = place.node;
  const [second] = args;
  if (second === undefined) return undefined;
  return instead.includes(second.text)
    ? edit(place, [second.start, second.end], word)
    : edit(place, [name.end, name.end], ` ${word}`);
}

/** The line of the block that decided, or the whole directive where that is its line. */
function withoutRule(place: Place): TextEdit | undefined {
  const { node, step } = place;
  const line = step.rule?.start.line ?? node.first.line;
  if (line === node.first.line) return without(node, place);
  const rule = node.block?.lines.find(({ first }) => first.line === line);
  return rule === undefined ? undefined : without(rule, place);
}

/** Takes whole lines where nothing else stands on them. */
function without({ first, last }: Pick<LineNode, "first" | "last">, place: Place): TextEdit {
  const { text } = place;
  const lineStart = text.lastIndexOf("\n", first.start - 1) + 1;
  const found = text.indexOf("\n", last.end);
  const lineEnd = found < 0 ? text.length : found + 1;
  const isAlone =
    text.slice(lineStart, first.start).trim() === "" && /^\s*(?:#.*)?$/.test(text.slice(last.end, lineEnd).trimEnd());
  return edit(place, isAlone ? [lineStart, lineEnd] : [first.start, last.end], "");
}

/** The white space before the first word of a line. */
function indentOf({ start }: SourceToken, text: string): string {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return before.trim() === "" ? before : "";
}
