/** Regular expressions for names that no name can match. */
import type { Token } from "../../../corefile/token.ts";
import { zonesOrBlock } from "../../../directive/kinds/zone.ts";
import type { CanonicalName } from "../../../dns/name/name.ts";
import { directive as rewrite } from "../../../plugins/rewrite/directive.ts";
import { directive as template } from "../../../plugins/template/directive.ts";
import type { LintBlock } from "../../block.ts";
import { literalEnd } from "../../literal-end.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { inWords, zoneText } from "../../zones.ts";

export const regexNeverMatches = defineRule({
  code: "CF1025",
  name: "regex-never-matches",
  severity: "warning",
  inEveryBlock: true,
  sentence: "A regular expression has an ending that no name it is compared with can have.",
  why: "Names are compared in full, with their final dot: an expression with a letter before `$` matches none, nor does one that ends in another zone.",
  example: {
    bad: 'example.org {\n    template IN A {\n        match ^host[0-9]+\\.example\\.org$\n        answer "{{ .Name }} 60 IN A 192.0.2.1"\n    }\n}\n',
    good: 'example.org {\n    template IN A {\n        match ^host[0-9]+\\.example\\.org\\.$\n        answer "{{ .Name }} 60 IN A 192.0.2.1"\n    }\n}\n',
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("template")) yield* ofTemplates(block);
    for (const block of blocksWith("rewrite")) yield* ofRewrites(block);
  },
});

function* ofTemplates(block: LintBlock): Iterable<Finding> {
  for (const { args, properties } of block.uses(template)) {
    const isRewritten = block.has("rewrite") || block.has("autopath");
    const zones = args.zones.length === 0 && isRewritten ? undefined : zonesOrBlock(args.zones, block.zones);
    for (const { token } of properties.match?.args.patterns ?? []) yield* findings(token, zones);
  }
}

function* ofRewrites(block: LintBlock): Iterable<Finding> {
  const uses = block.uses(rewrite);
  // A rule that lets others follow may have brought the name into another zone.
  const zones = uses.some(({ args }) => args.mode === "continue") ? undefined : block.zones;
  for (const { at, args } of uses) {
    if (args.kind !== "name" || args.match !== "regex") continue;
    const { source } = args.from;
    const token = block.wordsAt("rewrite", at)?.words.find(({ text }) => text === source);
    if (token !== undefined) yield* findings(token, zones);
  }
}

function* findings(token: Token, zones: readonly CanonicalName[] | undefined): Iterable<Finding> {
  const end = literalEnd(token.text);
  if (end === undefined) return;
  if (!end.endsWith(".")) {
    yield { at: token.range, message: `Names end in a dot, so none ends in "${end}".`, fixes: withDot(token) };
  } else if (zones !== undefined && !zones.some((zone) => zone.endsWith(end) || end.endsWith(zone))) {
    yield { at: token.range, message: `No name in ${inWords(zones.map(zoneText))} ends in "${end}".` };
  }
}

function withDot({ text, range }: Token): NonNullable<Finding["fixes"]> {
  const raw = range.end.offset - range.start.offset;
  // In quotes there are two characters more; an escaped quote would make more, and then nothing is offered.
  const quotes = raw === text.length ? 0 : 1;
  const closing = text.length - text.replace(/\)*\$$/, "").length;
  if (range.start.line !== range.end.line || raw !== text.length + 2 * quotes) return [];
  const back = closing + quotes;
  const place = { offset: range.end.offset - back, line: range.end.line, column: range.end.column - back };
  return [{ title: "Add the dot", edits: [{ range: { file: range.file, start: place, end: place }, text: "\\." }] }];
}
