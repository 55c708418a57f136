/** What changes, as a comment on a pull request. */

import { questionText } from "../questions/placed-question.ts";
import { type BehaviourChange, type BehaviourDiff, groupByCause } from "./behaviour-diff.ts";
import { outcomeTexts } from "./outcome.ts";
import { changePlace, type TextChange } from "./text-changes.ts";
import { causeText, KIND_WORDS, remarks, verdictText } from "./words.ts";

/** Places that show comments take some 65,000 characters: beyond this what is left is only counted. */
const MOST_CHARACTERS = 50_000;
const MOST_LINES = 12;
/** More rows than these are folded. */
const OPEN_ROWS = 10;

/** The comment; titles are what the two sides are called. */
export function writeMarkdown(
  diff: BehaviourDiff,
  titles: { readonly before: string; readonly after: string },
): string {
  const parts = [
    `### DNS answers: ${code(titles.before)} → ${code(titles.after)}`,
    "",
    verdictText(diff),
    ...remarks(diff).map((remark) => `\n${remark}`),
  ];
  let length = parts.join("\n").length;
  let left = diff.changes.length;
  for (const { cause, changes } of groupByCause(diff.changes)) {
    const group = [
      "",
      `**${text(causeText(cause, diff.edits))}**`,
      ...cause.changes.flatMap((index) => diff.edits[index] ?? []).map(diffBlock),
      "",
      ...table(changes),
    ].join("\n");
    if (length + group.length > MOST_CHARACTERS) break;
    length += group.length;
    left -= changes.length;
    parts.push(group);
  }
  if (left > 0) parts.push("", `${left} more changes are not shown here.`);
  return `${parts.join("\n")}\n`;
}

function table(changes: readonly BehaviourChange[]): readonly string[] {
  const rows = [
    "| | question | before | after |",
    "| --- | --- | --- | --- |",
    ...changes.map(({ kind, question, before, after, count }) => {
      const often = count > 1 ? ` ×${count}` : "";
      const { mark, word } = KIND_WORDS[kind];
      const [old, now] = outcomeTexts(before, after);
      return `| ${mark} ${word} | ${code(questionText(question))}${often} | ${text(old)} | ${text(now)} |`;
    }),
  ];
  if (changes.length <= OPEN_ROWS) return rows;
  return [`<details><summary>${changes.length} questions</summary>`, "", ...rows, "", "</details>"];
}

function diffBlock(edit: TextChange): string {
  const lines = [...edit.removed.map((line) => `-${line}`), ...edit.added.map((line) => `+${line}`)].map((line) =>
    line.trimEnd(),
  );
  const shown =
    lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines`] : lines;
  // A fence that no line can end.
  let fence = "```";
  while (shown.some((line) => line.includes(fence))) fence += "`";
  return ["", `${fence}diff`, `@@ ${changePlace(edit)} @@`, ...shown, fence].join("\n");
}

/** In a cell or a line nothing of a name or a record is markup. */
function text(written: string): string {
  return written.replace(/[\r\n]+/g, " ").replace(/[\\`*_[\]<>#|~&@]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function code(written: string): string {
  return `<code>${text(written)}</code>`;
}
